"""Checking in: who registered is noted as there, at the door or by themselves with the code shown in the room."""

import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from zhinan.accounts.models import STAFF
from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow

from ..models import Admission, Attendance, Presence
from ..rules.certificates import SIGNS
from ..states import Place
from .terms import OFF

LENGTH = 5


@transaction.atomic
def check_in(registration, *, now, by=None, session=None):
    """Note that who registered is there, or in one `session`; said twice it counts once.

    Returns the Attendance. Raises NotNow.
    """
    with alone_with(registration.event) as event:
        registration.refresh_from_db()
        if event.state in OFF:
            raise NotNow(_("The event is not on: it is cancelled or postponed."))
        if registration.state != Place.REGISTERED:
            raise NotNow(_("{name} has no place. Give one first.").format(name=registration))
        held = event.attendances.filter(registration=registration).first()
        if held is None and registration.person_id:
            held = event.attendances.filter(person=registration.person_id, registration=None).first()
        place = held or Attendance(event=event, person_id=registration.person_id, country=registration.country)
        place.registration = registration
        if place.person_id is None:
            place.called = registration.name
        place.came_at = place.came_at or now
        place.save()
        if held is None:
            record(place, "checked_in", by=by)
        if session is not None:
            _presence, is_new = Presence.objects.get_or_create(
                session=session, attendance=place, defaults={"came_at": now}
            )
            if is_new:
                record(place, "in_session", by=by)
        return place


def check_out(registration, *, by, session=None):
    """Take back that who registered is there, or was in `session`; nothing is done where nobody said so.

    Raises NotNow where more hangs on the place in the list than a tap at the door.
    """
    with alone_with(registration.event) as event:
        for place in event.attendances.filter(registration=registration):
            if session is None:
                only_a_tap(place)
                record(place, "taken_away", by=by)
                place.delete()
            elif place.presences.filter(session=session).delete()[0]:
                record(place, "not_in_session", by=by)


def only_a_tap(place):
    """Raise NotNow where sessions, minutes or a certificate hang on the Attendance `place`."""
    if place.carries():
        raise NotNow(
            _("Sessions, minutes or a certificate hang on it. Take those back first, on the list of who came.")
        )


def check_in_here(registration, code, *, now):
    """Note that who registered is in the room, where they read the `code`; raises NotNow for another one.

    The code of a session says that they are in that one. Returns the Session, None for the whole event.
    """
    shown = codes_of(registration.event)
    if not shown:
        raise NotNow(_("No code is shown now. Ask at the door."))
    typed = code.strip().upper()
    found = next((pair for pair in shown if constant_time_compare(typed, pair[0])), None)
    if found is None:
        raise NotNow(_("This is not the code that is shown in the room. Look once more."))
    _code, session = found
    check_in(registration, now=now, session=session)
    return session


def takes_code(registration):
    """Whether a code is shown anywhere that says more of who registered than is noted already."""
    places = registration.event.attendances.filter(registration=registration)
    seen = set(Presence.objects.filter(attendance__in=places).values_list("session", flat=True))
    came = places.exists()
    return any(session.pk not in seen if session else not came for _code, session in codes_of(registration.event))


def codes_of(event):
    """[(code, Session or None for the whole)] of what is shown in the rooms of `event`."""
    terms = Admission.objects.filter(event=event).exclude(code="").first()
    return [*([(terms.code, None)] if terms else []), *((one.code, one) for one in event.sessions.exclude(code=""))]


@transaction.atomic
def show_code(room, *, by):
    """Make a new code to be shown in the `room`, an Admission or a Session; the earlier one is worth nothing more."""
    return set_code(room, "".join(secrets.choice(SIGNS) for _sign in range(LENGTH)), by=by)


def hide_code(room, *, by):
    """Let nobody check in by the code of the `room`, an Admission or a Session, any more."""
    return set_code(room, "", by=by)


def set_code(room, code, *, by):
    """Keep `code` for those in the `room`, or none."""
    with alone_with(room) as stored:
        stored.code = code
        stored.save()
        record(stored.event, "code_shown" if code else "code_hidden", by=by, to=STAFF)
        return stored
