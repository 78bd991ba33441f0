"""The hours of an event: typed in its zone, read in the reader's own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhinan.accounts.views import kind_word
from zhinan.kit.clocks import zone_of, zones_to_choose
from zhinan.kit.guards import allow
from zhinan.kit.zones import hours_in_words, zone_in_words, zones

from .. import access, actions
from ..forms import TimesForm
from ..models import Event


def shown_hours(request, event):
    """What the page of `event` shows of its hours: {"hours"}, None where none are known."""
    if not event.begins_at:
        return {"hours": None}
    zone, begins = zone_of(request, event.zone), event.begins_at
    shown = {"there": (hours_in_words(begins, event.ends_at, event.zone), zone_in_words(event.zone, begins))}
    if zone != event.zone:
        shown["here"] = (hours_in_words(begins, event.ends_at, zone), zone_in_words(zone, begins))
    return {"hours": shown | {"zone": zone, "zones": zones_to_choose(begins, zone, event.zone)}}


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
