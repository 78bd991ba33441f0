"""The page of an event, and the verbs of its life."""

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.accounts.views.verbs import Verb, buttons
from zhinan.files.views import record_page
from zhinan.kit.dates import span_in_words
from zhinan.kit.guards import allow

from . import access, actions
from .models import Event, Involvement
from .states import LIFE, State

TONES = {State.HELD: "good", State.PLANNED: "waiting", State.POSTPONED: "waiting", State.CANCELLED: "bad"}
VERBS = (
    Verb("hold", gettext_lazy("It took place"), actions.hold, access.edit),
    Verb("postpone", pgettext_lazy("button", "Postpone"), actions.postpone, access.edit),
    Verb("plan_again", gettext_lazy("Plan it again"), actions.plan_again, access.edit),
    Verb("cancel", gettext_lazy("Cancel the event"), actions.cancel, access.edit),
)


@allow(access.read, Event, join=("country", "whole", "partnership"))
def event(request, event):
    """An event: when and where, who ran it, who came, what was said, what it is a part of."""
    # Read once: what is shown of them, and who may change the event, both hang on them.
    prefetch_related_objects([event], Prefetch("involvements", Involvement.objects.select_related("programme")))
    return record_page(
        request, "events/event.html", event, facts(event), edit=access.edit, **shown(event, request.user)
    )


def facts(event):
    """The facts of an event for the head of its page."""
    return [
        (pgettext("label", "Kind"), event.get_kind_display()),
        (pgettext("label", "How"), event.get_mode_display()),
        (pgettext("label", "When"), span_in_words(event.starts_on, event.ends_on)),
        (pgettext("label", "Where"), event.place),
        (_("Country or area"), event.country),
        (pgettext("label", "Theme"), event.theme),
        (pgettext("label", "Part of"), event.whole),
        (pgettext("label", "Followed from"), event.partnership),
    ]


def shown(event, user):
    """What the page of an event shows to `user` under its facts."""
    return {
        "state": event.get_state_display(),
        "tone": TONES.get(event.state, ""),
        "verbs": buttons(event, user, VERBS, LIFE),
        "parts": Event.objects.visible_to(user).filter(whole=event),
        "involvements": [one for one in event.involvements.all() if one.programme.is_visible_to(user)],
        "parties": event.parties.visible_to(user).select_related("organisation", "country"),
        "head_counts": event.head_counts.all(),
        "listed": event.attendances.count(),
        "contributions": event.contributions.all(),
    }
