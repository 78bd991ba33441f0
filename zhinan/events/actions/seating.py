"""Places in a course: given as long as there are any, given up, and passed on to who waits."""

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.history.actions import alone_with
from zhinan.kit.lifecycle import NotNow

from ..models import Participant
from ..rules import places
from ..states import SEATED, Participation
from .confiding import forget_details
from .participants import step
from .terms import OFF


def room_of(course):
    """The Room that `course` has."""
    return places.Room(course.capacity, dict(course.invited.values_list("country", "places")))


def taken_in(course):
    """{country: how many of its people have a place} in `course`."""
    return dict(course.participants.seated().order_by().values_list("country").annotate(Count("pk")))


def refuse_full(course, country, leaving=None):
    """Raise NotNow where nobody from `country` can have a place in `course` any more.

    With `leaving`, a participant, as if that one had none.
    """
    room, taken = room_of(course), taken_in(course)
    if leaving is not None:
        taken[leaving.country_id] -= 1
    if not places.is_invited(room, country.pk):
        raise NotNow(_("{country} is not invited. Add it to the course sheet first.").format(country=country))
    if places.left_in_all(room, taken) == 0:
        raise NotNow(_("All places of the course are taken. Choose the waiting list, or raise their number first."))
    if places.left_for(room, taken, country.pk) == 0:
        given = room.countries[country.pk]
        sentence = ngettext(
            "{country} has {given} place, and it is taken. Choose the waiting list, or raise the number first.",
            "{country} has {given} places, and all are taken. Choose the waiting list, or raise their number first.",
            given,
        )
        raise NotNow(sentence.format(country=country, given=given))


def refuse_off(event):
    """Raise NotNow where `event` is cancelled or postponed."""
    if event.state in OFF:
        raise NotNow(_("The event is not on: it is cancelled or postponed."))


def accept(participant, *, by):
    """Give `participant` a place; raises NotNow where the course or the country has none left."""
    with alone_with(participant.course) as course:
        refuse_off(course.event)
        stored = Participant.objects.select_related("country").get(pk=participant.pk)
        if not stored.email_mark:
            raise NotNow(_("This person asked to be forgotten."))
        refuse_full(course, stored.country)
        return step(participant, "accept", "accepted", by=by, waits_since=None)


def withdraw(participant, *, on, by=None):
    """Take `participant` off the course on the day `on`, and delete what is confidential; raises NotNow.

    Before the course begins, a place that is freed goes to the first in line from a country that has one left.
    """
    with alone_with(participant.course) as course:
        had_place = Participant.objects.get(pk=participant.pk).state in SEATED
        gone = step(participant, "withdraw", "withdrew", by=by, waits_since=None)
        forget_details(gone, by=by)
        begins = course.event.starts_earliest
        if had_place and course.event.state not in OFF and (begins is None or on < begins):
            move_up(course)
        return gone


def move_up(course):
    """Accept the first of the waiting list for whom there is a place, if any; the row of `course` is held."""
    line = [(one.country_id, one) for one in course.participants.in_line().exclude(email_mark="")]
    first = places.first_that_fits(room_of(course), taken_in(course), line)
    return first and step(first, "accept", "moved_up", by=None, waits_since=None)


def people_of(event, is_before):
    """Whom a survey of `event` is put to of the participants of its course, as [{email, name, language}].

    Those who have a place; `is_before` the event, also those who wait for one.
    """
    states = (*SEATED, Participation.WAITING) if is_before else SEATED
    rows = Participant.objects.filter(course__event=event, state__in=states).exclude(email_mark="").order_by("pk")
    return [{"email": one.email, "name": one.name, "language": one.language} for one in rows]
