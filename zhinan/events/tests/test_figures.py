"""Events count for the programme that ran them; people count as exactly as they were printed."""

from datetime import date

import pytest

from zhinan.events.figures import attendances, interagency_events, offline_events, online_events, people_reached
from zhinan.kit.figures import Period
from zhinan.programmes.tests.make import programme
from zhinan.sources.tests.make import listing

from .make import attendance, event, head_count, person

pytestmark = pytest.mark.django_db
YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))
CUT_OFF = date(2021, 1, 31)


def counts(lead, as_of=CUT_OFF):
    """How many events are online, in person, and merely attended."""
    return tuple(asked(lead, YEAR, as_of).n() for asked in (online_events, offline_events, interagency_events))


def whole_lists(lead):
    """Say that a source gives the events of 2020 whole, online and in person."""
    for kind in ("online_events", "offline_events"):
        listing(lead, kind, "whole", starts_on=YEAR.start, ends_on=YEAR.end)


@pytest.mark.parametrize(
    ("part", "facts", "expected"),
    [
        ("organised", {}, (1, 0, 0)),
        ("supported", {}, (1, 0, 0)),
        ("attended", {}, (0, 0, 1)),
        ("received", {}, (0, 0, 0)),
        ("organised", {"mode": "in_person"}, (0, 1, 0)),
        ("organised", {"mode": "hybrid"}, (0, 1, 0)),
        ("organised", {"mode": "unknown"}, (0, 0, 0)),
        ("attended", {"mode": "unknown"}, (0, 0, 1)),
        ("organised", {"kind": "series"}, (0, 0, 0)),
        ("organised", {"state": "planned"}, (0, 0, 0)),
        ("organised", {"state": "postponed"}, (0, 0, 0)),
        ("organised", {"state": "cancelled"}, (0, 0, 0)),
        ("organised", {"audience": "signed-in"}, (0, 0, 0)),
        ("attended", {"audience": "signed-in"}, (0, 0, 0)),
        ("organised", {"starts_on": "2019-12-31"}, (0, 0, 0)),
        ("organised", {"starts_on": None}, (0, 0, 0)),
        ("organised", {"starts_on": "2020"}, (1, 0, 0)),
        ("organised", {"starts_on": "[2020-11-25,2020-11-26]"}, (1, 0, 0)),
    ],
)
def test_an_event_counts_where_it_belongs(part, facts, expected):
    lead = programme()
    event(lead, part, **facts)
    assert counts(lead) == expected
    assert counts(programme()) == (0, 0, 0)


def test_a_whole_and_its_parts_each_count_and_their_series_does_not():
    lead = programme()
    series = event(lead, kind="series")
    whole = event(lead, whole=series)
    event(lead, whole=whole)
    assert counts(lead) == (2, 0, 0)


def test_an_event_that_was_organised_and_supported_counts_once():
    lead = programme()
    found = event(lead)
    found.involvements.create(programme=lead, part="supported")
    assert counts(lead) == (1, 0, 0)


def test_a_report_of_june_does_not_know_the_events_of_july():
    lead = programme()
    event(lead, starts_on="2020-07-14")
    event(lead, starts_on="2020-06-30")
    assert counts(lead, date(2020, 6, 30)) == (1, 0, 0)


def test_no_event_is_zero_only_where_the_source_gives_the_whole_list():
    lead = programme()
    assert online_events(lead, YEAR, CUT_OFF).value is None
    listing(lead, "online_events", "whole", starts_on=YEAR.start, ends_on=YEAR.end)
    assert online_events(lead, YEAR, CUT_OFF).value == 0


def test_printed_numbers_add_up_with_the_qualifier_that_is_left():
    lead = programme()
    for value, qualifier in ((80, "more_than"), (60, "nearly"), (70, "more_than")):
        head_count(event(lead), value, qualifier)
    assert attendances(lead, YEAR, CUT_OFF).is_whole is False
    whole_lists(lead)
    found = attendances(lead, YEAR, CUT_OFF)
    assert (found.value, found.qualifier, found.n(), found.is_whole) == (210, "about", 3, True)
    assert [(part.key, part.value, part.records.count()) for part in found.parts] == [("online", 210, 3)]


def test_a_list_of_people_counts_before_a_printed_number():
    lead = programme()
    listed, printed = event(lead), event(lead, mode="in_person")
    for _ in range(3):
        attendance(listed)
    head_count(listed, 100, "about")
    head_count(printed, 40)
    head_count(printed, 100_000, "more_than", counts_attendance=False)
    found = attendances(lead, YEAR, CUT_OFF)
    assert (found.value, found.qualifier, found.n()) == (43, "exact", 2)
    assert [(part.key, part.value) for part in found.parts] == [("online", 3), ("in_person", 40)]


def test_attendances_are_not_whole_while_one_event_has_no_number():
    lead = programme()
    whole_lists(lead)
    assert attendances(lead, YEAR, CUT_OFF).reason == "No attendance is recorded or printed."
    head_count(event(lead), 40)
    assert attendances(lead, YEAR, CUT_OFF).is_whole is True
    event(lead)
    assert (attendances(lead, YEAR, CUT_OFF).is_whole, attendances(lead, YEAR, CUT_OFF).n()) == (False, 1)


def test_people_at_hidden_events_or_events_of_others_are_in_no_sum():
    lead = programme()
    head_count(event(lead), 40)
    head_count(event(lead, audience="signed-in"), 500)
    head_count(event(lead, "attended"), 200)
    assert attendances(lead, YEAR, CUT_OFF).value == 40


def test_somebody_who_came_twice_is_one_person_and_two_attendances():
    lead, regular = programme(), person()
    whole_lists(lead)
    for guest in (regular, person()):
        attendance(event(lead), guest)
    attendance(event(lead), regular)
    assert attendances(lead, YEAR, CUT_OFF).value == 3
    found = people_reached(lead, YEAR, CUT_OFF)
    assert (found.value, found.n(), found.is_whole) == (2, 2, True)


def test_people_are_unknown_until_persons_are_recorded():
    lead = programme()
    head_count(event(lead), 40)
    found = people_reached(lead, YEAR, CUT_OFF)
    assert (found.value, found.reason) == (None, "No person is recorded: only attendances are printed.")
    attendance(event(lead), person(audience="signed-in"))
    assert people_reached(lead, YEAR, CUT_OFF).value is None
