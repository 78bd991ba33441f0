"""The sweeps of the worker, and what many applications go through one by one, begun by a page."""

from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext_noop
from django_tasks import task

from zhinan.accounts.models import User
from zhinan.notices.actions import tell

from . import access, actions
from .models import Call, Meeting
from .rules.verdicts import Verdict

FEW = 20  # applications that a page does itself
OVER = gettext_noop("What you began with many applications is over. See what came of it.")


@task()
def close_calls():
    """Close the calls whose deadline is over; until then each refuses what is late by its own clock."""
    actions.close_due(timezone.now())


@task()
def forget_invitations():
    """Delete the addresses of those who were invited to write an application and never came."""
    actions.forget_invitations(timezone.now())


@task()
def send_letters(record, applications, by, since, language):
    """Send the letters about `applications` of the call `record` that waited at the moment `since`."""
    call = Call.objects.select_related("programme").get(pk=record)
    done = through(actions.send_letter, applications, call, by=by, since=since, language=language)
    return told(done, by, call, reverse("call-letters", args=[call.slug]))


@task()
def screen(record, applications, by, since, language):
    """Find those of `applications` of the call `record` eligible that pass every check."""
    call = Call.objects.select_related("programme").get(pk=record)
    done = through(actions.find_eligible_once, applications, call, by=by, since=since, language=language)
    return told(done, by, call, reverse("call-screen", args=[call.slug]))


@task()
def decide(record, applications, by, since, language, verdict, percent):
    """Write down that the meeting `record` decided `verdict`, the facts of a Verdict, about each of `applications`."""
    meeting, until = Meeting.objects.select_related("call__programme").get(pk=record), verdict["revise_by"]
    said = Verdict(**verdict | {"revise_by": until and datetime.fromisoformat(until)})
    act = partial(actions.decide_once, verdict=said, percent=percent, meeting=meeting)
    done = through(act, applications, meeting.call, by=by, since=since, language=language)
    return told(done, by, meeting, meeting.get_absolute_url())


def through(act, applications, call, *, by, since, language):
    """Do `act` to each of `applications` of `call`, as the user with the key `by` did at the moment `since`.

    Returns what came of it as `actions.one_by_one` has it. Nothing is dated before `since`, whatever a clock says.
    """
    begun = datetime.fromisoformat(since)

    def do(application, user):
        act(application, by=user, now=max(timezone.now(), begun), since=begun)

    with translation.override(language):
        return actions.one_by_one(applications, do, by=by, may=partial(access.keep_call, call=call))


def told(done, by, about, address):
    """`done`, of which who began it, and still may, is told at the page `address`: nobody waits there for long."""
    if not done["left"]:
        tell(User.objects.filter(pk=by, is_active=True), OVER, about, address=address)
    return done


def hand_over(work, record, applications, user, **words):
    """Give `work`, a task, with the keys `applications` of the call or meeting `record` to the worker, for `user`."""
    begun = {"by": user.pk, "since": timezone.now().isoformat(), "language": get_language()}
    return work.enqueue(record=record.pk, applications=list(applications), **begun, **words)
