"""Parallel funding comes from the ledger, at dated rates, and from nothing that is hidden."""

from datetime import date
from decimal import Decimal

import pytest

from zhinan.kit.figures import Period
from zhinan.network.tests.make import organisation
from zhinan.programmes import actions
from zhinan.programmes.figures import parallel_funding
from zhinan.sources.tests.make import listing

from .make import posting, programme, project

pytestmark = pytest.mark.django_db
YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))
CUT_OFF = date(2021, 1, 31)


@pytest.fixture(autouse=True)
def _currencies(codelists):
    """The currencies that amounts are in."""


@pytest.fixture
def lead():
    """A programme with one project."""
    found = programme()
    project(found)
    return found


def funding(lead, as_of=CUT_OFF):
    return parallel_funding(lead, YEAR, as_of)


def post(lead, **facts):
    return posting(lead.projects.get(), **facts)


def test_amounts_add_up_in_dollars_at_the_rate_of_their_day(lead):
    post(lead, amount=Decimal("258000.00"))
    post(lead, amount=Decimal("5000.00"), currency="CNY", rate="0.16", kind="in_kind")
    assert funding(lead).is_whole is False
    listing(lead, "parallel_funding", "whole", starts_on=YEAR.start, ends_on=YEAR.end)
    found = funding(lead)
    assert (found.value, found.currency, found.n(), found.is_whole) == (Decimal("258800.00"), "USD", 2, True)
    assert [(part.key, part.value, part.records.count()) for part in found.parts] == [
        ("cash", Decimal("258000.00"), 1),
        ("in_kind", Decimal("800.00"), 1),
        ("technical", Decimal("0.00"), 0),
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {"stage": "pledged"},
        {"stage": "disbursed"},
        {"is_parallel": False},
        {"on": date(2019, 12, 31)},
        {"on": date(2021, 1, 1)},
    ],
    ids=str,
)
def test_what_is_no_partners_money_secured_in_the_year_is_left_out(lead, facts):
    post(lead, **facts)
    assert (funding(lead).value, funding(lead).n()) == (None, 0)


def test_money_of_another_programme_or_a_hidden_project_or_partner_is_left_out(lead):
    post(lead)
    posting(project(programme()))
    posting(project(lead, audience="signed-in"))
    hidden = organisation(audience="signed-in")
    posting(lead.projects.public().get(), contributor=hidden)
    assert (funding(lead).value, funding(lead).n()) == (Decimal("1000.00"), 1)


def test_what_was_reversed_counts_for_nothing(lead):
    made = post(lead)
    post(lead, amount=Decimal("500.00"))
    actions.reverse(made, by=None, on=date(2020, 9, 1), evidence="A slip")
    assert (funding(lead).value, funding(lead).n()) == (Decimal("500.00"), 3)
    assert funding(lead, date(2020, 6, 30)).value == Decimal("1500.00")


def test_without_a_dated_rate_nothing_is_added_up(lead):
    post(lead)
    post(lead, rate="")
    assert funding(lead).value is None
    assert funding(lead).reason == "A posting has no dated exchange rate: enter it to add the amounts up."


def test_a_total_that_a_source_prints_is_no_posting(lead):
    listing(lead, "parallel_funding", "total", starts_on=YEAR.start, ends_on=YEAR.end)
    found = funding(lead)
    assert (found.value, found.n()) == (None, 0)
    assert found.reason == "The sources give a total only: there is no record that it could be counted from."
