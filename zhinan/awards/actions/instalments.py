"""How instalments are planned, approved and dropped."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.history.actions import record
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import sentences
from zhinan.notices.actions import tell

from ..models import Clause, Instalment
from ..rules.gates import closed
from ..rules.matched import matched
from ..states import INSTALMENT_LIFE, UNDERWAY, AgreementState, AwardState, InstalmentState
from .locking import alone_with_award
from .people import payers


def planned(award, but=None):
    """The sum of all instalments of `award` that were not dropped, without the one with the key `but`."""
    rows = award.instalments.exclude(state=InstalmentState.DROPPED).exclude(pk=but)
    return rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def refuse_too_much(award, amount, but=None):
    """Raises ValidationError where one more instalment of `amount` would come to more than `award`."""
    left = award.amount - planned(award, but)
    if amount > left:
        sentence = _("The award leaves {left} for this instalment.")
        raise ValidationError({"amount": sentence.format(left=award.in_words(max(left, Decimal(0))))})


def refuse_plan(award, more=False):
    """Raises NotNow while the plan of `award` must stay as it is: offered for signature, or over.

    Where `more` is to be paid than was agreed upon, the agreement has to be amended: what is paid when stands in it.
    """
    if award.is_over():
        raise NotNow(_("This award is over. Its plan stays as it is."))
    underway = refuse_offered(award)
    is_amending = underway is not None and underway.clause == Clause.AMENDMENT
    if more and award.state != AwardState.BEGUN and not is_amending:
        raise NotNow(_("The plan was signed. Begin an amendment first, and change the plan under it."))


def refuse_offered(award):
    """The document of `award` that is being written, or None; raises NotNow where one waits for its signatures."""
    underway = award.agreements.filter(state__in=UNDERWAY).first()
    if underway is not None and underway.state == AgreementState.OFFERED:
        raise NotNow(_("A document with this plan waits for its signatures. Withdraw it first."))
    return underway


def add_instalment(award, values, *, by):
    """One more instalment of `award` with `values`, after the others.

    Raises NotNow where the plan must stay as it is, ValidationError beyond the award.
    """
    with alone_with_award(award.pk) as award:
        refuse_plan(award, more=True)
        last = award.instalments.aggregate(last=Max("position"))["last"] or 0
        made = Instalment(award=award, position=last + 1, **values)
        made.full_clean()
        refuse_too_much(award, made.amount)
        made.save()
        changes = {"instalment": [None, str(made.amount)], "gate": [None, made.gate]}
        record(award, "instalment_planned", by=by, changes=changes | {"needs_match": [None, made.needs_match]})
        return made


def set_amount(instalment, amount, *, by, because):
    """Give the planned `instalment` another `amount`; raises NotNow later on, ValidationError beyond the award."""
    with alone_with_award(instalment.award_id) as award:
        found = award.instalments.get(pk=instalment.pk)
        refuse_plan(award, more=amount > found.amount)
        if found.state != InstalmentState.PLANNED:
            raise NotNow(_("It was approved already. Take the approval back first."))
        before, found.amount = found.amount, amount
        found.full_clean()
        refuse_too_much(award, amount, but=found.pk)
        found.save()
        changes = {"instalment": [str(before), str(amount)], "reason": [None, because]}
        record(award, "instalment_changed", by=by, changes=changes)
        return found


def approve(instalment, *, by, on):
    """Approve `instalment` for payment on the day `on`; raises NotNow while one of its gates is closed."""
    with alone_with_award(instalment.award_id) as award:
        found = INSTALMENT_LIFE.move(instalment, "approve")
        found.award = award
        if shut := closed(found):
            raise NotNow(sentences(*(f"{one.words}: {one.mend}" for one in shut)))
        match = matched(award)
        found.approved_by, found.approved_on, found.match_then = by.pseudonym, on, match.ratio(match.secured)
        found.save()
        changes = {"instalment": [None, found.position], "amount": [None, str(found.amount)]}
        record(award, "instalment_approved", by=by, changes=changes)
        told = gettext_noop("An instalment of “{grant}” waits to be paid: {amount}.")
        tell(payers(award), told, found, by=by, grant=str(award), amount=award.in_words(found.amount))
        return found


def unapprove(instalment, *, by):
    """Take the approval of `instalment` back; raises NotNow once it is paid."""
    with alone_with_award(instalment.award_id) as award:
        found = INSTALMENT_LIFE.move(instalment, "unapprove")
        found.approved_by = found.approved_on = found.match_then = None
        found.save()
        record(award, "instalment_unapproved", by=by, changes={"instalment": [found.position, None]})
        return found


def drop(instalment, *, by, because):
    """Drop `instalment`: it will not be paid, as after a termination. Raises NotNow for one that was."""
    with alone_with_award(instalment.award_id) as award:
        refuse_offered(award)
        found = INSTALMENT_LIFE.move(instalment, "drop")
        found.approved_by = found.approved_on = found.match_then = None
        found.save()
        record(
            award,
            "instalment_dropped",
            by=by,
            changes={"instalment": [found.position, None], "reason": [None, because]},
        )
        return found
