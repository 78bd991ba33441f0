"""Sums over what an application says: what is requested, and what others give."""

from decimal import Decimal

from zhinan.codelists.models import ExchangeRate
from zhinan.kit.quantities import CENT

from ..models import BudgetSource

NOTHING = Decimal(0)


def requested(content):
    """The amount that is requested, in the currency of the call: what the grant is to pay."""
    return paid_by(content, BudgetSource.GRANT)


def paid_by(content, source):
    """The sum of the budget lines that `source` pays."""
    return sum((Decimal(one["amount"]) for one in content["budget"] if one["source"] == source), NOTHING)


def rates_on(codes, on):
    """{code: units for a dollar} of those of the currencies `codes` that have a rate on the day `on`, or before it."""
    found = {"USD": Decimal(1)}
    rates = ExchangeRate.objects.filter(currency__code__in=set(codes) - {"USD"}, on__lte=on)
    for rate in rates.select_related("currency").order_by("on", "-source"):  # the newest stays, as in `latest_before`
        found[rate.currency.code] = rate.per_usd
    return found


def converted(amount, code, to, rates):
    """`amount` of the currency `code` in the currency `to`, to the cent, or None where `rates` lack one of the two."""
    if code == to:
        return Decimal(amount)
    if code not in rates or to not in rates:
        return None
    return (Decimal(amount) / rates[code] * rates[to]).quantize(CENT)


def without_rate(content, rates):
    """The currencies of match sources that cannot be reckoned in that of the call, in alphabetical order."""
    to = content["currency"]
    codes = {one["currency"] for one in content["match"]} - {to}
    return sorted((codes | {to} if codes else set()) - set(rates))


def match(content, rates, kinds=None, secured=False):
    """The sum of what others give, of `kinds` alone where they are named, and of what is `secured` alone."""
    found = NOTHING
    for one in content["match"]:
        if (kinds is None or one["kind"] in kinds) and (not secured or one["stage"] == "secured"):
            found += converted(one["amount"], one["currency"], content["currency"], rates) or NOTHING
    return found
