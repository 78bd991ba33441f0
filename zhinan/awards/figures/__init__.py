"""Numbers of awards and the records behind them: of one, and of a whole portfolio."""

from .cash import NO_DAY, expected, months
from .due import Kind, due, how_many_late, to_do, with_late
from .ledger import rows_of
from .portfolio import COLUMNS, NONE, countries, groups, summed
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
    "rows_of",
    "standing",
    "summed",
    "to_do",
    "with_late",
]
