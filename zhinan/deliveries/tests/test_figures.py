"""Donations count for the countries that received them and for the value that is known."""

from datetime import date
from decimal import Decimal

import pytest

from zhinan.deliveries.figures import donation_countries, donation_value
from zhinan.kit.figures import Period
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import country, programme
from zhinan.sources.tests.make import listing

from .make import delivery, item, party

pytestmark = pytest.mark.django_db
YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))
CUT_OFF = date(2021, 1, 31)


@pytest.fixture(autouse=True)
def _codes(codelists):
    """Countries and currencies."""


def test_a_country_that_received_twice_counts_once_and_a_donor_not_at_all():
    lead = programme()
    delivery(lead, "NPL", "NGA")
    party(delivery(lead, "NPL"), "donor", country=country("CHN"))
    found = donation_countries(lead, YEAR, CUT_OFF)
    assert (found.value, sorted(one.alpha3 for one in found.records)) == (2, ["NGA", "NPL"])


def test_an_organisation_that_received_is_no_country():
    lead = programme()
    party(delivery(lead), "recipient", organisation=organisation(country=country("ZMB")))
    assert donation_countries(lead, YEAR, CUT_OFF).value is None


@pytest.mark.parametrize(
    ("facts", "is_counted"),
    [
        ({}, True),
        ({"kind": "campaign"}, False),
        ({"kind": "supply"}, False),
        ({"kind": "humanitarian"}, False),
        ({"audience": "signed-in"}, False),
        ({"delivered_on": "2019"}, False),
        ({"delivered_on": None}, False),
        ({"delivered_on": "2020"}, True),
    ],
    ids=str,
)
def test_a_donation_counts_if_everybody_may_see_it_and_it_was_handed_over_in_the_year(facts, is_counted):
    lead = programme()
    item(delivery(lead, "NPL", **facts), "100")
    assert donation_countries(lead, YEAR, CUT_OFF).n() == is_counted
    assert donation_value(lead, YEAR, CUT_OFF).n() == is_counted
    assert donation_value(programme(), YEAR, CUT_OFF).n() == 0


def test_a_report_of_april_does_not_know_the_donations_of_may():
    lead = programme()
    item(delivery(lead, "NPL", delivered_on="2020-05-01"), "100")
    assert donation_countries(lead, YEAR, date(2020, 4, 30)).value is None
    assert donation_value(lead, YEAR, date(2020, 4, 30)).value is None


def test_values_in_dollars_add_up_and_are_whole_when_the_list_is_and_every_item_has_one():
    lead = programme()
    found = delivery(lead)
    item(found, "1200.50")
    item(delivery(lead), "99.50")
    assert donation_value(lead, YEAR, CUT_OFF).is_whole is False
    listing(lead, "donation_value", "whole")
    total = donation_value(lead, YEAR, CUT_OFF)
    assert (total.value, total.currency, total.n(), total.is_whole) == (Decimal("1300.00"), "USD", 2, True)
    item(found)
    total = donation_value(lead, YEAR, CUT_OFF)
    assert (total.value, total.n(), total.is_whole) == (Decimal("1300.00"), 2, False)


def test_values_in_another_currency_are_not_guessed():
    lead = programme()
    item(delivery(lead), "100")
    item(delivery(lead), "100", currency="CNY")
    found = donation_value(lead, YEAR, CUT_OFF)
    assert (found.value, found.n()) == (None, 2)
    assert found.reason == "An item is valued in another currency: enter its value in US dollars at a dated rate."


def test_a_total_that_a_source_prints_is_no_value():
    lead = programme()
    item(delivery(lead))
    listing(lead, "donation_value", "total", starts_on=YEAR.start, ends_on=YEAR.end)
    found = donation_value(lead, YEAR, CUT_OFF)
    assert found.value is None
    assert found.reason == "The sources give a total only: there is no record that it could be counted from."
