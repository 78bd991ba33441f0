"""Grants, countries and sub-regions are counted from the records that everybody may see."""

from datetime import date

import pytest

from zhinan.grants.figures import countries_reached, grants_approved, grants_to_date, regions_reached
from zhinan.kit.figures import Period
from zhinan.programmes.tests.make import country, programme
from zhinan.sources.tests.make import listing

from .make import grant, party

pytestmark = pytest.mark.django_db
YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))
CUT_OFF = date(2021, 1, 31)


@pytest.fixture(autouse=True)
def _countries(codelists):
    """Countries and areas."""


def codes(figure):
    return sorted(one.alpha3 for one in figure.records)


def test_a_country_of_two_grants_is_reached_once():
    lead = programme()
    grant(lead, "TZA", "UZB")
    grant(lead, "UZB", "RWA")
    found = countries_reached(lead, YEAR, CUT_OFF)
    assert (found.value, codes(found)) == (3, ["RWA", "TZA", "UZB"])
    regions = regions_reached(lead, YEAR, CUT_OFF)
    assert (regions.value, sorted(area.m49 for area in regions.records)) == (2, ["143", "202"])


def test_the_providers_own_country_is_not_reached():
    lead = programme(provider=country("CHN"))
    grant(lead, "CHN", "TZA")
    assert codes(countries_reached(lead, YEAR, CUT_OFF)) == ["TZA"]
    assert codes(countries_reached(programme(), YEAR, CUT_OFF)) == []


def test_a_country_that_is_named_as_something_else_is_not_reached():
    lead = programme()
    party(grant(lead, "TZA"), "participant", country=country("KEN"))
    assert codes(countries_reached(lead, YEAR, CUT_OFF)) == ["TZA"]


@pytest.mark.parametrize(
    ("facts", "is_counted"),
    [
        ({}, True),
        ({"state": "active"}, True),
        ({"state": "closed"}, True),
        ({"state": "proposed"}, False),
        ({"state": "cancelled"}, False),
        ({"audience": "signed-in"}, False),
        ({"approved_on": "2019"}, False),
        ({"approved_on": None}, False),
        ({"approved_on": "[2019-12-31,2020-01-01]"}, False),
        ({"approved_on": "2020-12-31"}, True),
    ],
    ids=str,
)
def test_a_grant_counts_if_everybody_may_see_it_and_it_was_approved_for_certain_in_the_year(facts, is_counted):
    lead = programme()
    grant(lead, "TZA", **facts)
    assert grants_approved(lead, YEAR, CUT_OFF).n() == is_counted
    assert countries_reached(lead, YEAR, CUT_OFF).n() == is_counted
    assert regions_reached(lead, YEAR, CUT_OFF).n() == is_counted


def test_a_report_of_june_does_not_know_what_was_approved_in_july():
    lead = programme()
    grant(lead, "TZA", approved_on="2020-05-01")
    grant(lead, "UZB", approved_on="2020-07-01")
    june = date(2020, 6, 30)
    assert grants_approved(lead, YEAR, june).value == 1
    assert codes(countries_reached(lead, YEAR, june)) == ["TZA"]
    assert grants_to_date([lead.pk], june).value == 1


def test_grants_to_date_are_those_of_the_lineage_up_to_the_day_and_of_unknown_days():
    before = programme()
    after = programme(predecessor=before)
    grant(before, approved_on=None, state="unknown")
    grant(before, approved_on="2010")
    grant(after, approved_on="2020")
    grant(after, approved_on="2021")
    grant(after, approved_on=None, state="proposed")
    grant(before, approved_on="2011", audience="signed-in")
    grant(programme(), approved_on="2015")
    assert grants_to_date(after.lineage(), CUT_OFF).value == 3
    assert grants_to_date([before.pk], CUT_OFF).value == 2
    assert grants_to_date([before.pk], date(2009, 12, 31)).value == 1


def test_countries_are_whole_only_where_each_grants_list_is():
    lead = programme()
    one, other = grant(lead, "TZA"), grant(lead, "UZB")
    listing(one, "beneficiary_countries", "whole")
    assert countries_reached(lead, YEAR, CUT_OFF).is_whole is False
    said = listing(other, "beneficiary_countries", "whole")
    assert countries_reached(lead, YEAR, CUT_OFF).is_whole is True
    said.extent = "part"
    said.save()
    assert countries_reached(lead, YEAR, CUT_OFF).is_whole is False
    assert regions_reached(lead, YEAR, CUT_OFF).is_whole is False
