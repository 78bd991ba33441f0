"""Reports and good practices count for the programme and the year that they belong to."""

from datetime import date

import pytest

from zhinan.kit.figures import Period
from zhinan.knowledge.figures import good_practices_documented, reports_developed
from zhinan.programmes.tests.make import programme
from zhinan.sources.tests.make import listing

from .make import collection, good_practice, publication, solution

pytestmark = pytest.mark.django_db
YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))
CUT_OFF = date(2021, 1, 31)


@pytest.mark.parametrize(
    ("facts", "is_counted"),
    [
        ({}, True),
        ({"kind": "questions"}, True),
        ({"kind": "volume"}, False),
        ({"kind": "video"}, False),
        ({"kind": "book"}, False),
        ({"audience": "signed-in"}, False),
        ({"released_on": "2019"}, False),
        ({"released_on": None}, False),
        ({"released_on": "2020-12-31"}, True),
    ],
    ids=str,
)
def test_a_report_counts_if_everybody_may_read_it_and_it_came_out_in_the_year(facts, is_counted):
    lead = programme()
    publication(lead, **facts)
    assert reports_developed(lead, YEAR, CUT_OFF).n() == is_counted
    assert reports_developed(programme(), YEAR, CUT_OFF).n() == 0


def test_a_report_of_june_does_not_know_what_came_out_in_july():
    lead = programme()
    publication(lead, released_on="2020-07-01")
    good_practice(collection(lead), documented_on="2020-07-01")
    june = date(2020, 6, 30)
    assert (reports_developed(lead, YEAR, june).value, good_practices_documented(lead, YEAR, june).value) == (
        None,
        None,
    )


@pytest.mark.parametrize(
    ("collected", "facts", "is_counted"),
    [
        ({}, {}, True),
        ({}, {"documented_on": "2019"}, False),
        ({}, {"documented_on": None}, False),
        ({}, {"audience": "signed-in"}, False),
        ({"audience": "signed-in"}, {}, False),
    ],
    ids=str,
)
def test_a_good_practice_counts_if_everybody_may_see_it_in_its_collection(collected, facts, is_counted):
    lead = programme()
    good_practice(collection(lead, **collected), **facts)
    assert good_practices_documented(lead, YEAR, CUT_OFF).n() == is_counted


def test_a_good_practice_with_a_hidden_solution_is_in_no_count():
    lead = programme()
    good_practice(collection(lead), solution=solution(audience="signed-in"))
    good_practice(collection(lead), solution=solution())
    assert good_practices_documented(lead, YEAR, CUT_OFF).value == 1


def test_a_printed_total_of_good_practices_is_no_record():
    lead = programme()
    listing(lead, "good_practices_documented", "total", total=15)
    found = good_practices_documented(lead, YEAR, CUT_OFF)
    assert (found.value, found.n()) == (None, 0)
    assert found.reason == "The sources give a total only: there is no record that it could be counted from."
