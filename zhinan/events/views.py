"""The page of an event."""

from django.utils.translation import gettext as _

from zhinan.accounts.views import record_page
from zhinan.kit.guards import allow

from . import access
from .models import Event
from .states import State

TONES = {State.HELD: "good", State.PLANNED: "waiting", State.POSTPONED: "waiting", State.CANCELLED: "bad"}


@allow(access.read, Event)
def event(request, event):
    """An event: when and where, who ran it, who came, what was said, what it is a part of."""
    days = dict.fromkeys(day.in_words() for day in (event.starts_on, event.ends_on) if day)
    facts = [
        (_("Kind"), event.get_kind_display()),
        (_("How"), event.get_mode_display()),
        (_("When"), " – ".join(days)),
        (_("Where"), event.place),
        (_("Country or area"), event.country, event.country and event.country.get_absolute_url()),
        (_("Theme"), event.theme),
        (_("Part of"), event.whole, event.whole and event.whole.get_absolute_url()),
    ]
    more = {
        "state": event.get_state_display(),
        "tone": TONES.get(event.state, ""),
        "parts": Event.objects.visible_to(request.user).filter(whole=event),
        "involvements": event.involvements.visible_to(request.user).select_related("programme"),
        "parties": event.parties.visible_to(request.user).select_related("organisation", "country"),
        "head_counts": event.head_counts.all(),
        "listed": event.attendances.count(),
        "contributions": event.contributions.all(),
    }
    return record_page(request, "events/event.html", event, facts, **more)
