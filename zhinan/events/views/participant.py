"""Somebody who takes part in a course: nominated by hand, mended, tested."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.views.records import traces
from zhinan.accounts.views.verbs import buttons
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .. import access, actions
from ..forms import ParticipantForm, ScoresForm
from ..models import Event, Participant
from ..states import PARTICIPATION
from .courses import head
from .deciding import PARTICIPANT_VERBS, TONES
from .participants import course_of
from .registering import took
from .reminding import details_of

WITH = ("course__event", "country", "organisation", "person", "attendance")


@allow(access.edit, Event, join=("course",))
def add_participant(request, event):
    """Nominates somebody by hand."""
    course = course_of(event)
    typed = request.POST if request.method == "POST" else None
    form = ParticipantForm(typed, instance=Participant(course=course), user=request.user)
    if typed is not None and form.is_valid():
        done, body = reverse("event-participants", args=[event.slug]), form.cleaned_data["nominated_by"]
        words = {"now": timezone.now(), "by": request.user, "body": body}
        if took(form, done, lambda: actions.nominate(course, [form.nominee()], **words)):
            return redirect(done)
    return render(request, "events/participant_form.html", head(course) | {"form": form})


@allow(access.meet_participant, Participant, join=WITH)
def participant(request, participant):
    """Somebody who was nominated: how far they are, what can be done, tests, and the sessions they were in."""
    course, may_edit = participant.course, access.keep_participant(request.user, participant)
    words = head(course) | {"row": participant, "may_edit": may_edit, "tone": TONES.get(participant.state, "")}
    words["verbs"] = buttons(participant, request.user, PARTICIPANT_VERBS, PARTICIPATION)
    words["may_keep"] = access.keep_confidential(request.user, participant)
    words["scores"] = ScoresForm(instance=participant) if may_edit else None
    words |= details_of(participant) | traces(participant, request.user)
    place, sessions = participant.attendance, list(course.event.sessions.all())
    there = set(place.presences.values_list("session", flat=True)) if place else ()
    words["sessions"] = [(one, one.pk in there) for one in sessions]
    return render(request, "events/participant.html", words)


@allow(access.keep_participant, Participant, join=WITH)
def edit_participant(request, participant):
    """Mends who somebody is."""
    typed = request.POST if request.method == "POST" else None
    form = ParticipantForm(typed, instance=participant, user=request.user)
    if typed is not None and form.is_valid():
        try:
            actions.mend(participant, form.values(), by=request.user, on=timezone.localdate())
        except NotNow as refusal:
            form.add_error("country", str(refusal))
        else:
            return redirect(participant)
    words = head(participant.course) | {"form": form, "row": participant}
    return render(request, "events/participant_form.html", words)


@allow(access.keep_participant, Participant, join=WITH)
def score(request, participant):
    """Writes down the results of the tests."""
    typed = request.POST if request.method == "POST" else None
    form = ScoresForm(typed, instance=participant)
    if typed is not None and form.is_valid():
        said = form.cleaned_data
        actions.score(participant, said["score_before"], said["score_after"], by=request.user)
        return redirect(participant)
    words = head(participant.course) | {"form": form, "row": participant}
    return render(request, "events/participant_form.html", words)
