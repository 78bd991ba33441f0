"""What a room says once about its spreadsheets, and what is read and written from it.

columns    a Column: what it is called in several languages, how its cells are read and shown
called     records by what they are called: found for certain, or offered where they are near
stored     many records at once, in the shape of `kit.values.kept`
resource   a Resource: the columns of a noun, and how its rows become records
judging    a Run: what would happen with each row, and the rows of an export
"""

from .called import Called, in_order
from .columns import Column, amount, choice, dated, day, link, links, listed, number, text, yes_or_no
from .judging import EMPTY, NEW, NOTHING, OUT, SELF, TOTAL, UNKNOWN, Doubt, Judged, Run, rows_of
from .resource import Match, OnADay, Resource

__all__ = [
    "EMPTY",
    "NEW",
    "NOTHING",
    "OUT",
    "SELF",
    "TOTAL",
    "UNKNOWN",
    "Called",
    "Column",
    "Doubt",
    "Judged",
    "Match",
    "OnADay",
    "Resource",
    "Run",
    "amount",
    "choice",
    "dated",
    "day",
    "in_order",
    "link",
    "links",
    "listed",
    "number",
    "rows_of",
    "text",
    "yes_or_no",
]
