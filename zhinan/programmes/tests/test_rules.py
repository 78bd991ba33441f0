"""Programmes follow each other, and what overlaps is found."""

import pytest

from zhinan.programmes.rules import overlapping
from zhinan.sources.actions import cite
from zhinan.sources.tests.make import source

from .make import programme

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("ends_on", "starts_on", "values"),
    [
        ("2020", "2019", ("2020", "2019")),
        ("2020", "2020", None),
        ("2020-06", "2020-05", ("2020-06", "2020-05")),
        ("2018", "2019", None),
        ("2019-06-30", "2019-07-01", None),
        (None, "2019", None),
        ("2020", None, None),
    ],
)
def test_a_programme_that_begins_for_certain_before_the_one_it_follows_has_ended_overlaps_it(
    ends_on, starts_on, values
):
    before = programme(starts_on="2008", ends_on=ends_on)
    found = overlapping(programme(predecessor=before, starts_on=starts_on))
    assert (found and found.values) == values


def test_a_programme_that_follows_none_overlaps_none():
    assert overlapping(programme()) is None


def test_the_finding_names_the_places_of_both_programmes():
    before = programme(name="First", starts_on="2008", ends_on="2020")
    after = programme(name="Second", predecessor=before)
    for one in (before, after):
        cite(one, source(file=f"{one}.txt"), section="Period")
    found = overlapping(after)
    assert found.message == "Second runs from 2019, while First, which it follows, runs until 2020."
    assert {place.cited() for place in found.sources} == {"First.txt, Period", "Second.txt, Period"}


def test_the_lineage_of_a_programme_is_itself_and_all_that_it_follows():
    first = programme()
    second = programme(predecessor=first)
    third = programme(predecessor=second)
    assert third.lineage() == [third.pk, second.pk, first.pk]
    first.predecessor = third
    first.save()
    assert first.lineage() == [first.pk, third.pk, second.pk]
