"""How money that was not spent comes back, and a refund is taken back."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.history.actions import record
from zhinan.kit.dates import PartialDate
from zhinan.kit.lifecycle import NotNow
from zhinan.programmes.models import Stage

from ..models import Payment, Refund
from ..rules.closing import cash_of
from ..rules.worth import is_far, refuse_future, worth_on
from .locking import alone_with_award, refuse_file
from .transfers import posted, taken_back


def refund(award, values, *, by, today):
    """Write down that unspent money of `award` came back, with `values` of Refund, and post it to the ledger.

    Raises NotNow where nothing is left, or `by` approved an instalment; ValidationError for a day before the first
    payment or after `today`, for more than is left, for a currency without a rate, and for another award's advice.
    """
    with alone_with_award(award.pk) as award:
        left = cash_of(award).left
        refuse_now(award, left, by)
        made = Refund(award=award, recorded_by=by.pseudonym, **values)
        made.clean_fields(exclude=("counted", "posting", "taken_back"))
        refuse_file(made.advice, award, "advice")
        refuse_day(made.on, award, today)
        made.counted = counted(made, award, left)
        words = pgettext("evidence of a posting", "Unspent funds of this grant")
        made.posting = posted(made, award, Stage.RETURNED, words, by=by)
        made.save()
        record(award, "refunded", by=by, changes={"refund": [None, f"{made.amount} {made.currency.code}"]})
        return made


def refuse_now(award, left, by):
    """Raises NotNow where nothing is `left` of `award`, or `by` approved one of its instalments."""
    if award.instalments.filter(approved_by=by.pseudonym).exists():
        raise NotNow(_("You approved an instalment of this award. Somebody else records what came back."))
    if left <= 0:
        raise NotNow(_("Nothing is left: what was paid is spent or returned."))


def refuse_day(on, award, today):
    """Raises ValidationError for a day before the first payment of `award`, or after `today`."""
    refuse_future(on, today)
    paid = Payment.objects.standing().filter(instalment__award=award).order_by("on").first()
    if paid is not None and on < paid.on:
        sentence = _("The first payment was on {day}: nothing came back before.")
        raise ValidationError({"on": sentence.format(day=PartialDate(paid.on.isoformat()).in_words())})


def counted(refund, award, left):
    """What `refund` counts in the currency of `award`, of what is `left`; raises ValidationError for more than that.

    In another currency one that is worth what is left, but for what banks' rates may differ, settles it.
    """
    worth = worth_on(refund.amount, refund.currency, award.currency, refund.on, "currency")
    if refund.currency != award.currency and not is_far(worth, left):
        return left
    if worth > left:
        sentence = _("On that day this is worth {worth}, and {left} are left.")
        raise ValidationError({"amount": sentence.format(worth=award.in_words(worth), left=award.in_words(left))})
    return worth


def take_back_refund(refund, *, by, on, because, today):
    """Take `refund` back on the day `on`: an opposite posting stands in the ledger, and the money is left again.

    Raises NotNow where that was done, ValidationError for a day before that of the refund or after `today`.
    """
    refuse_future(on, today)
    with alone_with_award(refund.award_id) as award:
        words = pgettext("evidence of a posting", "Unspent funds of this grant: taken back")
        found = taken_back(refund, by=by, on=on, because=because, evidence=words)
        found.save()
        changes = {"refund": [f"{found.amount} {found.currency.code}", None], "reason": [None, because]}
        record(award, "refund_taken_back", by=by, changes=changes)
        return found
