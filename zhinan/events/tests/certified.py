"""Makers for the tests of certificates: a webinar, who was there, what is issued to them, and how it is read."""

import io
from datetime import UTC, date, datetime, timedelta

from django.urls import reverse
from pypdf import PdfReader

from zhinan.codelists.models import Country
from zhinan.events import actions
from zhinan.events.models import Participant, Registration
from zhinan.network.tests.make import organisation

from .make import attendance, event, party

NOW = datetime(2026, 4, 3, 9, 0, tzinfo=UTC)
NINE = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def wells_of(programme):
    """A webinar of ninety minutes of `programme` that was held, with an organiser."""
    facts = {"starts_on": "2026-03-10", "zone": "UTC", "begins_at": NINE, "ends_at": NINE + timedelta(minutes=90)}
    made = event(programme, title="Wells", title_zh="水井", audience="public", place="Nairobi", **facts)
    party(made, "organiser", organisation=organisation(name="Institute for Slopes", audience="public"))
    return made


def registered(event, name="Amina Diallo", **facts):
    words = {"consented_on": date(2026, 3, 1), "registered_at": NOW, "language": "en", "email": address_of(name)}
    return Registration.objects.create(event=event, name=name, **{**words, **facts})


def address_of(name):
    """The mail address of somebody called `name`."""
    return f"{name.split()[0].lower()}@zhinan.example"


def came(event, name="Amina Diallo", minutes=90, **facts):
    """Somebody who registered, and was there for `minutes`."""
    place = attendance(event)
    place.registration, place.minutes = registered(event, name, **facts), minutes
    place.save()
    return place


def joined(course, name, state):
    """Somebody who was nominated for `course` and was there."""
    said = {"email": address_of(name), "country": kenya(), "consented_on": date(2026, 3, 1)}
    place = attendance(course.event)
    return Participant.objects.create(course=course, name=name, attendance=place, state=state, nominated_at=NOW, **said)


def kenya():
    """A country."""
    names = dict.fromkeys(("name", "name_fr", "name_es", "name_ru", "name_ar"), "Kenya") | {"name_zh": "肯尼亚"}
    return Country.objects.get_or_create(alpha3="KEN", alpha2="KE", m49="404", defaults=names)[0]


def issue(event, by, *places, kind="attendance", **more):
    """The certificates of `kind` that are issued to those at `places`, or to all who may have one."""
    keys = [f"a{one.pk}" for one in places] or [one.key for one in actions.candidates(event, kind, by)]
    return actions.issue(event, kind, keys, by=by, now=NOW, **more)


def pages(pdf):
    """The words of each page."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def read(client, name, *args, status=200, **words):
    """The page `name` as text."""
    answer = client.get(reverse(name, args=args), words)
    assert answer.status_code == status
    return answer.content.decode()
