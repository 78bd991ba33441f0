"""A file of sheets, opened and bounded, and the rows of each."""

import io
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, WorksheetNotFound, XmlError, ZipError

from zhinan.kit.sheets import STARTS

from .limits import LIMITS, WrongSheet
from .packages import Look, damaged, locked, look_into
from .texts import SAMPLE, delimiter_of, encoding_of, rows_of_text

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENDINGS = {"xlsx": "xlsx", "xlsm": "xlsx", "ods": "ods", "csv": "csv", "txt": "csv", "tsv": "csv"}
BREAKS = {ord(sign): sign for sign in "\n\r"}
UNSEEN = [*range(0x20), 0x7F, *range(0xD800, 0xE000), *map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")]
SPACES = dict.fromkeys(UNSEEN, None) | BREAKS | dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u3000\t"), " ")
FAILED, NO_RESULT = "#ERROR!", "#FORMULA!"  # what stands for a formula that failed, and for one never computed


@dataclass
class Book:
    """A file of sheets. `sheets` are their names, `encoding` and `delimiter` those of a CSV file, else empty."""

    kind: str
    sheets: tuple
    stream: Any
    limits: Any = LIMITS
    encoding: str = ""
    delimiter: str = ""
    looks: dict = field(default_factory=dict)
    workbook: Any = None
    held: dict = field(default_factory=dict)

    def look(self, sheet):
        """What was seen of `sheet` before it was read."""
        return self.looks.get(sheet) or Look()

    def rows(self, sheet):
        """Yield (number, cells) of each row of `sheet` that holds something; the first row of a sheet is number 1.

        A cell is None, text without spaces around it, a number, a truth, or a date as ISO 8601 text. A cell of a merged
        block holds what the block holds, in its first row across and in its first column down. Raises WrongSheet.
        """
        look = self.look(sheet)
        above = {}  # what merged blocks hold, by their first cell
        for number, row in enumerate(self.raw_rows(sheet), 1):
            cells = [clean(value) for value in row]
            if look.merged or look.failed or look.uncomputed:
                mend(cells, number, look, above)
            while cells and cells[-1] is None:
                cells.pop()
            if cells:
                yield number, cells

    def raw_rows(self, sheet):
        """Each row of `sheet`, empty ones too, as it was stored."""
        if self.kind == "csv":
            for row in rows_of_text(self.stream, self.encoding, self.delimiter):
                yield [told(text) for text in row]
            return
        found = self.held.get(sheet) or self.taken_out(sheet)
        if found.start is None:
            return
        before = [""] * found.start[1]
        for row in found.iter_rows():
            yield before + row

    def taken_out(self, sheet):
        """The cells of `sheet`, read once and held; raises WrongSheet."""
        try:
            self.held = {sheet: self.workbook.get_sheet_by_name(sheet)}
        except WorksheetNotFound:
            raise WrongSheet(_("There is no sheet “{sheet}” in this file.").format(sheet=sheet)) from None
        except (CalamineError, XmlError, ZipError):
            raise damaged() from None
        return self.held[sheet]

    def sample(self, sheet, most=60):
        """The first `most` rows of `sheet` that hold something, as `rows` gives them."""
        found = []
        for row in self.rows(sheet):
            found.append(row)
            if len(found) == most:
                break
        return found


def mend(cells, number, look, above):
    """Put what merged blocks hold, and the words for formulas without a result, into the cells of row `number`."""
    for column in range(1, len(cells) + 1):
        place = (number, column)
        if place in look.failed:
            cells[column - 1] = FAILED
        elif place in look.uncomputed:
            cells[column - 1] = NO_RESULT
        first = look.merged.get(place)
        if first is None:
            above[place] = cells[column - 1]
        elif cells[column - 1] is None and (first[0] == number or first[1] == column):
            cells[column - 1] = above.get(first)


def told(text):
    """A text of CSV without the apostrophe that `sheets.safe_cell` puts before what would start a formula."""
    return text[1:] if text.startswith("'") and text.startswith(STARTS, 1) else text


def clean(value):
    """A cell as it is kept: None, text, a number, a truth, or a date as text."""
    if isinstance(value, str):
        return value.translate(SPACES).strip() or None
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        if not isfinite(value):
            return FAILED
        return int(value) if value.is_integer() and abs(value) < 10**15 else value
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return value.date().isoformat() if is_day else value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else value


def open_sheet(source, name, limits=LIMITS):
    """The Book in `source`, a path or a binary stream that can be wound back, which was uploaded as the file `name`.

    Raises WrongSheet with a sentence for a file that is too large, protected by a password, damaged, of another kind
    than its name says, or without rows.
    """
    stream = io.BufferedReader(io.FileIO(source)) if isinstance(source, str | Path) else source
    stream.seek(0, io.SEEK_END)
    limits.check_file(stream.tell())
    stream.seek(0)
    head = stream.read(4096)
    stream.seek(0)
    kind = kind_of(head, stream, name)
    book = open_text(stream, limits) if kind == "csv" else open_package(stream, kind, limits)
    if not book.sheets:
        raise WrongSheet(_("This file has no rows."))
    return book


def kind_of(head, stream, name):
    """xlsx, ods or csv, by the file's ending, where its content bears that out; raises WrongSheet."""
    ending = Path(name).suffix.lower().lstrip(".")
    if not head:
        raise WrongSheet(_("This file is empty."))
    if head.startswith(OLE):
        raise old_or_locked(stream)
    kind = ENDINGS.get(ending)
    if kind is None:
        raise WrongSheet(_("“{name}” is no spreadsheet. Upload XLSX, ODS or CSV.").format(name=name))
    if head.startswith(b"PK") == (kind == "csv"):
        held = _("a packed file") if kind == "csv" else _("text") if b"\0" not in head else _("something else")
        raise WrongSheet(
            _("“{name}” is not what its ending says: it holds {held}. Save it as XLSX or CSV again.").format(
                name=name, held=held
            )
        )
    if kind == "csv" and head.lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml", b"%pdf", b"{\\rtf")):
        raise WrongSheet(
            _("“{name}” is not what its ending says: it holds {held}. Save it as XLSX or CSV again.").format(
                name=name, held=_("a page or a document")
            )
        )
    return kind


def old_or_locked(stream):
    """The refusal of a file in Microsoft's old container: an old Excel file, or a new one under a password."""
    head = stream.read(2_000_000)
    stream.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in head:
        return locked()
    return WrongSheet(_("This is an old Excel file (.xls). Open it and save it as .xlsx."))


def open_text(stream, limits):
    """The Book of a CSV file, its rows counted."""
    encoding = encoding_of(stream)
    stream.seek(0)
    raw = stream.read(SAMPLE).decode(encoding, errors="ignore")
    delimiter = delimiter_of(raw)
    rows = columns = 0
    for cells in rows_of_text(stream, encoding, delimiter):
        rows, columns = rows + 1, max(columns, len(cells))
        limits.check_box(rows, columns)
    sheets = (_("the file"),) if raw.strip() else ()
    return Book("csv", sheets, stream, limits, encoding, delimiter)


def open_package(stream, kind, limits):
    """The Book of an XLSX or ODS file, its sheets that hold something."""
    found, looks = look_into(stream, limits)
    if found != kind:
        raise WrongSheet(
            _("This is a file of the kind {found}, and its name says {kind}. Give it its right ending.").format(
                found=found.upper(), kind=kind.upper()
            )
        )
    stream.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(stream)
    except PasswordError:
        raise locked() from None
    except (CalamineError, XmlError, ZipError):
        raise damaged() from None
    sheets = tuple(sheet for sheet in workbook.sheet_names if looks.get(sheet, Look()).rows)
    return Book(kind, sheets, stream, limits, looks=looks, workbook=workbook)
