"""How a framework is laid out, and what a measurement is compared with."""

from typing import NamedTuple

from ..models import Level

DEPTH = {level: depth for depth, level in enumerate(Level)}


class Line(NamedTuple):
    """A result in its place: its number as 1.2, and the result that it belongs to, None for one at the top."""

    number: str
    result: object
    parent: object


def outline(results):
    """[Line] of `results`, in their order: each belongs to the nearest one of a higher level above it."""
    above, counts, lines = [], [0], []  # counts: how many lines there are yet, at each depth that is open
    for result in results:
        while above and DEPTH[above[-1].level] >= DEPTH[result.level]:
            above.pop()
            counts.pop()
        counts[-1] += 1
        lines.append(Line(".".join(map(str, counts)), result, above[-1] if above else None))
        above.append(result)
        counts.append(0)
    return lines


def fitting_period(targets, day):
    """The first of `targets` in whose period `day` lies; None where there is none."""
    return next((one for one in targets if one.starts_on <= day <= one.ends_on), None)
