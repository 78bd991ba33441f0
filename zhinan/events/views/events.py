"""The page of an event, and the verbs of its life."""

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, prefetch_related_objects
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.views import kind_word
from zhinan.accounts.views.editing import add_from, opened
from zhinan.accounts.views.verbs import buttons, when_sure
from zhinan.files.views import record_page
from zhinan.kit.clocks import keep_zone, zone_of
from zhinan.kit.dates import span_in_words
from zhinan.kit.guards import allow
from zhinan.kit.pages import page_number
from zhinan.questionnaires.figures import answered, readable_by_all
from zhinan.questionnaires.models import Round

from .. import access, actions
from ..forms import AttendanceForm
from ..models import Attendance, Event, Involvement
from ..states import LIFE, State
from .courses import shown_course
from .hours import shown_hours
from .life import VERBS
from .registering import shown_registration
from .sessions import agenda

PER_PAGE = 50  # people on a page of those who came
TONES = {State.HELD: "good", State.PLANNED: "waiting", State.POSTPONED: "waiting", State.CANCELLED: "bad"}


@allow(access.read, Event, join=("country", "whole", "project", "partnership", "admission", "course"))
def event(request, event):
    """An event: when and where, who ran it, who came, what was said, what it is a part of."""
    # Read once: what is shown of them, and who may change the event, both hang on them.
    prefetch_related_objects([event], Prefetch("involvements", Involvement.objects.select_related("programme")))
    words = shown(event, request.user) | shown_hours(request, event) | shown_registration(event)
    words |= shown_course(event, request.user)
    words["agenda"] = agenda(event, zone_of(request, event.zone), request.user)
    return keep_zone(request, record_page(request, "events/event.html", event, facts(event), edit=access.edit, **words))


def take_over(source, made, *, by):
    """Give the copy `made` what `by` may know of the event `source`; terms and surveys are those of its own office."""
    return actions.take_over(source, made, by=by, with_terms=access.edit(by, source))


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
        (pgettext("label", "Project"), event.project),
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
        "results": answered(readable_by_all(Round.objects.filter(pk__in=event.surveys.values("round")))),
    }


@allow(access.edit, Event)
def people(request, event):
    """Who came, by name: for those who may change the event alone."""
    seen = event.attendances.visible_to(request.user).select_related("person", "organisation", "country")
    seen = seen.annotate(sessions=Count("presences"))
    page = Paginator(seen.order_by("person__name", "organisation__name", "pk"), PER_PAGE)
    listed = event.attendances.count()
    words = {"event": event, "kind": kind_word(event), "mark": event.mark, "listed": listed}
    words |= {"page": page.get_page(page_number(request)), "unseen": listed - page.count}
    words["sessions"] = event.sessions.count()
    return render(request, "events/people.html", words | {"head_counts": event.head_counts.all()})


@allow(access.edit, Event)
def add_attendance(request, event):
    """Adds somebody to the list of those who came."""
    form = opened(request, AttendanceForm, Attendance(event=event))
    return add_from(request, AttendanceForm, form, again=request.get_full_path())


@allow(access.keep_attendance, Attendance, join=("event",))
def strike_attendance(request, attendance):
    """Takes somebody off the list of those who came, after asking; who takes back an addition is led here."""
    done = _("“{thing}” is off the list.").format(thing=attendance)
    return when_sure(request, attendance, _("Take off the list"), actions.strike, done, attendance)
