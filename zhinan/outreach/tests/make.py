"""Short makers for the tests of this room, and of those above it."""

from zhinan.knowledge.tests.make import publication
from zhinan.network.tests.make import organisation
from zhinan.outreach.models import Dissemination, Engagement, Visit


def engagement(programme, **facts):
    """An organisation that engaged with `programme` in 2020 unless facts say otherwise."""
    facts = {"happened_on": "2020", "organisation": facts.pop("organisation", None) or organisation()} | facts
    return Engagement.objects.create(programme=programme, **facts)


def visit(programme, **facts):
    """A delegation received in 2020 unless facts say otherwise."""
    facts = {"direction": "received", "happened_on": "2020", "organisation": organisation()} | facts
    return Visit.objects.create(programme=programme, **facts)


def dissemination(programme, copies=200, **facts):
    """Copies of a publication that `programme` handed on in 2020 unless facts say otherwise."""
    facts = {"happened_on": "2020", "publication": facts.pop("publication", None) or publication()} | facts
    return Dissemination.objects.create(programme=programme, copies=copies, **facts)
