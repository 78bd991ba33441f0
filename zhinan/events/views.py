"""The page of an event."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.views import record_page
from zhinan.kit.dates import span_in_words
from zhinan.kit.guards import allow

from . import access
from .models import Event
from .states import State

TONES = {State.HELD: "good", State.PLANNED: "waiting", State.POSTPONED: "waiting", State.CANCELLED: "bad"}


@allow(access.read, Event)
def event(request, event):
    """An event: when and where, who ran it, who came, what was said, what it is a part of."""
    facts = [
        (pgettext("label", "Kind"), event.get_kind_display()),
        (pgettext("label", "How"), event.get_mode_display()),
        (pgettext("label", "When"), span_in_words(event.starts_on, event.ends_on)),
        (pgettext("label", "Where"), event.place),
        (_("Country or area"), event.country),
        (pgettext("label", "Theme"), event.theme),
        (pgettext("label", "Part of"), event.whole),
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
