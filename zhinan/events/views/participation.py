"""The own page of somebody who was nominated for a course, known by its address alone."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhinan.kit.clocks import keep_zone
from zhinan.kit.guards import public
from zhinan.kit.lifecycle import NotNow

from .. import actions
from ..models import Certificate, Participant
from ..states import ASKED, PARTICIPATION
from .hours import shown_hours


def own(token):
    """The Participant whose page is at `token`; raises Http404."""
    found = Participant.objects.with_token(token)
    if found is None:
        raise Http404(_("There is no such page."))
    return found


@public
@never_cache
def own_participation(request, token):
    """How a nomination stands, when and where the course is, and what is asked for."""
    row = own(token)
    course, today = row.course, timezone.localdate()
    words = {"row": row, "course": course, "event": course.event, "token": token}
    words["is_asked"] = row.state in ASKED and course.asks_details(today)
    words["has_details"] = hasattr(row, "confidential")
    words["may_withdraw"] = PARTICIPATION.allows(row, "withdraw")
    held = Certificate.objects.filter(attendance=row.attendance_id) if row.attendance_id else Certificate.objects.none()
    words |= {"certificates": held.standing(), **shown_hours(request, course.event)}
    return keep_zone(request, render(request, "events/participant_own.html", words))


@public
@never_cache
def own_withdraw(request, token):
    """Withdraws somebody from a course, after asking."""
    row = own(token)
    if request.method != "POST":
        words = {"row": row, "event": row.course.event, "token": token}
        return render(request, "events/participant_withdraw.html", words)
    try:
        actions.withdraw(row, on=timezone.localdate())
    except NotNow as refusal:
        messages.error(request, refusal)
    else:
        messages.success(request, _("You are withdrawn from the course."))
    return redirect("own-participation", token)
