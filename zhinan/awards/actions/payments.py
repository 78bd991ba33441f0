"""How an instalment is paid, and a payment taken back."""

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.history.actions import record
from zhinan.kit.dates import PartialDate
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import sentences
from zhinan.kit.quantities import money
from zhinan.notices.actions import tell
from zhinan.programmes.models import Stage

from ..models import Clause, Instalment, Payment
from ..rules.gates import closed
from ..rules.worth import is_far, refuse_future, worth_on
from ..states import INSTALMENT_LIFE, AgreementState, InstalmentState
from .locking import alone_with_award, refuse_file
from .people import keepers, receivers
from .transfers import posted, taken_back


def pay(instalment, values, *, by, today):
    """Write down that the approved `instalment` was paid, with `values` of Payment, and post it to the ledger.

    Raises NotNow where it is not approved, a gate has shut since, or `by` approved it; ValidationError for a day before
    the agreement or after `today`, for an amount that is not the instalment's, and for a currency without a rate.
    """
    with alone_with_award(instalment.award_id) as award:
        found = INSTALMENT_LIFE.move(instalment, "pay")
        found.award = award
        refuse_now(found, by)
        payment = Payment(instalment=found, recorded_by=by.pseudonym, **values)
        payment.clean_fields(exclude=("counted", "posting", "taken_back"))
        refuse_file(payment.advice, award, "advice")
        refuse_day(payment.on, found, today)
        payment.counted = worth_on(payment.amount, payment.currency, award.currency, payment.on, "currency")
        refuse_amount(payment, found)
        words = _("Instalment {number} of this grant").format(number=found.position)
        payment.posting = posted(payment, award, Stage.DISBURSED, words, by=by)
        found.save()
        payment.save()
        changes = {"instalment": [None, found.position], "payment": [None, f"{payment.amount} {payment.currency.code}"]}
        record(award, "instalment_paid", by=by, changes=changes)
        facts = {"amount": money(payment.amount, payment.currency.code), "day": payment.on.isoformat()}
        told = gettext_noop("An instalment of “{grant}” was paid: {amount}, on {day}.")
        tell(receivers(award), told, payment, by=by, grant=str(award), **facts)
        return payment


def refuse_now(instalment, by):
    """Raises NotNow where `by` may not pay `instalment`, or it may not be paid any more."""
    if instalment.approved_by == by.pseudonym:
        raise NotNow(_("You approved this instalment. Somebody else records its payment."))
    if shut := closed(instalment):
        raise NotNow(sentences(*(f"{one.words}: {one.mend}" for one in shut)))
    paid = Instalment.objects.filter(award=instalment.award, state=InstalmentState.PAID).exclude(pk=instalment.pk)
    if (paid.aggregate(sum=Sum("amount"))["sum"] or 0) + instalment.amount > instalment.award.amount:
        raise NotNow(_("With this instalment more would be paid than was awarded."))


def refuse_day(on, instalment, today):
    """Raises ValidationError for a day of payment on which `instalment` cannot have been paid, or after `today`.

    That is a day before the agreement or the approval, or on which the award was suspended.
    """
    signed = instalment.award.agreements.filter(state=AgreementState.SIGNED)
    first = signed.filter(clause=Clause.AGREEMENT).first()
    if on < first.in_force_on:
        sentence = _("The agreement is in force since {day}: nothing was paid before.")
        raise ValidationError({"on": sentence.format(day=PartialDate(first.in_force_on.isoformat()).in_words())})
    if on < instalment.approved_on:
        sentence = _("The instalment was approved on {day}: it was not paid before.")
        raise ValidationError({"on": sentence.format(day=PartialDate(instalment.approved_on.isoformat()).in_words())})
    refuse_future(on, today)
    stops = signed.filter(clause__in=(Clause.SUSPENSION, Clause.RESUMPTION), in_force_on__lte=on)
    last = stops.order_by("number").last()
    if last is not None and last.clause == Clause.SUSPENSION:
        raise ValidationError({"on": _("The award was suspended on that day.")})


def refuse_amount(payment, instalment):
    """Raises ValidationError where what was paid is not what `instalment` says."""
    award = instalment.award
    if payment.currency == award.currency and payment.amount != instalment.amount:
        sentence = _("The instalment is {amount}. Change the instalment first, or write what was paid.")
        raise ValidationError({"amount": sentence.format(amount=award.in_words(instalment.amount))})
    if is_far(payment.counted, instalment.amount):
        sentence = _("On that day this is worth {worth}, and the instalment is {amount}. Check amount and currency.")
        words = {"worth": award.in_words(payment.counted), "amount": award.in_words(instalment.amount)}
        raise ValidationError({"amount": sentence.format(**words)})


def take_back(payment, *, by, on, because, today):
    """Take `payment` back on the day `on`: an opposite posting stands in the ledger, and the instalment waits again.

    Raises NotNow where that was done, ValidationError for a day before that of the payment or after `today`.
    """
    refuse_future(on, today)
    with alone_with_award(payment.instalment.award_id) as award:
        words = _("Instalment {number} of this grant: payment taken back").format(number=payment.instalment.position)
        found = taken_back(payment, by=by, on=on, because=because, evidence=words)
        instalment = INSTALMENT_LIFE.move(found.instalment, "take_back")
        found.save()
        instalment.save()
        changes = {"instalment": [instalment.position, None], "reason": [None, because]}
        record(award, "payment_taken_back", by=by, changes=changes)
        told = gettext_noop("A payment of “{grant}” was taken back: {because}")
        tell({*keepers(award), *receivers(award)}, told, found, by=by, grant=str(award), because=because)
        return found
