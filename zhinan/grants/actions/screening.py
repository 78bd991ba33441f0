"""Screening: whether what was submitted is eligible, and giving it back for revision."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zhinan.history.actions import alone_with
from zhinan.kit.lifecycle import NotNow

from ..emails import decided
from ..models import Outcome, Reason
from ..rules.eligibility import checks
from ..rules.verdicts import Verdict, troubles
from ..states import Stage
from .one_by_one import refuse_bound
from .stages import advance, refuse_over, settle


@transaction.atomic
def find_eligible(application, *, by, now, comment=""):
    """Find the submitted `application` eligible and tell its authors; returns the Decision. Raises NotNow."""
    refuse_over(application.call)
    moved = advance(application, "find_eligible", "found_eligible", by=by)
    return tell(settle(moved, Outcome.ELIGIBLE, by=by, now=now, comment=comment, letter_sent_at=now), by)


def find_eligible_once(application, *, by, now, since):
    """Find `application` eligible where it passes every check; nothing where `by` did so from the moment `since` on.

    Raises NotNow for what does not pass, and for who is recused.
    """
    with alone_with(application) as stored:
        found = stored.decisions.filter(outcome=Outcome.ELIGIBLE, decided_at__gte=since, decided_by=by.pseudonym)
        if found.exists():
            return
        if stored.state != Stage.SUBMITTED:  # its title may be a draft's by now: it is not named
            raise NotNow(_("It does not wait to be screened any more."))
        refuse_bound(application, by)
        if not passes(stored):
            raise NotNow(_("It does not pass every check. Screen it by itself."))
        find_eligible(stored, by=by, now=now)


def passes(application):
    """Whether the submitted `application` passes every check of its rules on the day on which it was submitted."""
    return all(one.passed for one in checks(application, application.rules, localdate(application.submitted_at)))


@transaction.atomic
def find_ineligible(application, reasons, *, by, now, comment=""):
    """Find the submitted `application` not eligible for `reasons`, at least one Reason; returns the Decision.

    Raises ValidationError without a reason, and NotNow.
    """
    kept = [one for one in Reason.values if one in set(reasons)]
    if not kept:
        raise ValidationError({"reasons": [_("Choose at least one reason: the letter tells it.")]})
    refuse_over(application.call)
    moved = advance(application, "find_ineligible", "found_ineligible", by=by)
    facts = {"reasons": kept, "comment": comment, "letter_sent_at": now}
    return tell(settle(moved, Outcome.INELIGIBLE, by=by, now=now, **facts), by)


@transaction.atomic
def screen_again(application, *, by):
    """Take the screening of `application` back, and tell its authors; what was decided stands in its list. NotNow."""
    refuse_over(application.call)
    moved = advance(application, "screen_again", "screened_again", by=by)
    decided.screened_again(moved, by=by)
    return moved


@transaction.atomic
def give_back(application, comment, revise_by, *, by, now, meeting=None):
    """Return `application` to its authors, who may send it again until `revise_by`; returns the Decision.

    Raises ValidationError without a comment and for a moment that has passed, and NotNow.
    """
    wrong = troubles(Verdict(Outcome.RETURNED, comment=comment, revise_by=revise_by), None, now)
    if wrong:
        raise ValidationError(wrong)
    refuse_over(application.call)
    moved = advance(application, "give_back", "returned", by=by, revise_by=revise_by)
    facts = {"comment": comment, "meeting": meeting, "letter_sent_at": now}
    return tell(settle(moved, Outcome.RETURNED, by=by, now=now, **facts), by)


def tell(decision, by):
    """Tell the authors of `decision` at once: they have something to do, or an answer to wait for no longer."""
    decided.letter(decision, by=by)
    return decision
