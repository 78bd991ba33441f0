"""Participants of a course: reviewed, given places as long as there are any, there, and tested."""

import re
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhinan.accounts.tests.make import user
from zhinan.events import actions
from zhinan.events.actions.seating import room_of, taken_in
from zhinan.events.models import (
    Attendance,
    Event,
    Presence,
    Registration,
    Session,
)
from zhinan.events.rules import places
from zhinan.events.states import PARTICIPATION, Participation
from zhinan.history.actions import write
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import country, programme

from .make import person
from .test_courses import FIRST, NOW, course, nominated, nominee, states, sweep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]

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


def test_nobody_has_a_place_over_the_limit_of_the_country_or_of_the_course():
    found = course(capacity=2)
    nominated(found, 1, "LAO", "accepted")
    with pytest.raises(NotNow, match=r"has 1 place, and it is taken"):
        actions.accept(nominated(found, 2, "LAO"), by=None)
    nominated(found, 3, "KEN", "accepted")
    with pytest.raises(NotNow, match="All places of the course are taken"):
        actions.accept(nominated(found, 4, "KEN"), by=None)
    with pytest.raises(NotNow, match="Peru is not invited"):
        actions.accept(nominated(course(), 5, "PER"), by=None)
    assert [state for _name, state in states(found)] == ["accepted", "reviewed", "accepted", "reviewed"]


def test_without_invited_countries_only_the_places_of_the_course_count():
    found = course(invited=(), capacity=1)
    nominated(found, 1, "PER", "accepted")
    with pytest.raises(NotNow):
        actions.accept(nominated(found, 2, "KEN"), by=None)


def test_a_freed_place_goes_to_the_first_in_line_for_whose_country_there_is_one():
    found = course(invited=(("KEN", 1), ("LAO", 1)), capacity=2)
    nominated(found, 1, "KEN", "accepted")
    laos = nominated(found, 2, "LAO", "accepted")
    for number, code in ((3, "KEN"), (4, "LAO"), (5, "LAO")):
        nominated(found, number, code, "waiting")
    sweep()
    actions.withdraw(laos, on=localdate())
    assert states(found)[1:] == [
        *(("Guest 2", "withdrawn"), ("Guest 3", "waiting"), ("Guest 4", "accepted"), ("Guest 5", "waiting")),
    ]
    assert sorted(sweep()) == [
        ("guest-2@zhinan.example", "Your nomination: Rice"),
        ("guest-4@zhinan.example", "You are accepted: Rice"),
    ]


def test_nobody_moves_up_once_the_course_began_nor_where_no_place_was_freed():
    found = course(capacity=1)
    first = nominated(found, 1, state="accepted")
    waiting = nominated(found, 2, state="waiting")
    actions.withdraw(first, on=FIRST)
    assert states(found)[1] == ("Guest 2", "waiting")
    actions.withdraw(waiting, on=localdate())
    nominated(found, 3, state="waiting")
    actions.withdraw(nominated(found, 4, state="nominated"), on=localdate())
    assert states(found)[2:] == [("Guest 3", "waiting"), ("Guest 4", "withdrawn")]


def test_the_states_of_a_participant_are_those_of_its_table():
    assert {verb: (sorted(before), after) for verb, (before, after) in PARTICIPATION.table.items()} == {
        "review": (["nominated"], "reviewed"),
        "accept": (["reviewed", "waiting"], "accepted"),
        "queue": (["reviewed"], "waiting"),
        "decline": (["reviewed", "waiting"], "declined"),
        "nominate_again": (["withdrawn"], "nominated"),
        "review_again": (["declined"], "reviewed"),
        "arrive": (["accepted"], "arrived"),
        "not_arrived": (["arrived"], "accepted"),
        "complete": (["arrived"], "completed"),
        "complete_in_part": (["arrived"], "partial"),
        "not_completed": (["completed", "partial"], "arrived"),
        "withdraw": (["accepted", "arrived", "nominated", "reviewed", "waiting"], "withdrawn"),
    }


VERBS = {
    "nominate": lambda found, row, number: actions.nominate(found, [nominee(number, CODES[number % 3])], now=NOW),
    "review": lambda found, row, number: actions.review(row, by=None),
    "accept": lambda found, row, number: actions.accept(row, by=None),
    "queue": lambda found, row, number: actions.queue(row, by=None, now=NOW + timedelta(minutes=number)),
    "decline": lambda found, row, number: actions.turn_down(row, by=None),
    "again": lambda found, row, number: actions.review_again(row, by=None),
    "back": lambda found, row, number: actions.nominate_again(row, by=None, now=NOW),
    "withdraw": lambda found, row, number: actions.withdraw(row, on=localdate()),
    "move": lambda found, row, number: actions.mend(
        row, {"country": country(CODES[number % 3])}, by=None, on=localdate()
    ),
    "arrive": lambda found, row, number: actions.arrive(row, by=None, now=NOW),
    "not_arrived": lambda found, row, number: actions.not_arrived(row, by=None),
    "complete": lambda found, row, number: actions.complete(row, by=None),
    "not_completed": lambda found, row, number: actions.not_completed(row, by=None),
}
CODES = ("KEN", "LAO", "PER")
STEPS = st.lists(st.tuples(st.sampled_from(sorted(VERBS)), st.integers(0, 5)), max_size=25)
FUNCTIONS = [HealthCheck.function_scoped_fixture]


