"""What a cell of a report's spreadsheet says, beside what stands there; what may mean two things is asked."""

import re
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from zhinan.kit.quantities import in_digits
from zhinan.kit.reading import Ambiguous, WrongCell
from zhinan.kit.reading.books import clean
from zhinan.kit.reading.cells import exact, plain
from zhinan.kit.sheets import FORBIDDEN

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"
SHOWN = 300  # characters of a text that a preview shows
THOUSANDS = re.compile(r"[+-]?\d{1,3},\d{3}")


class Cell(NamedTuple):
    """One cell of a preview, as JSON holds it: where it stands, what stands there now, and what the sheet says.

    `trouble` is the sentence that says what is wrong with it.
    """

    sheet: str
    row: int
    name: str
    column: str
    before: str
    after: str
    state: str
    trouble: str = ""


def read_number(cell, before, style, *, is_percent=False, takes_percent=False):
    """The Decimal that `cell` says where `before` stands; raises WrongCell with what to write.

    `is_percent` says that the cell shows a percentage, `takes_percent` that one is wanted.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if before is not None and not is_percent and float(before) == cell:
            return before  # a spreadsheet keeps fifteen digits, and what stands may have more
        said = Decimal(f"{cell:.15g}") * (100 if is_percent else 1)
        if takes_percent and not is_percent and 0 < said < 1:
            raise Ambiguous(_("“{cell}” may mean {whole} % or {part} %. Write it with the sign %.").format(
                cell=cell, whole=in_digits(said * 100), part=in_digits(said)
            ))  # fmt: skip
        return refuse_percent(said, cell, is_percent, takes_percent)
    text = plain(cell)
    if before is not None and text == str(before):
        return before
    digits = text.removesuffix("%").strip()
    if not style.decimal and THOUSANDS.fullmatch(digits):
        raise Ambiguous(
            _("“{cell}” may mean {whole} or {part}. Write it without a sign between thousands.").format(
                cell=cell, whole=digits.replace(",", ""), part=digits.replace(",", ".")
            )
        )
    return refuse_percent(exact(digits, style), cell, text.endswith("%"), takes_percent)


def refuse_percent(said, cell, is_percent, takes_percent):
    """`said`; raises WrongCell for a percentage where a number of something is wanted."""
    if is_percent and not takes_percent:
        shown = cell if isinstance(cell, str) else f"{in_digits(said)} %"
        raise WrongCell(_("“{cell}” is a percentage. Write the number itself.").format(cell=shown))
    return said


def read_text(cell, before):
    """The text that `cell` says where the text `before` stands; raises WrongCell for a formula without a result."""
    plain(cell)
    said = in_lines(cell)
    return before if said == comes_back(before) else said


def comes_back(text):
    """A `text` as a spreadsheet gives it back: without signs that it cannot hold, and spaces around it."""
    return clean(in_lines(FORBIDDEN.sub("", str(text or "")))) or ""


def in_lines(text):
    """A `text` whose lines end in the same way, whoever wrote them."""
    return str(text).replace("\r\n", "\n").replace("\r", "\n")


def state_of(before, after):
    """How `after` differs from what stands."""
    if before in (None, ""):
        return NEW
    return SAME if before == after else CHANGED


def said(value):
    """A value as the preview shows it."""
    if value is None:
        return ""
    text = in_digits(value) if isinstance(value, Decimal) else str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
