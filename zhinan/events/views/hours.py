"""The hours of an event: typed in its zone, read in the reader's own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhinan.accounts.views import kind_word
from zhinan.kit.guards import allow
from zhinan.kit.zones import COMMON, hours_in_words, is_zone, zone_in_words, zones

from .. import access, actions
from ..forms import TimesForm
from ..models import Event

COOKIE = "zone"  # holds the reader's zone, a name and nothing else
YEAR = 365 * 24 * 60 * 60


def zone_of(request, event):
    """The zone in which the reader wants hours: the one just chosen, the one chosen before, else the event's."""
    chosen = (request.GET.get("zone", ""), request.COOKIES.get(COOKIE, ""))
    return next((zone for zone in chosen if is_zone(zone)), event.zone or "UTC")


def keep_zone(request, answer):
    """Let `answer` keep the zone that the reader chose; returns it."""
    if is_zone(request.GET.get("zone", "")):
        answer.set_cookie(COOKIE, request.GET["zone"], YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return answer


def shown_hours(request, event):
    """What the page of `event` shows of its hours: {"hours"}, None where none are known."""
    if not event.begins_at:
        return {"hours": None}
    zone, begins = zone_of(request, event), event.begins_at
    here = [(name, zone_in_words(name, begins)) for name in dict.fromkeys((zone, event.zone, *COMMON))]
    shown = {"there": (hours_in_words(begins, event.ends_at, event.zone), zone_in_words(event.zone, begins))}
    if zone != event.zone:
        shown["here"] = (hours_in_words(begins, event.ends_at, zone), zone_in_words(zone, begins))
    return {"hours": shown | {"zone": zone, "zones": here}}


@allow(access.edit, Event)
def edit_hours(request, event):
    """Types when an event begins and ends."""
    form = TimesForm(request.POST if request.method == "POST" else None, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_times(event, **form.cleaned_data, by=request.user)
        except ValidationError as trouble:
            form.add_error(None, ValidationError(trouble.messages))
        else:
            for sentence in (_("“{thing}” is saved.").format(thing=event), *form.twice):
                messages.success(request, sentence)
            return redirect(event)
    words = {"event": event, "kind": kind_word(event), "mark": event.mark, "form": form, "zones": zones()}
    return render(request, "events/hours.html", words)
