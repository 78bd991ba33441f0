"""What the committee decides about applications, singly and several at once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.history.actions import alone_with
from zhinan.kit.lifecycle import NotNow

from ..models import GRANTED, Application, Decision, Outcome
from ..rules.verdicts import Verdict, most_of, requested_each, share_of, troubles
from ..states import APPLICATION_LIFE, MeetingState
from .awarding import begin_grant, put_away
from .one_by_one import refuse_bound
from .screening import give_back
from .stages import advance, refuse_over, settle


def decide(application, verdict, *, meeting, by, now):
    """Write down what `meeting` decided about `application`; returns the Decision, whose letter waits to be sent.

    Raises ValidationError with sentences for the fields of `verdict`, and NotNow outside the committee's stage, for
    what is not on the agenda, and once the minutes are closed.
    """
    with alone_with(meeting) as held:
        refuse_closed(held)
        refuse_over(held.call)
        if not held.agenda.filter(application=application).exists():
            raise NotNow(_("“{title}” is not on the agenda of this meeting.").format(title=application))
        wrong = troubles(verdict, most_for([application])[application.pk], now)
        if wrong:
            raise ValidationError(wrong)
        return DOING[verdict.outcome](application, verdict, held, by, now)


@transaction.atomic
def decide_many(applications, verdict, percent, *, meeting, by, now):
    """Decide the same about each of the list `applications`; approved ones get `percent` of the most that they may.

    Returns the Decisions. Raises ValidationError or NotNow, and then none is decided.
    """
    most, made = most_for(applications), []
    for one in applications:
        amount = share_of(most[one.pk], percent) if verdict.outcome in GRANTED and most[one.pk] else None
        own = Verdict(verdict.outcome, amount, verdict.conditions, verdict.comment, verdict.revise_by)
        made.append(decide(one, own, meeting=meeting, by=by, now=now))
    return made


def decide_once(application, verdict, percent, *, meeting, by, now, since):
    """As `decide_many` for one application, where nothing was decided about it from the moment `since` on.

    Nothing is done where `by` decided the same already. Raises ValidationError and NotNow.
    """
    with alone_with(meeting) as held:
        later = application.decisions.filter(decided_at__gte=since).order_by("decided_at", "pk").first()
        if later is not None and is_same(later, verdict, held, by):
            return
        if later is not None:
            raise NotNow(_("Somebody decided about it meanwhile."))
        if not APPLICATION_LIFE.allows(application, "decline"):  # its title may be a draft's by now: it is not named
            raise NotNow(_("It is not before the committee any more."))
        refuse_bound(application, by)
        decide_many([application], verdict, percent, meeting=held, by=by, now=now)


def is_same(decision, verdict, meeting, user):
    """Whether `decision` says what `verdict` does, by `user` in `meeting`."""
    said = (decision.outcome, decision.meeting_id, decision.decided_by)
    return said == (verdict.outcome, meeting.pk, user.pseudonym)


def most_for(applications):
    """{key: the most that can be granted} of each of the list `applications`, with their rules."""
    asked = requested_each([one.pk for one in applications])
    return {one.pk: most_of(asked.get(one.pk), one.rules.ceiling) for one in applications}


def refuse_closed(meeting):
    """Raise NotNow where the minutes of `meeting` are closed."""
    if meeting.state != MeetingState.PLANNED:
        raise NotNow(_("The minutes of this meeting are closed. Open them again first."))


def award(application, verdict, meeting, by, now):
    """Award it, with the amount and the conditions, and begin its grant."""
    grant = begin_grant(application, by=by, on=meeting.on)
    moved = advance(application, "award", "awarded", by=by, grant=grant)  # at the wrong moment nothing of it stays
    facts = {"amount": verdict.amount, "conditions": verdict.conditions, "comment": verdict.comment}
    return settle(moved, verdict.outcome, by=by, now=now, meeting=meeting, **facts)


def decline(application, verdict, meeting, by, now):
    """Decline it."""
    moved = advance(application, "decline", "declined", by=by)
    return settle(moved, Outcome.DECLINED, by=by, now=now, meeting=meeting, comment=verdict.comment)


def hand_back(application, verdict, meeting, by, now):
    """Return it for revision; its authors are told at once, for their time runs."""
    return give_back(application, verdict.comment, verdict.revise_by, by=by, now=now, meeting=meeting)


DOING = {
    Outcome.APPROVED: award,
    Outcome.CONDITIONS: award,
    Outcome.DECLINED: decline,
    Outcome.RETURNED: hand_back,
}


@transaction.atomic
def reconsider(application, *, by):
    """Bring a decided `application` before its committee again; its grant is put away.

    Raises NotNow once its letter is sent or the minutes are closed. What was decided stays in its list.
    """
    last = (
        Decision.objects.filter(application=application).select_related("meeting").order_by("decided_at", "pk").last()
    )
    if last is not None and last.meeting is not None:
        with alone_with(last.meeting) as held:
            refuse_closed(held)
    grant = Application.objects.select_related("grant__project").get(pk=application.pk).grant
    moved = advance(application, "reconsider", "reconsidered", by=by, grant=None)
    if last is not None and Decision.objects.select_for_update().get(pk=last.pk).letter_sent_at:
        raise NotNow(_("Its authors have the letter already."))
    if grant is not None:
        put_away(grant, by=by)
    return moved
