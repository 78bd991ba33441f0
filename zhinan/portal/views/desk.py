"""One's own desk."""

from django.shortcuts import render
from django.utils import timezone

from zhinan.accounts.access import keep_records, look_after_people, sign_in
from zhinan.accounts.models import Role
from zhinan.kit.guards import allow
from zhinan.notices.models import Notice

from .. import figures
from ..models import SavedList
from .begin import is_underway


@allow(sign_in)
def desk(request):
    """What waits for the reader, what they keep, what they may do where, and what happened there lately."""
    today = timezone.localdate()
    lines, rests = figures.waiting(request.user, today)
    words = {
        "lines": lines,
        "rests": rests,
        "unread": Notice.objects.waiting_for(request.user).count(),
        "reports": figures.reports(request.user),
        "saved": SavedList.objects.visible_to(request.user),
        "roles": figures.roles_in_words(Role.objects.filter(user=request.user).current(today)),
        "entries": figures.lately(request.user),
        "may_keep": keep_records(request.user),
        "is_underway": is_underway(request.user),
        "looks_after": look_after_people(request.user),
    }
    return render(request, "portal/desk.html", words)
