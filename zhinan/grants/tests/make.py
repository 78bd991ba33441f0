"""Short makers for the tests of this room, and of those above it."""

from zhinan.grants.models import Grant, GrantParty, IntendedOutput
from zhinan.network.tests.make import titled
from zhinan.programmes.tests.make import country, project


def grant(programme=None, *codes, **facts):
    """A grant of `programme`, approved in 2020 unless facts say otherwise, for the countries with these codes."""
    facts = {"state": "approved", "approved_on": "2020", "project": facts.pop("project", None)} | facts
    facts["project"] = facts["project"] or project(programme)
    made = Grant.objects.create(**titled("grant", **facts))
    for code in codes:
        party(made, "beneficiary", country=country(code))
    return made


def party(grant, role, **who):
    """Who takes part in `grant`: an organisation or a country."""
    return GrantParty.objects.create(grant=grant, role=role, **who)


def output(grant, text="Skills improved"):
    """One more intended output of `grant`."""
    return IntendedOutput.objects.create(grant=grant, position=grant.outputs.count() + 1, text=text)