@given(STEPS, st.integers(1, 3))
@settings(max_examples=15, suppress_health_check=FUNCTIONS, deadline=None)
def test_whatever_happens_no_place_is_given_twice_and_who_came_stands_once_in_the_list(steps, capacity):
    found = course(invited=(("KEN", 1), ("LAO", 2)), capacity=capacity)
    for code in CODES:
        nominated(found, CODES.index(code), code)
    for verb, number in steps:
        row = found.participants.filter(name=f"Guest {number}").first()
        if row is None and verb != "nominate":
            continue
        with suppress(NotNow):
            VERBS[verb](found, row, number)
        room, taken = room_of(found), taken_in(found)
        assert sum(taken.values()) <= capacity
        assert all(n <= room.countries[country] for country, n in taken.items())
    came = found.participants.filter(state__in=(Participation.ARRIVED, Participation.COMPLETED))
    assert came.exclude(attendance=None).count() == came.count()
    assert came.values("attendance").distinct().count() == came.count()
    Event.objects.filter(pk=found.event.pk).delete()


def test_who_has_a_place_is_not_moved_to_a_country_that_has_none_left(client, office):
    found = course(office)
    nominated(found, 1, "LAO", "accepted")
    row = nominated(found, 2, "KEN", "accepted")
    laos = country("LAO").pk
    said = {"name": "Guest 2", "email": "guest-2@zhinan.example", "country": laos, "organisation": "Ministry of Water"}
    ministry = organisation(name="Ministry of Water")
    page = client.post(reverse("edit-participant", args=[row.pk]), said).content.decode()
    assert "has 1 place, and it is taken" in page
    client.post(reverse("edit-participant", args=[row.pk]), said | {"country": row.country_id})
    row.refresh_from_db()
    assert (row.country.alpha3, row.organisation) == ("KEN", ministry)
    actions.withdraw(found.participants.get(name="Guest 1"), on=localdate())
    client.post(reverse("edit-participant", args=[row.pk]), said)
    row.refresh_from_db()
    assert row.country.alpha3 == "LAO"


def test_who_arrives_stands_among_those_who_came_and_is_not_counted_twice():
    known = person(name="Amina W", email="amina@zhinan.example", consent_on=date(2026, 1, 1))
    found = course()
    row = nominated(found, 1, state="accepted", name="Amina", email="Amina@zhinan.example")
    Attendance.objects.create(event=found.event, person=known)
    actions.arrive(row, by=None, now=NOW)
    other = nominated(found, 2, state="arrived")
    came = found.event.attendances.order_by("pk")
    assert [(one.person, one.called, one.country and one.country.alpha3) for one in came] == [
        *((known, "", None), (None, "Guest 2", "KEN")),
    ]
    actions.not_arrived(other, by=None)
    assert found.event.attendances.count() == 1


def test_who_registered_too_stands_once_among_those_who_came():
    found = course()
    registered = Registration.objects.create(
        event=found.event, name="Guest", email="guest-1@zhinan.example", consented_on=localdate(), registered_at=NOW
    )
    place = actions.check_in(registered, now=NOW)
    row = nominated(found, 1, state="arrived")
    assert (row.attendance, found.event.attendances.count()) == (place, 1)
    actions.not_arrived(row, by=None)
    assert found.event.attendances.count() == 1  # somebody else said that they were there


def test_a_place_with_sessions_stays_when_an_arrival_is_taken_back():
    found = course()
    row = nominated(found, 1, state="arrived")
    Presence.objects.create(session=Session.objects.create(event=found.event, title="One"), attendance=row.attendance)
    actions.not_arrived(row, by=None)
    assert found.event.attendances.count() == 1


def test_several_nominations_are_declined_at_once(client, office):
    found = course(office)
    rows = [nominated(found, number) for number in (1, 2)]
    press(client, found, "decline", *rows)
    assert {row.state for row in found.participants.all()} == {"declined"}


def press(client, found, verb, *rows):
    address = reverse("event-participants", args=[found.event.slug])
    return client.post(address, {"verb": verb, "chosen": [one.pk for one in rows]}, follow=True).content.decode()


