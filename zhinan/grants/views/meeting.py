"""A meeting of the committee: what lies before it with its scores, and decisions about several."""

from dataclasses import asdict

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from zhinan.accounts.views.records import traces
from zhinan.accounts.views.verbs import buttons
from zhinan.kit.guards import allow, way

from .. import access, actions
from ..figures.agenda import agenda_of
from ..forms import DecideManyForm
from ..models import Application, Meeting
from ..states import MEETING_LIFE, MeetingState, Stage
from ..tasks import FEW
from .meetings import MEETING_VERBS
from .screening import done
from .working import DECIDING, hand_over, work_on


@allow(access.meet, Meeting, join=("call__programme",))
def meeting(request, meeting):
    """A meeting, with what lies before it, each application as far as the reader may hear of it."""
    return meeting_page(request, meeting)


@require_POST
@allow(access.keep_meeting, Meeting, join=("call__programme",))
def meeting_decide(request, meeting):
    """Takes the same decision about the applications that are chosen."""
    form = many_form(meeting, request.user, request.POST)

    if form.is_valid() and len(form.cleaned_data["chosen"]) > FEW:
        decide_by_worker(request, meeting, form)
        return redirect(meeting)

    def decide():
        said, who = form.cleaned_data, {"by": request.user, "now": timezone.now()}
        chosen = list(said["chosen"].select_related("rules", "call__programme", "theme"))
        actions.decide_many(chosen, form.verdict(None), said["percent"] or 100, meeting=meeting, **who)

    if form.is_valid() and done(request, form, decide):
        return redirect(meeting)
    return meeting_page(request, meeting, form)


def decide_by_worker(request, meeting, form):
    """Hand over to the worker what `form` says of many applications of `meeting`."""
    keys, percent = [one.pk for one in form.cleaned_data["chosen"]], form.cleaned_data["percent"] or 100
    said = asdict(form.verdict(None))
    said["revise_by"] = said["revise_by"] and said["revise_by"].isoformat()
    hand_over(request, DECIDING, meeting, keys, verdict=said, percent=percent)


def many_form(meeting, user, typed=None):
    """The form for several decisions of `meeting`, about those that `user` may decide."""
    call = meeting.call
    there = meeting.agenda.values("application")
    seen = Application.objects.filter(access.considered(user, call), pk__in=there, state=Stage.COMMITTEE)
    return DecideManyForm(typed, open_ones=seen, zone=call.rules().zone)


def meeting_page(request, meeting, form=None):
    """The page of `meeting`, with `form` where it was refused."""
    items, user = agenda_of(meeting, request.user), request.user
    may_keep, is_open = access.keep_meeting(user, meeting), meeting.state == MeetingState.PLANNED
    work = work_on(DECIDING, meeting, meeting.call, user) if may_keep else None
    waits = any(one.row and one.row.state == Stage.COMMITTEE for one in items)
    decides = may_keep and is_open and waits and not (work and work.is_open)
    words = {
        "work": work,
        "meeting": meeting,
        "call": meeting.call,
        "items": items,
        "may_keep": may_keep,
        "decides": decides,
    }
    words["form"] = (form or many_form(meeting, user)) if decides else None
    words["chosen"] = form.data.getlist("chosen") if form else []
    words["verbs"] = verbs_of(meeting, user, may_keep and is_open)
    words["present"] = meeting.present.order_by("name", "pk")
    words["notes"] = meeting.notes if all(one.row for one in items) else ""
    words |= traces(meeting, user) if may_keep else {}
    return render(request, "grants/meeting.html", words)


def verbs_of(meeting, user, is_kept):
    """What `user` may do with `meeting`; its particulars are changed while its minutes are open."""
    own = (
        ("edit-meeting", pgettext("button", "Edit")),
        ("meeting-agenda", pgettext("button", "Agenda")),
        ("archive-meeting", _("Take the meeting away")),
    )
    found = [{"label": label, "url": way(name, user, meeting)} for name, label in own] if is_kept else []
    links = [one for one in found if one["url"]]
    return [*links, *buttons(meeting, user, MEETING_VERBS, MEETING_LIFE)]
