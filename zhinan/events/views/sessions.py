"""The agenda of an event: one page a session, with who speaks, materials and the recording."""

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from zhinan.accounts.views.editing import add_from, opened
from zhinan.accounts.views.verbs import when_sure
from zhinan.files.views import record_page
from zhinan.kit.clocks import keep_zone, zone_of
from zhinan.kit.guards import allow
from zhinan.kit.pages import page_number
from zhinan.kit.values import kept
from zhinan.kit.zones import wall_of
from zhinan.network.models import Organisation, Person

from .. import access, actions
from ..forms import SessionForm
from ..models import Attendance, Event, Presence, Session

PER_PAGE = 40  # people who were in a session


def agenda(event, zone, user):
    """The sessions of `event` in their order, by the clocks of `zone`: [{"session", "day", "times", "speakers"}].

    A `day` stands where another one begins, and where it is not the only one.
    """
    rows = list(event.sessions.prefetch_related("speakers"))
    seen = seen_by(user, [one for row in rows for one in row.speakers.all()])
    days = [row.begins_at and wall_of(row.begins_at, zone).date() for row in rows]
    several, found = len({*days} - {None}) > 1, []
    for row, day, before in zip(rows, days, [None, *days], strict=False):
        shown = day if several and day != before else None
        speakers = [seen(one) for one in row.speakers.all()]
        found.append({"session": row, "day": shown, "times": times_of(row, zone), "speakers": speakers})
    return found


def times_of(session, zone):
    """From when to when a session is by the clocks of `zone`, “09:15 – 10:00”; empty where no hour is known."""
    shape = pgettext("time format", "H:i")
    walls = [wall_of(one, zone) for one in (session.begins_at, session.ends_at) if one]
    return pgettext("from one hour to another", " – ").join(time_format(one, shape) for one in walls)


def seen_by(user, speakers):
    """A function that gives of a Speaker what `user` may see: its words, and links to what they may open."""
    people = Person.objects.visible_to(user).in_bulk({one.person_id for one in speakers} - {None})
    bodies = Organisation.objects.visible_to(user).in_bulk({one.organisation_id for one in speakers} - {None})

    def seen(one):
        linked = {"person": people.get(one.person_id), "organisation": bodies.get(one.organisation_id)}
        return {"role": one.get_role_display(), "name": str(one), "title": one.title, **linked}

    return seen


@allow(access.read, Session, join=("event",))
def session(request, session):
    """A session: when, where, who speaks, what was shown there."""
    event, zone = session.event, zone_of(request, session.event.zone)
    facts = [
        (pgettext("label", "Part of"), event),
        (pgettext("label", "When"), session.hours(zone)),
        (pgettext("of a session", "Room"), session.room),
    ]
    speakers = list(session.speakers.all())
    seen = seen_by(request.user, speakers)
    words = {"event": event, "speakers": [seen(one) for one in speakers]}
    if access.keep_session(request.user, session):
        words |= {"page": present(request, session), "came": event.attendances.count()}
        words["check_in"] = f"{reverse('check-in', args=[event.slug])}?session={session.pk}"
    page = record_page(request, "events/session.html", session, facts, edit=access.keep_session, **words)
    return keep_zone(request, page)


def present(request, session):
    """A page of those who were in `session`, as far as the reader may see them."""
    seen = Attendance.objects.visible_to(request.user).filter(event=session.event)
    rows = session.presences.filter(attendance__in=seen).select_related(
        "attendance__person", "attendance__organisation", "attendance__country", "attendance__event"
    )
    return Paginator(rows.order_by("pk"), PER_PAGE).get_page(page_number(request))


@require_POST
@allow(access.keep_presence, Presence, join=("session__event", "attendance"), by=("pk",))
def leave_session(request, presence):
    """Takes somebody out of a session; that they came to the event stays."""
    actions.leave_session(presence, by=request.user)
    return redirect(presence.session)


@allow(access.edit, Event)
def add_session(request, event):
    """Adds a session to the agenda."""
    form = opened(request, SessionForm, Session(event=event))
    return add_from(request, SessionForm, form, again=request.get_full_path())


@allow(access.keep_session, Session, join=("event",))
def copy_session(request, session):
    """Adds a session like another one."""
    held = kept(session)
    begun = {"rows_initial": {name: [{**row, "id": None} for row in held[name]] for name in SessionForm.rows}}
    words = {} if request.method == "POST" else begun
    form = opened(request, SessionForm, Session(event=session.event), initial=SessionForm.copied(held), **words)
    return add_from(request, SessionForm, form)


@allow(access.keep_session, Session, join=("event",))
def strike_session(request, session):
    """Takes a session off the agenda, after asking."""
    done = _("“{thing}” is off the agenda.").format(thing=session)
    return when_sure(request, session, _("Take off the agenda"), actions.strike_session, done, session.event)
