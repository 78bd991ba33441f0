"""The public page of what became of a call, and making it public."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from zhinan.accounts.views.verbs import Verb
from zhinan.kit.guards import allow, way
from zhinan.kit.pages import page_number

from .. import access, actions
from ..figures.announcing import announced, awarded_in, outcome_of
from ..models import Call
from ..states import CallState

PER_PAGE = 40


def announce(call, *, by):
    """Announce now what became of `call`."""
    return actions.announce(call, by=by, now=timezone.now())


ANNOUNCE_VERBS = (
    Verb(
        "announce",
        gettext_lazy("Announce the results"),
        announce,
        access.keep_call,
        note=gettext_lazy("Everybody then reads who is awarded, with countries and amounts. This is not taken back."),
    ),
)


@allow(access.read_announcement, Call, join=("programme",))
def call_announcement(request, call):
    """Who is awarded, from how many; nothing of anybody else. Before the day its office looks at what would stand."""
    is_public, rows = call.state == CallState.DECIDED, awarded_in(call)
    if not is_public:
        rows = rows.filter(access.considered(request.user, call))
    page = Paginator(rows, PER_PAGE).get_page(page_number(request))
    words = {"call": call, "page": page, "rows": announced(page.object_list, request.user), "is_public": is_public}
    words |= {"numbers": outcome_of(call), "list": way("call-applications", request.user, call)}
    words["announce"] = "" if is_public else way("announce-call", request.user, call)
    return render(request, "grants/announcement.html", words)
