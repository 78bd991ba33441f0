"""How a framework is laid out, what may be put together, and whether a value agrees with its groups."""

from .adding import GROUPS_OF_SHARES, Aggregated, Facts, put_together, whole
from .outline import Line, fitting_period, outline
from .parts import wrong_parts

__all__ = [
    "GROUPS_OF_SHARES",
    "Aggregated",
    "Facts",
    "Line",
    "fitting_period",
    "outline",
    "put_together",
    "whole",
    "wrong_parts",
]
