"""Meetings of the committee of a call: the list of them, one more, one less."""

from django.forms import Form
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhinan.accounts.views import kind_word
from zhinan.accounts.views.editing import add_from, opened
from zhinan.accounts.views.verbs import Verb
from zhinan.kit.guards import allow

from .. import access, actions
from ..forms import MeetingForm
from ..models import Call, Meeting
from .screening import done

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
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_bound and done(request, form, lambda: actions.strike_meeting(meeting, by=request.user)):
        return redirect("call-meetings", meeting.call.slug)
    words = {"record": meeting, "kind": kind_word(meeting), "mark": meeting.mark, "form": form}
    words |= {"verb": {"label": _("Take the meeting away")}, "cancel": meeting.get_absolute_url()}
    return render(request, "records/verb.html", words)
