"""What measurements come to when they are put together, or why they are not."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.punctuation import labelled

from ..models import PLACES, Measure, share

NOT_ADDED = {
    Measure.ORDINAL: gettext_lazy("Ranks are not added up."),
    Measure.NOMINAL: gettext_lazy("Categories are not added up."),
    Measure.QUALITATIVE: pgettext_lazy("why there is no number", "What is measured in words is not added up."),
}
GROUPS_OF_SHARES = gettext_lazy(
    "Groups of percentages are not put together: the numbers that they are made of are not kept."
)
NOTHING = gettext_lazy("Nothing was measured in this period.")
BEYOND = gettext_lazy("What was measured goes beyond this period.")
OVERLAPPING = gettext_lazy("Two of the measurements overlap in time, so they are not added up.")
SAME_DAY = gettext_lazy("Two numbers to date end on the same day.")
WITHOUT_PARTS = gettext_lazy("A percentage is given without the numbers that it is made of.")
NOBODY = gettext_lazy("No indicator of a grant counts towards it.")


@dataclass(frozen=True)
class Facts:
    """What a query found of measurements in a period, before anybody asks whether they may be put together.

    `total`, `numerators`, `denominators` and `bases` are sums of what counts. `measurements` counts them, `stated`
    those that state their base, and `counted` the indicators that they are of; `beyond` are those that begin before the
    period or end after it, which do not count. `clashing` and `partless` name the first indicator whose measurements
    overlap, or are percentages without parts, None for none.
    """

    total: Decimal | None = None
    numerators: Decimal | None = None
    denominators: Decimal | None = None
    bases: int | None = None
    stated: int = 0
    measurements: int = 0
    counted: int = 0
    beyond: int = 0
    clashing: int | None = None
    partless: int | None = None


@dataclass(frozen=True)
class Aggregated:
    """A number put together from `counted` of `of` indicators; None where there is none, and then the `reason` why.

    `n` is the sum of the denominators of a percentage, else of the bases; None where somebody does not state it.
    `beyond` counts the measurements that were left out since they go beyond the period, and `measurements` those in it.
    """

    value: Decimal | None
    reason: str
    of: int
    counted: int = 0
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    n: int | None = None
    measurements: int = 0
    beyond: int = 0

    def __post_init__(self):
        if (self.value is None) != bool(self.reason):
            raise ValueError("Where there is no number there is a reason, and nowhere else.")

    @property
    def left_out(self):
        """How many indicators have no measurement in the period."""
        return self.of - self.counted


def put_together(indicator, facts, of, names=None):
    """What `facts` of measurements that count towards `indicator`, or are its own, come to, of `of` indicators.

    `names` {key of an indicator: whose it is} lets a reason say where it lies; without, it is of `indicator` itself.
    Percentages are reckoned from the sums of their parts, to two places; all else is a sum of what counts, and which
    that is, the latest number to date or all of a period, the query of `figures.adding` says.
    """
    told = {"of": of, "counted": facts.counted, "measurements": facts.measurements, "beyond": facts.beyond}
    if reason := refusal_of(indicator, facts, of, names or {}):
        return Aggregated(None, reason, **told)
    if indicator.measure == Measure.PERCENTAGE:
        numerator, denominator = rounded(facts.numerators), rounded(facts.denominators)
        parts = {"numerator": numerator, "denominator": denominator, "n": whole(denominator)}
        return Aggregated(share(numerator, denominator), "", **told, **parts)
    return Aggregated(rounded(facts.total), "", **told, n=facts.bases if facts.stated == facts.measurements else None)


def refusal_of(indicator, facts, of, names):
    """The sentence that says why there is no number; an empty text where there is one."""
    if indicator.measure in NOT_ADDED:
        return str(NOT_ADDED[indicator.measure])
    if not of:
        return str(NOBODY)
    if facts.clashing is not None:
        return whose(names.get(facts.clashing), SAME_DAY if indicator.is_cumulative else OVERLAPPING)
    if indicator.measure == Measure.PERCENTAGE and has_no_parts(facts):
        return whose(names.get(facts.partless), WITHOUT_PARTS)
    if not facts.counted:
        return str(BEYOND if facts.beyond else NOTHING)
    return ""


def has_no_parts(facts):
    """Whether some percentage that counts is without its parts, or they are of nobody."""
    return facts.partless is not None or bool(facts.counted and not facts.denominators)


def whose(name, sentence):
    """A sentence after the name of whom it is about, where there is one."""
    return labelled(name, sentence) if name else str(sentence)


def rounded(number):
    """A sum with the places that values are kept with: what adds in binary fractions says the same in any order."""
    return Decimal(number).quantize(Decimal(1).scaleb(-PLACES))


def whole(number):
    """A number of people or records as an int; None where it is none."""
    return int(number) if number == number.to_integral_value() else None
