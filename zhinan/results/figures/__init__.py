"""Targets against what was measured, and what indicators of grants come to for those of their programme."""

from .adding import (
    Group,
    contributions,
    from_grants,
    groups_from_grants,
    names_of,
    over_time,
    periods_of,
)
from .comparing import Compared, Row, compared, groups_of, rows_of
from .trends import Trend, trend

__all__ = [
    "Compared",
    "Group",
    "Row",
    "Trend",
    "compared",
    "contributions",
    "from_grants",
    "groups_from_grants",
    "groups_of",
    "names_of",
    "over_time",
    "periods_of",
    "rows_of",
    "trend",
]
