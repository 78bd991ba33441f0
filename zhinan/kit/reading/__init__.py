"""Spreadsheets in: what a file holds, checked and bounded before memory is filled, and what its cells mean.

limits     how much is read, and WrongSheet, the sentence for a file that is not
packages   XLSX and ODS from the outside: sizes, passwords, merged cells, formulas without a result
texts      CSV: encoding, delimiter
books      open_sheet, and the rows of a Book
cells      one cell as a number, a date, a truth or several values
headings   which row names the columns, which row is a total
"""

from .books import Book, open_sheet
from .cells import Ambiguous, Style, WrongCell, style_of
from .headings import Heading, guess_heading, is_total, unite
from .limits import LIMITS, Limits, WrongSheet

__all__ = [
    "LIMITS",
    "Ambiguous",
    "Book",
    "Heading",
    "Limits",
    "Style",
    "WrongCell",
    "WrongSheet",
    "guess_heading",
    "is_total",
    "open_sheet",
    "style_of",
    "unite",
]
