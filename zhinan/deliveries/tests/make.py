"""Short makers for the tests of this room, and of those above it."""

from decimal import Decimal

from zhinan.codelists.models import Currency
from zhinan.deliveries.models import Delivery, DeliveryParty, Item
from zhinan.network.tests.make import titled
from zhinan.programmes.tests.make import country


def delivery(programme=None, *codes, **facts):
    """A donation of May 2020 unless facts say otherwise, told of by `programme`, to the countries with these codes."""
    facts = {"kind": "donation", "delivered_on": "2020-05"} | facts
    made = Delivery.objects.create(**titled("delivery", programme=programme, **facts))
    for code in codes:
        party(made, "recipient", country=country(code))
    return made


def party(delivery, role, **who):
    """Who takes part in `delivery`: an organisation or a country."""
    return DeliveryParty.objects.create(delivery=delivery, role=role, **who)


def item(delivery, value=None, currency="USD", **facts):
    """A line of `delivery`, with a value in `currency` where one is given."""
    if value is not None:
        facts |= {"value": Decimal(value), "currency": Currency.objects.get(code=currency)}
    return Item.objects.create(delivery=delivery, **{"what": "Masks", "unit": "masks"} | facts)
