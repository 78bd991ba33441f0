"""How what was measured moves from period to period, beside what it was to come to."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from zhinan.kit.figures import Period

from ..models import COMPARED


@dataclass(frozen=True)
class Point:
    """A period with its value and its target, one of them perhaps None."""

    period: Period
    value: Decimal | None
    target: Decimal | None


@dataclass(frozen=True)
class Trend:
    """The Points of an indicator in order of time, with two values at least."""

    indicator: object
    points: tuple

    def ends(self):
        """The first and the last Point that have a value."""
        known = [one for one in self.points if one.value is not None]
        return known[0], known[-1]


def trend(indicator, rows):
    """The Trend of `indicator`, whose `rows` are (Period, value, target), or None where no line says anything true.

    That is so for categories and words, for fewer than two values, and for periods that overlap, since a year stands
    higher than its quarters whatever happened; only numbers to date are of the day on which their period ends.
    """
    ordered = sorted((Point(*row) for row in rows), key=lambda one: (one.period.end, one.period.start))
    known = [one for one in ordered if one.value is not None]
    if indicator.measure not in COMPARED or len(known) < 2:
        return None
    apart = [
        before.period.end < (after.period.end if indicator.is_cumulative else after.period.start)
        for before, after in pairwise(known)
    ]
    return Trend(indicator, tuple(ordered)) if all(apart) else None
