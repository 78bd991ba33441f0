"""Checking in: who registered is noted as there, at the door or by themselves with the code shown in the room."""

import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from zhinan.accounts.models import STAFF
from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow

from ..models import Attendance
from ..states import Place

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another one
LENGTH = 5


@transaction.atomic
def check_in(registration, *, now, by=None):
    """Note that who registered is there; said twice it counts once. Returns the Attendance. Raises NotNow."""
    with alone_with(registration.event) as event:
        registration.refresh_from_db()
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
        return place


def check_out(registration, *, by):
    """Take back that who registered is there; nothing is done where nobody said so."""
    with alone_with(registration.event) as event:
        for place in event.attendances.filter(registration=registration):
            record(place, "taken_away", by=by)
            place.delete()


def check_in_here(registration, code, *, now):
    """Note that who registered is in the room, where they read the `code`; raises NotNow for another one."""
    terms = registration.event.admission
    if not terms.code:
        raise NotNow(_("No code is shown now. Ask at the door."))
    if not constant_time_compare(code.strip().upper(), terms.code):
        raise NotNow(_("This is not the code that is shown in the room. Look once more."))
    return check_in(registration, now=now)


@transaction.atomic
def show_code(terms, *, by):
    """Make a new code to be shown in the room; an earlier one is worth nothing any more."""
    return set_code(terms, "".join(secrets.choice(SIGNS) for _sign in range(LENGTH)), by=by)


def hide_code(terms, *, by):
    """Let nobody check in by a code any more."""
    return set_code(terms, "", by=by)


def set_code(terms, code, *, by):
    """Keep `code` for those in the room, or none."""
    with alone_with(terms) as stored:
        stored.code = code
        stored.save()
        record(stored.event, "code_shown" if code else "code_hidden", by=by, to=STAFF)
        return stored
