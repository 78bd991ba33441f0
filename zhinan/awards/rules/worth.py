"""What an amount is worth in another currency, by dated rates."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zhinan.kit.quantities import CENT
from zhinan.programmes.rules import dollars_for

OLDEST = timedelta(days=62)  # a rate that is older says nothing; those of the United Nations are of each month
APART = Decimal("0.05")  # how far a payment's worth may lie from its instalment; banks' rates differ from those kept


def rate_for(currency, day, field):
    """(US dollars for one unit of `currency`, the day of that rate) on `day`; raises ValidationError at `field`."""
    found = dollars_for(currency, day)
    if found is None or found[1] < day - OLDEST:
        sentence = _("No rate of {currency} is kept for that time. Write it down under exchange rates first.")
        raise ValidationError({field: sentence.format(currency=currency.code)})
    return found


def refuse_future(day, today, field="on"):
    """Raises ValidationError at `field` for a `day` after `today`."""
    if day > today:
        raise ValidationError({field: _("This day has not come yet.")})


def to_the_cent(amount):
    """`amount` to two places, halves away from zero."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def worth_on(amount, currency, other, day, field):
    """What `amount` of `currency` is worth in the currency `other` on `day`; raises ValidationError at `field`."""
    if currency == other:
        return amount
    return to_the_cent(amount * rate_for(currency, day, field)[0] / rate_for(other, day, field)[0])


def is_far(worth, agreed):
    """Whether `worth` lies so far from what was `agreed` that amount or currency must be wrong."""
    return abs(worth - agreed) > agreed * APART
