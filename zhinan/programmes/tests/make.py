"""Short makers for the tests of this room, and of those above it."""

from datetime import date
from decimal import Decimal

from zhinan.codelists.models import Country, Currency
from zhinan.network.tests.make import named, organisation, titled
from zhinan.programmes import actions
from zhinan.programmes.models import Fund, Programme, Project, ProjectParty, ReportingPeriod

CASH = {"kind": "cash", "stage": "secured", "amount": Decimal("1000.00"), "on": date(2020, 6, 15)}


def programme(**facts):
    """A programme that runs from 2019 to 2024 unless facts say otherwise."""
    return Programme.objects.create(**named("programme") | {"starts_on": "2019", "ends_on": "2024"} | facts)


def period(programme, year=2020):
    """The year of `programme` with its last day as the cut-off."""
    days = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31), "cut_off_on": date(year, 12, 31)}
    return ReportingPeriod.objects.create(programme=programme, year=year, **days)


def fund(**facts):
    """A fund in the database."""
    return Fund.objects.create(**named("fund", **facts))


def project(programme=None, **facts):
    """A project, in `programme` where one is named."""
    return Project.objects.create(**titled("project", programme=programme, **facts))


def party(project, role="implementing", **who):
    """Who takes part in `project`: an organisation or a country."""
    return ProjectParty.objects.create(project=project, role=role, **who)


def posting(project, by=None, currency="USD", rate="1", **facts):
    """A posting of 1,000 dollars in cash, secured on 15 June 2020, unless facts say otherwise."""
    facts = CASH | {"contributor": facts.pop("contributor", None) or organisation()} | facts
    if facts["amount"] is not None:
        facts["currency"] = Currency.objects.get(code=currency)
    if rate:
        facts |= {"usd_rate": Decimal(rate), "rate_on": facts["on"]}
    return actions.post(project, by=by, **facts)


def country(code):
    """The country or area with this alpha-3 code."""
    return Country.objects.find(code)
