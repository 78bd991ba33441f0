"""What can be taken for an indicator: a figure of a year, or what a question came to, with its base and its origin."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from zhinan.kit.punctuation import labelled
from zhinan.kit.quantities import counted, in_digits, qualified
from zhinan.results.models import Measure, Measurement, Origin, share

from ..figures import BY_KEY
from .report import NoReport, Report


@dataclass(frozen=True)
class Offer:
    """A number for an indicator with all that is written down of it; `reason` says why it cannot be taken, if so.

    `parts` are rows of groups, {"dimension", "key", "label", "value", "n"}; `first` and `last` are the days that it
    speaks of, None where whoever takes it says so.
    """

    kind: Origin
    key: str
    origin: str
    address: str
    value: Decimal | None = None
    numerator: int | None = None
    n: int | None = None
    asked: int | None = None
    answered: int | None = None
    first: date | None = None
    last: date | None = None
    comment: str = ""
    parts: tuple = ()
    reason: str = ""

    def measurement(self, indicator):
        """The unsaved Measurement of `indicator` that this would be."""
        origin = {"origin_kind": self.kind, "origin_key": self.key, "origin_address": self.address}
        return Measurement(indicator=indicator, measure=indicator.measure, **origin)

    def values(self, first, last, on):
        """What the measurement says of the days from `first` to `last`, found `on` a day, as the history keeps it."""
        said = {"value": self.value, "numerator": self.numerator}
        said |= {"denominator": None if self.numerator is None else self.n}
        texts = {name: None if value is None else str(value) for name, value in said.items()}
        days = {"starts_on": first.isoformat(), "ends_on": last.isoformat(), "taken_on": on.isoformat()}
        counts = {"n": self.n, "is_base_unstated": self.n is None, "asked": self.asked, "answered": self.answered}
        words = {"origin": self.origin[:300], "comment": self.comment}
        return texts | days | counts | words | {"parts": [{"id": None, **part} for part in self.parts]}


def figure_offered(indicator, programme, key, year, on):
    """The Offer of the figure `key` of `programme` in `year`, as known on the day `on`; None where there is none."""
    if key not in BY_KEY:
        return None
    try:
        report = Report(programme, year, on=on)
    except NoReport:
        return None
    found = report.answers.figure(key)
    label, address = found.declaration.label, reverse("figure", args=[programme.slug, year, key])
    origin = labelled(_("{programme}, figures of {year}").format(programme=programme, year=year), label)
    facts = {"kind": Origin.FIGURE, "key": f"figure:{key}:{programme.pk}:{year}", "origin": origin, "address": address}
    reason = found.reason if found.value is None else unlike(indicator, found.base is not None)
    if reason:
        return Offer(**facts, reason=reason)
    value = Decimal(found.value)
    facts |= {"value": value, "n": found.n() if found.base is None else found.base, "comment": exactness(found)}
    facts |= {"numerator": numerator_of(value, found.base), "first": report.period.start, "last": report.period.end}
    return Offer(**facts)


def unlike(indicator, is_percentage):
    """The sentence that says why a share, or a number that is none, does not fit `indicator`; empty where it does."""
    if is_percentage:
        return "" if indicator.measure == Measure.PERCENTAGE else _("This is a percentage, and the indicator is not.")
    return "" if indicator.measure == Measure.UNIT else _("This counts something, and the indicator does not.")


def exactness(figure):
    """What must be said beside the number of a figure: how exactly it is known, and whether its lists are whole."""
    number = counted(in_digits(Decimal(figure.value)), figure.unit)
    if figure.qualifier != "exact":
        return _("The records give “{number}”.").format(number=qualified(number, figure.qualifier))
    return "" if figure.is_whole else _("No source gives all of these lists whole.")


def numerator_of(value, base):
    """How many of `base` a percentage `value` stands for; None where no whole number does."""
    if not base:
        return None
    nearest = round(value * base / 100)
    return nearest if share(nearest, base) == value else None
