"""Checking in at the door: a page for a phone, and the code that is shown in the room."""

from allauth.core.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhinan.accounts.views import kind_word
from zhinan.kit.choosers import by_key
from zhinan.kit.guards import allow, public
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import SAVING, page_number

from .. import access, actions
from ..models import Attendance, Event, Registration
from ..states import Place
from .own import own

PER_PAGE = 40


def session_of(event, key):
    """The Session of `event` with the `key` that was sent, None for an empty one; raises Http404 for another."""
    if not key:
        return None
    session = by_key(event.sessions.all(), key)
    if session is None:
        raise Http404(_("There is no such page."))
    return session


@allow(access.edit, Event, join=("admission",))
def check_in(request, event):
    """Who registered, with a button each, for the whole event or one session; narrowed by a part of the name."""
    typed, session = (
        request.GET.get("q", "").replace("\0", "").strip(),
        session_of(event, request.GET.get("session", "")),
    )
    here = Attendance.objects.filter(event=event, registration=OuterRef("pk"))
    here = here.filter(presences__session=session) if session else here
    rows = event.registrations.filter(state=Place.REGISTERED).annotate(is_here=Exists(here))
    found = rows.filter(name__icontains=typed) if typed else rows
    page = Paginator(found.order_by("name", "pk"), PER_PAGE).get_page(page_number(request))
    words = {"event": event, "kind": kind_word(event), "mark": event.mark, "page": page, "q": typed}
    words |= {
        "session": session,
        "sessions": event.sessions.all(),
        "room": session or getattr(event, "admission", None),
    }
    words |= {"came": rows.filter(is_here=True).count(), "whole": rows.count(), "site": settings.ADDRESS}
    return render(request, "events/check_in.html", words)


@require_POST
@allow(access.keep_registration, Registration, join=("event",), by=("pk",))
def came(request, registration):
    """Notes that somebody is there, or takes it back; a script gets an empty answer, others the list again."""
    session = session_of(registration.event, request.POST.get("session", ""))
    try:
        if request.POST.get("back"):
            actions.check_out(registration, by=request.user, session=session)
        else:
            actions.check_in(registration, now=timezone.now(), by=request.user, session=session)
    except NotNow as refusal:
        if SAVING in request.headers:
            return HttpResponse(str(refusal), status=409)
        messages.error(request, refusal)
    if SAVING in request.headers:
        return HttpResponse(status=204)
    again = {name: request.POST[name] for name in ("q", "session") if request.POST.get(name)}
    return redirect(f"{back_to(registration.event, again)}#r{registration.pk}")


def back_to(event, words):
    """The address of the check-in page of `event` with `words`."""
    return "?".join(filter(None, (reverse("check-in", args=[event.slug]), urlencode(words))))


@require_POST
@allow(access.edit, Event, join=("admission",))
def code(request, event):
    """Shows a new code in the room of the event or of a session, or none."""
    session = session_of(event, request.POST.get("session", ""))
    room = session or getattr(event, "admission", None)
    if room is not None:
        (actions.hide_code if request.POST.get("hide") else actions.show_code)(room, by=request.user)
    return redirect(back_to(event, {"session": session.pk} if session else {}))


@require_POST
@public
def here(request, token):
    """Checks oneself in with the code that is shown in the room."""
    row = own(token)
    if not consume(request, action="check_in", key=str(row.pk)):
        messages.error(request, _("Very many codes were tried in the last minutes. Try again in ten minutes."))
        return redirect("own-registration", token)
    try:
        session = actions.check_in_here(row, request.POST.get("code", "")[:20], now=timezone.now())
    except NotNow as refusal:
        messages.error(request, refusal)
    else:
        if session is not None:
            messages.success(request, _("You are checked in to “{session}”.").format(session=session))
    return redirect("own-registration", token)
