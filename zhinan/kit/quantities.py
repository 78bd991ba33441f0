"""Numbers with the qualifier that they were printed with."""

from decimal import Decimal

from django.db import models
from django.utils import formats
from django.utils.translation import pgettext_lazy

TOLERANCE = Decimal("0.1")
CENT = Decimal("0.01")
QUALIFIED = pgettext_lazy("qualifier and number", "{qualifier} {number}")


class Qualifier(models.TextChoices):
    """How exactly a source says a number."""

    EXACT = "exact", pgettext_lazy("qualifier", "exactly")
    MORE_THAN = "more_than", pgettext_lazy("qualifier", "more than")
    AT_LEAST = "at_least", pgettext_lazy("qualifier", "at least")
    NEARLY = "nearly", pgettext_lazy("qualifier", "nearly")
    ABOUT = "about", pgettext_lazy("qualifier", "about")
    FEWER_THAN = "fewer_than", pgettext_lazy("qualifier", "fewer than")


def word_before(qualifier):
    """The word before a number that was not printed exactly: more than, nearly ...; nothing for an exact one."""
    return "" if qualifier in ("", None, Qualifier.EXACT) else Qualifier(qualifier).label


def qualified(number, qualifier):
    """A `number` in words after its qualifier: “more than 470”; an exact one, or one without, stands alone."""
    word = word_before(qualifier)
    return QUALIFIED.format(qualifier=word, number=number) if word else str(number)


def counted(number, unit):
    """A `number` in words and its unit: “470 members”; after a number, Chinese sets no space."""
    if not unit:
        return str(number)
    return f"{number}{unit}" if unit == "%" or "\u3400" <= unit[0] <= "\u9fff" else f"{number} {unit}"


def in_digits(number):
    """A Decimal as a person writes it: thousands apart, no zeros after the last digit that says something.

    What is kept to the cent, as money is, shows both its places or none.
    """
    places = max(0, -number.normalize().as_tuple().exponent)
    if places and number.as_tuple().exponent == -2:
        places = 2
    return formats.number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True)


def money(amount, code):
    """An `amount` of the currency `code` as a person writes it: “USD 12,500”, “USD 250.50”."""
    return f"{code} {in_digits(Decimal(amount).quantize(CENT))}"


def holds(said, qualifier, found):
    """Whether the number `found` bears out `said` with its `qualifier`.

    "more than 200" holds for 210 and not for 200; "nearly 60" holds from 54 to 60 and "about" within a tenth on both
    sides: a tenth (TOLERANCE) is this project's reading, no source's.
    """
    said, found = Decimal(said), Decimal(found)
    return {
        Qualifier.EXACT: found == said,
        Qualifier.MORE_THAN: found > said,
        Qualifier.AT_LEAST: found >= said,
        Qualifier.NEARLY: said * (1 - TOLERANCE) <= found <= said,
        Qualifier.ABOUT: said * (1 - TOLERANCE) <= found <= said * (1 + TOLERANCE),
        Qualifier.FEWER_THAN: found < said,
    }[Qualifier(qualifier)]


def bounds(said, qualifier):
    """The smallest and the largest number that `said` with its `qualifier` may mean; None where it is open."""
    said = Decimal(said)
    return {
        Qualifier.EXACT: (said, said),
        Qualifier.MORE_THAN: (said, None),
        Qualifier.AT_LEAST: (said, None),
        Qualifier.NEARLY: (said * (1 - TOLERANCE), said),
        Qualifier.ABOUT: (said * (1 - TOLERANCE), said * (1 + TOLERANCE)),
        Qualifier.FEWER_THAN: (None, said),
    }[Qualifier(qualifier)]


def sum_qualifier(qualifiers):
    """The qualifier of a sum of numbers that carry `qualifiers`: the one that is not exact, or about for a mixture."""
    rest = {Qualifier(qualifier) for qualifier in qualifiers} - {Qualifier.EXACT}
    if len(rest) > 1:
        return Qualifier.MORE_THAN if rest == {Qualifier.MORE_THAN, Qualifier.AT_LEAST} else Qualifier.ABOUT
    return rest.pop() if rest else Qualifier.EXACT
