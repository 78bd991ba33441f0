"""Short makers for the tests of this room, and of those above it."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from zhinan.accounts.actions import grant_role
from zhinan.codelists.models import Currency
from zhinan.grants.models import (
    Application,
    Author,
    Call,
    CallRules,
    Criterion,
    Grant,
    GrantParty,
    IntendedOutput,
    Panelist,
    Review,
)
from zhinan.network.tests.make import organisation, titled
from zhinan.programmes.tests.make import country, project
from zhinan.programmes.tests.make import programme as make_programme


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


def call(programme=None, **facts):
    """An open call of `programme` that everybody sees, with published rules whose deadline lies a month ahead.

    What `facts` say under the name of a column of the rules is said there.
    """
    now = timezone.now()
    ruled = {name: facts.pop(name) for name in [*facts] if name in RULED}
    facts = {"programme": programme or make_programme(), "code": "C", "year": now.year, "state": "open"} | facts
    facts.setdefault("audience", "public")
    made = Call.objects.create(**titled("call", **facts))
    found = rules(made, **ruled)
    made.closes_at = found.deadline_at
    made.save()
    return made


def rules(call, **facts):
    """Published rules of `call`, one version more than there was: a ceiling of 50,000 dollars, no match asked for."""
    now = timezone.now()
    facts = {"deadline_at": now + timedelta(days=30), "ceiling": Decimal(50_000), "state": "published"} | facts
    facts.setdefault("published_at", now if facts["state"] == "published" else None)
    facts.setdefault("currency", Currency.objects.get(code="USD"))
    return CallRules.objects.create(call=call, number=call.versions.count() + 1, **facts)


def rubric(rules, *weights):
    """Criteria of `rules` with these weights, by default 60 and 40."""
    lines = enumerate(weights or (60, 40), 1)
    return [Criterion.objects.create(rules=rules, position=n, name=f"Criterion {n}", weight=one) for n, one in lines]


def application(call=None, *authors, **facts):
    """An application to `call` that is being written by `authors`, the first in the lead."""
    call = call or make_call()
    facts = {
        "title": "Rice and fish",
        "lead": facts.pop("lead", None) or organisation(),
        "begun_at": timezone.now(),
    } | facts
    facts = {"audience": call.staff(), "rules": call.rules(), "call": call} | facts
    if facts.get("state", "draft") != "draft":
        n = call.applications.count() + 1
        facts = {"number": f"{call.code}-{n:03}", "submitted_at": timezone.now(), "version": 1} | facts
    made = Application.objects.create(**facts)
    for place, one in enumerate(authors):
        Author.objects.create(
            application=made, user=one, organisation=made.lead, is_lead=place == 0, joined_at=timezone.now()
        )
    return made


def asked(application, reviewer, **facts):
    """That `reviewer` was asked to review `application`, with the role that this needs."""
    grant_role(reviewer, "reviewer", application.call.scope())
    return Review.objects.create(application=application, reviewer=reviewer, asked_at=timezone.now(), **facts)


def sits(call, member, **facts):
    """That `member` sits in the committee of `call`."""
    grant_role(member, "committee", call.scope())
    return Panelist.objects.create(call=call, user=member, **facts)


make_call = call
RULED = {field.name for field in CallRules._meta.get_fields()} - {"state", "call", "id", "pk"}
