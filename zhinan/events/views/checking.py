"""Checking in at the door: a page for a phone, and the code that is shown in the room."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from zhinan.accounts.views import kind_word
from zhinan.kit.guards import allow, public
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import SAVING, page_number

from .. import access, actions
from ..models import Attendance, Event, Registration
from ..states import Place
from .own import own

PER_PAGE = 40


@allow(access.edit, Event, join=("admission",))
def check_in(request, event):
    """Who registered, with a button each; narrowed by a part of the name."""
    typed = request.GET.get("q", "").strip()
    here = Attendance.objects.filter(event=event, registration=OuterRef("pk"))
    rows = event.registrations.filter(state=Place.REGISTERED).annotate(is_here=Exists(here))
    found = rows.filter(name__icontains=typed) if typed else rows
    page = Paginator(found.order_by("name", "pk"), PER_PAGE).get_page(page_number(request))
    words = {"event": event, "kind": kind_word(event), "mark": event.mark, "page": page, "q": typed}
    words |= {"terms": getattr(event, "admission", None), "came": rows.filter(is_here=True).count()}
    words |= {"whole": rows.count(), "site": settings.ADDRESS}
    return render(request, "events/check_in.html", words)


@require_POST
@allow(access.keep_registration, Registration, join=("event",), by=("pk",))
def came(request, registration):
    """Notes that somebody is there, or takes it back; a script gets an empty answer, others the list again."""
    try:
        if request.POST.get("back"):
            actions.check_out(registration, by=request.user)
        else:
            actions.check_in(registration, now=timezone.now(), by=request.user)
    except NotNow as refusal:
        if SAVING in request.headers:
            return HttpResponse(str(refusal), status=409)
        messages.error(request, refusal)
    if SAVING in request.headers:
        return HttpResponse(status=204)
    again = request.POST.get("q", "")
    address = reverse("check-in", args=[registration.event.slug])
    return redirect(f"{address}?q={again}#r{registration.pk}" if again.isalnum() else f"{address}#r{registration.pk}")


@require_POST
@allow(access.edit, Event, join=("admission",))
def code(request, event):
    """Shows a new code in the room, or none."""
    terms = getattr(event, "admission", None)
    if terms is not None:
        (actions.hide_code if request.POST.get("hide") else actions.show_code)(terms, by=request.user)
    return redirect("check-in", event.slug)


@require_POST
@public
def here(request, token):
    """Checks oneself in with the code that is shown in the room."""
    row = own(token)
    try:
        actions.check_in_here(row, request.POST.get("code", "")[:20], now=timezone.now())
    except NotNow as refusal:
        messages.error(request, refusal)
    return redirect("own-registration", token)
