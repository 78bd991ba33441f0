"""Those who completed a course: counted as person-courses and as persons, asked later, given out as a file."""

import csv
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from zhinan.accounts.tests.make import user
from zhinan.events import actions, figures
from zhinan.events.models import (
    Event,
    Participant,
    Survey,
)
from zhinan.events.states import SEATED
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires.tests.make import CAME, questionnaire

from .make import person
from .test_courses import NOW, course, nominated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture(autouse=True)
def _sent_at_once(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def office(client):
    """A programme whose secretariat is signed in."""
    found = programme(name="Our programme")
    client.force_login(user("Secretariat", "secretariat", found.scope()))
    return found


def test_person_courses_and_unique_persons_are_counted_apart(office):
    person(name="Amina", email="guest-1@zhinan.example", consent_on=date(2026, 1, 1))
    for _turn in range(2):
        found = course(office)
        nominated(found, 1, state="completed")
        actions.complete_in_part(nominated(found, 2, state="arrived"), by=None)
        nominated(found, 3, "LAO", state="arrived")
        Event.objects.filter(pk=found.event.pk).update(state="held")
    assert figures.trained(found.participants.all()) == {
        "person_courses": 2,
        "people": 2,
        "came": 3,
        "whole": 1,
        "share": Decimal("33.33"),
    }


def test_somebody_recorded_between_two_courses_is_one_person():
    nominated(course(), 1, state="completed")
    person(name="Amina", email="guest-1@zhinan.example", consent_on=date(2026, 1, 1))
    nominated(course(), 1, state="completed")
    assert figures.trained(Participant.objects.all())["people"] == 1


def test_a_survey_reaches_those_who_have_a_place_in_the_course():
    found = course()
    for number, state in ((1, "completed"), (2, "accepted"), (3, "waiting")):
        nominated(found, number, state=state)
    nominated(found, 4, "LAO", "arrived")
    nominated(found, 5)
    survey = Survey(event=found.event, moment="follow_up", days=120)
    actions.plan_survey(survey, questionnaire(CAME), True, by=None)
    assert actions.ask_due(date(2051, 1, 1)) == 1
    asked = Survey.objects.get().round.asked.order_by("email_mark")
    assert sorted(one.email for one in asked) == [f"guest-{number}@zhinan.example" for number in (1, 2, 4)]
    assert [one["email"][6] for one in actions.people_of(found.event, True)] == ["1", "2", "3", "4"]
    assert {one.state for one in found.participants.filter(name__in=("Guest 1", "Guest 2", "Guest 4"))} <= set(SEATED)


def test_the_file_holds_no_mail_addresses_no_reasons_and_nothing_confidential(client, office):
    found = course(office)
    row = nominated(found, 1, state="accepted", sex="female")
    actions.give_details(row, {"passport_number": "P1234567"}, on=localdate())
    address = reverse("event-participants-file", args=[found.event.slug, "csv"])
    lines = client.get(address).content.decode().lstrip("\ufeff").splitlines()
    day = NOW.date().isoformat()
    assert list(csv.reader(lines)) == [
        ["Name", "Sex", "Position", "Organisation", "Country or area", "Nominated by", "State", "Nominated on",
         "Test before, %", "Test after, %"],
        ["Guest 1", "female", "", "", "Kenya", "", "accepted", day, "", ""],
    ]  # fmt: skip
    assert client.get(reverse("event-participants-file", args=[found.event.slug, "doc"])).status_code == 404


def test_alumni_are_those_who_completed_with_the_answers_of_the_follow_up(client, office):
    found = course(office)
    nominated(found, 1, state="completed"), nominated(found, 2, state="accepted")
    address = reverse("event-alumni", args=[found.event.slug])
    page = client.get(address).content.decode()
    assert ["Guest 1" in page, "Guest 2" in page, "Plan one for three to six months" in page] == [True, False, True]
    actions.plan_survey(Survey(event=found.event, moment="follow_up", days=120), questionnaire(CAME), False, by=None)
    actions.ask_due(date(2051, 1, 1))
    assert "0 answers of 2 who were asked" in client.get(address).content.decode()