def test_several_are_changed_at_once_as_far_as_there_are_places(client, office):
    found = course(office)
    people = [nominated(found, number, "LAO" if number == 3 else "KEN") for number in (1, 2, 3, 4)]
    page = press(client, found, "accept", *people)
    assert [state for _name, state in states(found)] == ["accepted"] * 3 + ["reviewed"]
    assert ("Kenya has 2 places, and all are taken." in page, "3 participants are changed." in page) == (True, True)
    press(client, found, "arrive", *people[:3])
    press(client, found, "complete", *people[:2])
    press(client, found, "complete_in_part", people[2])
    assert [state for _name, state in states(found)] == ["completed", "completed", "partial", "reviewed"]
    assert "Choose at least one person first." in press(client, found, "accept")
    other = nominated(course(office), 9)
    press(client, found, "accept", other)
    other.refresh_from_db()
    assert other.state == "reviewed"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_however_many(client, office, number, django_assert_num_queries):
    found = course(office, invited=())
    for one in range(number):
        nominated(found, one)
    with django_assert_num_queries(14):
        page = client.get(reverse("event-participants", args=[found.event.slug])).content.decode()
    assert page.count('name="chosen"') == number


def test_the_list_counts_by_state_and_shows_one_of_them(client, office):
    found = course(office)
    nominated(found, 1, state="accepted"), nominated(found, 2), nominated(found, 3, state="nominated")
    address = reverse("event-participants", args=[found.event.slug])
    page = client.get(address).content.decode()
    assert ["Accepted 1" in page, "Reviewed 1" in page, "Nominated 1" in page] == [True] * 3
    page = client.get(address, {"state": "accepted"}).content.decode()
    assert ["Guest 1" in page, "Guest 2" in page] == [True, False]


def test_the_buttons_of_a_page_are_what_the_state_permits(client, office):
    row = nominated(course(office), 1)
    page = client.get(row.get_absolute_url()).content.decode()
    verbs = ("review", "accept", "queue", "decline", "arrive", "complete", "withdraw")
    shown = [reverse(f"{verb}-participant", args=[row.pk]) in page for verb in verbs]
    assert shown == [False, True, True, True, False, False, True]
    client.post(reverse("decline-participant", args=[row.pk]), {"reason": "Other field"})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("declined", "Other field")
    assert Entry.objects.about(row).order_by("-pk").first().changes == {"state": ["reviewed", "declined"]}
    sweep()
    assert "Other field" not in mail.outbox[-1].body
    client.post(reverse("review_again-participant", args=[row.pk]))
    client.post(reverse("queue-participant", args=[row.pk]))
    assert [state for _name, state in states(row.course)] == ["waiting"]


def test_results_of_tests_are_typed_and_stay_out_of_the_history(client, office):
    row = nominated(course(office), 1, state="arrived")
    address = reverse("score-participant", args=[row.pk])
    page = client.post(address, {"score_before": "40", "score_after": "140"}).content.decode()
    assert "between 0 and 100 percent" in page
    client.post(address, {"score_before": "40.5", "score_after": "85"})
    row.refresh_from_db()
    assert (row.score_before, row.score_after) == (Decimal("40.50"), Decimal("85.00"))
    entry = Entry.objects.about(row).order_by("-pk").first()
    assert (entry.verb, entry.changes) == ("scored", {})


def test_the_page_shows_in_which_sessions_somebody_was(client, office):
    found = course(office)
    row = nominated(found, 1, state="arrived")
    first, _second = (Session.objects.create(event=found.event, title=title) for title in ("Wells", "Pumps"))
    Presence.objects.create(session=first, attendance=row.attendance)
    page = client.get(row.get_absolute_url()).content.decode()
    assert re.findall(r">(Wells|Pumps)</a> <small>([^<]+)<", page) == [("Wells", "was there"), ("Pumps", "not noted")]


def test_an_event_without_a_sheet_has_no_participants(client, office):
    found = course(office).event
    found.course.delete()
    names = [("event-participants", []), ("add-participant", []), ("event-alumni", [])]
    names.append(("event-participants-file", ["csv"]))
    assert [client.get(reverse(name, args=[found.slug, *more])).status_code for name, more in names] == [404] * 4


def test_limits_hold_too_where_the_sheet_is_edited_meanwhile():
    found = course(capacity=1)
    nominated(found, 1, state="accepted")
    write(found, {"capacity": 2}, by=None)
    nominated(found, 2, state="accepted")
    room = room_of(found)
    assert (places.left_in_all(room, taken_in(found)), room.capacity) == (0, 2)


def test_completion_is_not_taken_back_while_a_certificate_says_so():
    found = course()
    row = nominated(found, 1, state="completed")
    Event.objects.filter(pk=found.event.pk).update(state="held")
    staff = user("Administrator", "administrator")
    (made,) = actions.issue(found.event, "completion", {f"a{row.attendance_id}"}, by=staff, now=NOW)
    with pytest.raises(NotNow, match="Revoke it first"):
        actions.not_completed(row, by=None)
    actions.revoke(made, "A slip", by=None, now=NOW)
    actions.not_completed(row, by=None)
    actions.not_arrived(row, by=None)
    assert found.event.attendances.count() == 1  # the certificate leads there
