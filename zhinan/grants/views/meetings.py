"""Meetings of the committee of a call: the list of them, one more, one less."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhinan.accounts.views.editing import add_from, opened
from zhinan.accounts.views.verbs import Verb, when_sure
from zhinan.kit.guards import allow

from .. import access, actions
from ..forms import MeetingForm
from ..models import Call, Meeting

MEETING_VERBS = (
    Verb(
        "close_minutes",
        gettext_lazy("Close the minutes"),
        actions.close_minutes,
        access.keep_meeting,
        note=gettext_lazy("What was decided stays as it is. Write under Edit who was present, before you close them."),
    ),
    Verb("open_minutes", gettext_lazy("Open the minutes again"), actions.open_minutes, access.keep_meeting),
)


@allow(access.read_applications, Call, join=("programme",))
def call_meetings(request, call):
    """The meetings of the committee of a call, the newest first."""
    words = {"call": call, "meetings": call.meetings.all(), "may_keep": access.keep_call(request.user, call)}
    return render(request, "grants/meetings.html", words)


@allow(access.keep_call, Call, join=("programme",))
def add_meeting(request, call):
    """Plans a meeting of the committee of a call."""
    return add_from(request, MeetingForm, opened(request, MeetingForm, Meeting(call=call)), request.get_full_path())


@allow(access.keep_meeting, Meeting, join=("call__programme",))
def strike_meeting(request, meeting):
    """Takes a meeting away at which nothing was decided, after asking."""
    done, to = _("The meeting is taken away."), reverse("call-meetings", args=[meeting.call.slug])
    return when_sure(request, meeting, _("Take the meeting away"), actions.strike_meeting, done, to)
