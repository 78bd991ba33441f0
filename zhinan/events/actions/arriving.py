"""Participants who arrive stand among those who came to the event, once."""

from zhinan.history.actions import alone_with, record

from ..models import Attendance, Mail, Participant
from .participants import step
from .seating import refuse_off


def arrive(participant, *, by, now):
    """Note that `participant` is there at the moment `now`, in the list of those who came too; raises NotNow."""
    with alone_with(participant.course.event) as event:
        refuse_off(event)
        stored = Participant.objects.select_related("country", "course__event").get(pk=participant.pk)
        place, is_new = place_of(stored, event, by=by, now=now)
        links = {"attendance": place, "has_made_place": is_new}
        return step(participant, "arrive", "arrived", by=by, mail=Mail.NONE, **links)


def place_of(participant, event, *, by, now):
    """(Attendance, whether it is new) of `participant` at `event`: one that is there already, or one of their own."""
    rows = event.attendances
    held = participant.attendance
    if held is None and participant.person_id:
        held = rows.filter(person=participant.person_id).first()
    held = held or rows.filter(registration__email_mark=participant.email_mark).exclude(registration=None).first()
    place = held or Attendance(event=event, person_id=participant.person_id, country_id=participant.country_id)
    place.organisation_id = place.organisation_id or participant.organisation_id
    place.came_at = place.came_at or now
    if place.person_id is None:
        place.called = place.called or participant.name
    place.save()
    if held is None:
        record(place, "checked_in", by=by)
    return place, held is None


def not_arrived(participant, *, by):
    """Take back that `participant` arrived, and the place among those who came that was made of it; raises NotNow."""
    with alone_with(participant.course.event):
        stored = Participant.objects.get(pk=participant.pk)
        place, none = stored.attendance, {"attendance": None, "has_made_place": False}
        moved = step(participant, "not_arrived", "arrival_taken_back", by=by, mail=Mail.NONE, **none)
        if place and stored.has_made_place and place.registration_id is None and not place.carries():
            record(place, "taken_away", by=by)
            place.delete()
        return moved
