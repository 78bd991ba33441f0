"""Short makers for the tests of this room, and of those above it."""

from django.core.mail.backends.base import BaseEmailBackend

from zhinan.events.models import Attendance, Contribution, Event, EventParty, HeadCount, Involvement
from zhinan.network.models import Person
from zhinan.network.tests.make import named, titled


def event(programme=None, part="organised", **facts):
    """An online webinar held in 2020 unless facts say otherwise, in which `programme` had a `part`."""
    facts = {"kind": "webinar", "mode": "online", "state": "held", "starts_on": "2020-07-14"} | facts
    made = Event.objects.create(**titled("event", **facts))
    if programme is not None:
        Involvement.objects.create(event=made, programme=programme, part=part)
    return made


def head_count(event, value, qualifier="exact", **facts):
    """A printed number of people at `event`."""
    return HeadCount.objects.create(event=event, value=value, qualifier=qualifier, **{"who": "guests"} | facts)


def person(**facts):
    """A person in the database."""
    return Person.objects.create(**named("person", **{"audience": "public"} | facts))


def attendance(event, person=None):
    """One place in the list of those who came to `event`."""
    return Attendance.objects.create(event=event, person=person)


def party(event, role, **who):
    """Who takes part in `event`: an organisation or a country."""
    return EventParty.objects.create(event=event, role=role, **who)


def contribution(event, text="Solidarity"):
    """Something that was said at `event`."""
    position = event.contributions.count() + 1
    return Contribution.objects.create(event=event, position=position, speaker=f"Speaker {position}", text=text)


class DeadBackend(BaseEmailBackend):
    """A way to the mail server that is down."""

    def send_messages(self, email_messages):
        """Say so."""
        raise ConnectionRefusedError
