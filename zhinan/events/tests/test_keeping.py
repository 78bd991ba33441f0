"""The list of those who registered, and who may do what with it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from zhinan.accounts.tests.make import cast, user
from zhinan.events import actions
from zhinan.events.models import Admission, Event, Registration
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires.tests.make import GENDER

from .make import event
from .test_registration import NEEDS, filled, guest, planned, states

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OWN = {"secretariat", "administrator"}
ALL = {
    "visitor", "nobody in particular", "focal point", "finance", "evaluator", "secretariat", "secretariat elsewhere",
    "administrator",
}  # fmt: skip
ACCESS = [
    ("event-hours", [], OWN),
    ("event-terms", [], OWN),
    ("event-registrations", [], OWN),
    ("event-registrations-file", ["csv"], OWN),
    ("register", [], ALL),
    ("register-group", [], ALL),
    ("registered", [], ALL),
    ("event-calendar", [], ALL),
    ("event-linked-data", [], ALL),
]


@pytest.fixture
def office(client):
    client.force_login(user("Secretariat", "secretariat", "programme:1"))
    return client


def press(client, found, verb, *names, **more):
    chosen = list(found.registrations.filter(name__in=names).values_list("pk", flat=True))
    return client.post(reverse("event-registrations", args=[found.slug]), {"verb": verb, "chosen": chosen} | more)


@pytest.mark.parametrize(("name", "more", "allowed"), ACCESS)
def test_the_list_is_for_those_who_may_change_the_event_and_registering_for_everybody(client, name, more, allowed):
    here = programme(name="Ours")
    found = event(here, state="planned", starts_on="2026-07-14")
    actions.set_terms(Admission(event=found), {}, by=None)
    through = set()
    for word, one in cast(here, programme(name="Another")).items():
        client.logout()
        if one.is_authenticated:
            client.force_login(one)
        through |= {word} if client.get(reverse(name, args=[found.slug, *more])).status_code == 200 else set()
    assert through == allowed


@pytest.mark.parametrize("name", ["register", "registered", "event-calendar", "event-linked-data"])
def test_nobody_registers_for_an_event_that_they_may_not_see(client, name):
    found = planned()
    Event.objects.update(audience="signed-in")
    assert client.get(reverse(name, args=[found.slug])).status_code == 404


@pytest.mark.parametrize("number", [1, 3, 60])
def test_the_list_takes_eight_queries_however_many_registered(office, django_assert_num_queries, number):
    found = planned()
    for one in range(number):
        actions.register(found, guest(one), now=NOW + timedelta(minutes=one))
    with django_assert_num_queries(8):
        page = office.get(reverse("event-registrations", args=[found.slug])).content.decode()
    assert page.count('name="chosen"') == min(number, 50)


def test_the_list_counts_by_state_and_shows_one_of_them(office):
    found = filled(1, 3)
    address = reverse("event-registrations", args=[found.slug])
    page = office.get(address).content.decode()
    assert ("Registered 1" in page, "On the waiting list 2" in page) == (True, True)
    waiting = office.get(address, {"state": "waiting"}).content.decode()
    assert ("Guest 1 " in waiting, waiting.count('name="chosen"')) == (False, 2)


def test_several_are_approved_at_once_as_far_as_there_are_places(office):
    found = filled(1, 3, needs_approval=True)
    press(office, found, "approve", "Guest 1", "Guest 2")
    assert states(found) == [("Guest 1", "registered"), ("Guest 2", "waiting"), ("Guest 3", "pending")]
    press(office, found, "decline", "Guest 3")
    assert states(found)[2] == ("Guest 3", "declined")


def test_cancelling_is_asked_about_first_and_then_makes_room(office):
    found = filled(1, 2)
    asked = press(office, found, "cancel", "Guest 1").content.decode()
    assert ("Cancel these registrations" in asked, states(found)[0][1]) == (True, "registered")
    press(office, found, "cancel", "Guest 1", sure="yes")
    assert states(found) == [("Guest 1", "cancelled"), ("Guest 2", "registered")]


def test_what_cannot_be_done_now_is_said(office):
    found = filled(1, 2)
    page = office.get(press(office, found, "promote", "Guest 2").url).content.decode()
    assert ("All places are taken." in page, states(found)[1][1]) == (True, "waiting")
    page = office.get(press(office, found, "promote").url).content.decode()
    assert "Choose at least one person first." in page


def test_somebody_of_another_event_is_not_changed_from_here(office):
    found, other = filled(1, 1), filled(1, 1)
    key = other.registrations.get().pk
    said = {"verb": "cancel", "sure": "yes", "chosen": [key]}
    office.post(reverse("event-registrations", args=[found.slug]), said)
    assert states(other) == [("Guest 1", "registered")]


def test_only_the_verbs_that_some_state_permits_have_buttons(office):
    found = filled(1, 1)
    page = office.get(reverse("event-registrations", args=[found.slug])).content.decode()
    assert [f'value="{verb}"' in page for verb in ("approve", "decline", "promote", "cancel")] == [
        *(False, False, False, True)
    ]


def test_the_file_holds_no_mail_addresses_and_no_answers_in_words_of_ones_own(office):
    found = planned([GENDER, NEEDS])
    actions.register(found, guest(), now=NOW, values={"gender": "female", "needs": "A ramp"})
    rows = office.get(reverse("event-registrations-file", args=[found.slug, "csv"])).content.decode()
    assert [line.split(",") for line in rows.lstrip("\ufeff").splitlines()] == [
        ["Name", "Organisation", "Country or area", "Registered by", "State", "Registered", "Your gender"],
        ["Guest 1", "", "", "", "registered", "2026-03-02", "Female"],
    ]
    assert office.get(reverse("event-registrations-file", args=[found.slug, "doc"])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_file_takes_seven_queries_however_many_registered(office, django_assert_num_queries, number):
    found = planned([GENDER])
    for one in range(number):
        actions.register(found, guest(one), now=NOW, values={"gender": "female"})
    with django_assert_num_queries(7):
        office.get(reverse("event-registrations-file", args=[found.slug, "xlsx"]))


def test_the_terms_are_typed_by_the_clocks_of_the_event(office):
    found = event(starts_on="2026-07-14", state="planned", zone="Africa/Nairobi")
    said = {"opens_at": "2026-06-01T09:00", "closes_at": "2026-07-01T18:00", "capacity": "30", "has_waiting_list": "on"}
    assert office.post(reverse("event-terms", args=[found.slug]), said).status_code == 302
    terms = Admission.objects.get(event=found)
    assert (terms.opens_at, terms.closes_at, terms.capacity, terms.has_waiting_list, terms.takes_groups) == (
        datetime(2026, 6, 1, 6, 0, tzinfo=UTC),
        datetime(2026, 7, 1, 15, 0, tzinfo=UTC),
        30,
        True,
        False,
    )


def test_places_that_are_given_cannot_be_taken_by_a_smaller_number(office):
    found = filled(3, 3)
    page = office.post(reverse("event-terms", args=[found.slug]), {"capacity": "2"}).content.decode()
    assert "3 people have a place already." in page
    assert Admission.objects.get(event=found).capacity == 3


def test_the_calendar_file_of_an_event_has_its_hours_or_its_days(client):
    found = event(title="Rice", starts_on="2026-07-14", state="planned")
    address = reverse("event-calendar", args=[found.slug])
    assert "DTSTART;VALUE=DATE:20260714" in client.get(address).content.decode()
    actions.set_times(found, "Africa/Nairobi", datetime(2026, 7, 14, 6, 0, tzinfo=UTC), None, by=None)
    file = client.get(address)
    assert (file.headers["Content-Type"], "DTSTART:20260714T060000Z" in file.content.decode()) == (
        "text/calendar; charset=utf-8",
        True,
    )


def test_the_page_of_an_event_points_at_its_linked_data(client):
    found = event(title="Rice", starts_on="2026-07-14", state="cancelled", place="Nairobi", mode="hybrid")
    address = reverse("event-linked-data", args=[found.slug])
    assert f'type="application/ld+json" href="{address}"' in client.get(found.get_absolute_url()).content.decode()
    said = json.loads(client.get(address).content)
    assert (said["@type"], said["startDate"], said["eventStatus"], said["eventAttendanceMode"]) == (
        "Event",
        "2026-07-14",
        "https://schema.org/EventCancelled",
        "https://schema.org/MixedEventAttendanceMode",
    )
    assert [one["@type"] for one in said["location"]] == ["Place", "VirtualLocation"]


def test_a_registration_is_read_in_the_list_of_its_event():
    found = filled(None, 1)
    assert Registration.objects.get().get_absolute_url() == f"/events/{found.slug}/registrations/"
