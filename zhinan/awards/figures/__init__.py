"""Numbers of awards and the records behind them: of one, and of a whole portfolio."""

from .cash import NO_DAY, expected, months
from .due import Kind, due, how_many_late, to_do, with_late
from .ledger import rows_of
from .portfolio import COLUMNS, NONE, countries, groups, rates, ratio, total, totals
from .standing import Standing, standing
from .sums import MEASURES, in_portfolio, lines

__all__ = [
    "COLUMNS",
    "MEASURES",
    "NONE",
    "NO_DAY",
    "Kind",
    "Standing",
    "countries",
    "due",
    "expected",
    "groups",
    "how_many_late",
    "in_portfolio",
    "lines",
    "months",
    "rates",
    "ratio",
    "rows_of",
    "standing",
    "to_do",
    "total",
    "totals",
    "with_late",
]
