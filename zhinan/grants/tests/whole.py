"""A maker for the tests: an application that lacks nothing."""

from datetime import date
from decimal import Decimal

from zhinan.codelists.models import Currency
from zhinan.grants.models import ApplicationParty
from zhinan.grants.tests.make import application
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import country

COUNTRIES = ("KEN", "UGA", "RWA")


def whole(call=None, *authors, codes=COUNTRIES, **facts):
    """An application to `call` by `authors` that can be submitted as it stands: 20,000 dollars, with as much match."""
    told = {
        "lead": organisation(name="Institute of Rice", acronym="IRX", country=country("KEN")),
        "summary": "Farmers keep fish between the rice.",
        "starts_on": date(2027, 1, 1),
        "months": 12,
        "beneficiaries": "Smallholders at the lake.",
        "people": 400,
        "women": 250,
    }
    made = application(call, *authors, **told | facts)
    for code in codes:
        ApplicationParty.objects.create(application=made, role="beneficiary", country=country(code))
    made.budget.create(heading="Training", source="grant", amount=Decimal(20_000))
    made.budget.create(heading="Seedlings", source="match", amount=Decimal(20_000))
    given(made, 20_000)
    made.planned_results.create(position=1, level="outcome", text="More fish is eaten")
    made.planned_results.create(position=2, level="output", text="Ponds are dug", indicator="Ponds", target="40")
    made.planned_results.create(position=3, level="activity", text="Digging")
    made.steps.create(what="Dig the ponds", first=1, last=6, who="Crew of the lake")
    made.risks.create(what="Flood", likelihood="low", impact="high", answer="Dams")
    return made


def given(application, amount, currency="USD", kind="cash", stage="secured", contributor="Bank of the Lake"):
    """What somebody contributes to `application`."""
    code = Currency.objects.get(code=currency)
    facts = {"kind": kind, "stage": stage, "amount": Decimal(amount), "currency": code, "contributor": contributor}
    return application.sources.create(**facts)
