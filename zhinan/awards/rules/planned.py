"""What an application plans to come about, as indicators that can be measured."""

import re
from dataclasses import dataclass
from decimal import Decimal

from zhinan.kit.reading.cells import WrongCell, exact
from zhinan.results.models import Measure

NUMBER = re.compile(r"\s*([0-9][0-9 .,'’]*?)\s*(%|$|[^0-9.,'’ ].*)", re.DOTALL)
LONGEST_UNIT = 60


@dataclass(frozen=True)
class Planned:
    """An indicator as it was planned: its measure and unit, baseline and target as numbers where they are such."""

    measure: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None


def number_in(text):
    """(Decimal, what follows it) of a `text` as “120 farmers” or “75 %”; None where it is no number, or may be two."""
    match = NUMBER.fullmatch(text)
    if match is None:
        return None
    try:
        return exact(match[1]), match[2].strip()
    except WrongCell:
        return None


def planned(baseline, target):
    """The Planned of two texts; what is no number is measured in words, so that nobody reads what was not written."""
    aim, start = number_in(target), number_in(baseline)
    if aim is None:
        return Planned(Measure.QUALITATIVE, "", None, None)
    value, unit = aim
    if unit == "%" and value <= 100:
        begins = start[0] if start and start[1] in ("", "%") and start[0] <= 100 else None
        return Planned(Measure.PERCENTAGE, "", begins, value)
    return Planned(Measure.UNIT, unit[:LONGEST_UNIT], start[0] if start else None, value)
