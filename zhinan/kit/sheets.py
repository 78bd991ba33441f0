"""Spreadsheets out: CSV that no program takes for formulas, and XLSX with nothing but the standard library."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from math import isfinite
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # what spreadsheet programs read as a formula
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST = 32_767  # characters of a cell of XLSX
EPOCH = date(1899, 12, 30)
LAST_ROW = 20_000  # down to which cells offer choices
HIDDEN = ' state="hidden"'

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FIXED = {
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    # Styles by number: 0 plain, 1 the head, 2 a day, 3 a moment, 4 text that wraps.
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="5"><xf xfId="0"/><xf fontId="1" xfId="0" applyFont="1"/>'
    '<xf numFmtId="14" xfId="0" applyNumberFormat="1"/><xf numFmtId="22" xfId="0" applyNumberFormat="1"/>'
    '<xf xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


@dataclass(frozen=True)
class Page:
    """One sheet of a file: its name, the words of its head (none for no head), and its rows.

    `widths` are those of its columns in characters; `offers` is {column, from 0: (name of a page, how many)}: a cell of
    that column offers the first cells of the first column of that page, and takes other text as well.
    """

    name: str
    header: tuple
    rows: Iterable
    widths: tuple = ()
    offers: dict = field(default_factory=dict)
    is_hidden: bool = False
    is_wrapped: bool = False


def safe_cell(value):
    """`value` as a cell of CSV: text that a program would take for a formula gets an apostrophe before it.

    Numbers and None stay what they are, dates are written after ISO 8601, all else is its text.
    """
    if value is None or (isinstance(value, int | float | Decimal) and not isinstance(value, bool)):
        return value
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.startswith(STARTS) else text


def as_sheet(values, name, kind):
    """An answer with the rows of the iterator `values`, its head first, as a file `name`; 404 for an unknown `kind`."""
    if kind not in SHEETS:
        raise Http404(_("There is no such format."))
    content_type, write = SHEETS[kind]
    answer = HttpResponse(content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    write(next(values), values, answer)
    return answer


def write_csv(header, rows, stream):
    """Write a table to the text `stream` as CSV (RFC 4180), with the mark by which Excel knows UTF-8.

    `header` is a sequence of words, `rows` an iterable of sequences. A file is opened with `newline=""`.
    """
    stream.write("\ufeff")
    writer = csv.writer(stream)
    for row in chain([header], rows):
        writer.writerow([safe_cell(value) for value in row])


def write_xlsx(header, rows, stream):
    """Write a table to the binary `stream` as XLSX: one sheet, its head bold and fixed, numbers and dates as such.

    Text is stored as text, so no cell is a formula; the same table gives the same bytes. Raises ValueError for text
    longer than a cell can hold.
    """
    write_pages([Page("Sheet1", header, rows)], stream)


def write_pages(pages, stream):
    """Write the list `pages` of Page to the binary `stream` as XLSX, as `write_xlsx` does; raises ValueError too."""
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, content in (_contents(pages), *FIXED.items(), *_workbook(pages)):
            package.writestr(_entry(name), _document(content))
        for number, page in enumerate(pages, 1):
            with package.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as sheet:
                for piece in _sheet(page):
                    sheet.write(piece.encode())


def _contents(pages):
    """(name, content) of the list of parts."""
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{OFFICE}.worksheet+xml"/>'
        for number, _page in enumerate(pages, 1)
    )
    return "[Content_Types].xml", (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{OFFICE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{OFFICE}.styles+xml"/>{sheets}</Types>'
    )


def _workbook(pages):
    """Yield (name, content) of the two parts that tell which sheets there are."""
    sheets = "".join(
        f'<sheet name={quoteattr(page.name)} sheetId="{number}"{HIDDEN if page.is_hidden else ""} r:id="r{number}"/>'
        for number, page in enumerate(pages, 1)
    )
    yield "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{sheets}</sheets></workbook>'
    links = "".join(
        f'<Relationship Id="r{number}" Type="{LINKS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number, _page in enumerate(pages, 1)
    )
    styles = f'<Relationship Id="styles" Type="{LINKS}/styles" Target="styles.xml"/>'
    yield (
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{PACKAGE}/relationships">{links}{styles}</Relationships>',
    )


def _entry(name):
    """A part of the package, without the moment at which it was made."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _document(content):
    """An XML document."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'


def _sheet(page):
    """The sheet's document in pieces, a row at a time."""
    yield _document(f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">')
    if page.header:
        yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield f"</sheetView></sheetViews>{_columns(page.widths)}<sheetData>"
    if page.header:
        yield _row(_text(word, style=1) for word in page.header)
    for row in page.rows:
        yield _row(_cell(value, plain=4 if page.is_wrapped else 0) for value in row)
    yield f"</sheetData>{_offers(page.offers)}</worksheet>"


def _columns(widths):
    """How wide the columns are."""
    if not widths:
        return ""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    return f"<cols>{columns}</cols>"


def _offers(offers):
    """What cells offer to choose from."""
    if not offers:
        return ""
    rules = "".join(
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="{letters(column)}2:{letters(column)}'
        f'{LAST_ROW}"><formula1>{escape(_quoted(page))}!$A$1:$A${count}</formula1></dataValidation>'
        for column, (page, count) in sorted(offers.items())
    )
    return f'<dataValidations count="{len(offers)}">{rules}</dataValidations>'


def _quoted(name):
    """The name of a sheet as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def letters(column):
    """The letters of the column with this number, from 0: A, B ... AA."""
    found, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def _row(cells):
    """A row of cells."""
    return f"<row>{''.join(cells)}</row>"


def _cell(value, plain=0):
    """The cell of one value."""
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float | Decimal):
        # What has more digits than a spreadsheet keeps, or is no number at all, stays readable as text.
        is_kept = (isinstance(value, int) or isfinite(value)) and abs(value) < 10**15
        return f"<c><v>{value}</v></c>" if is_kept else _text(value)
    if isinstance(value, datetime):
        elapsed = value.replace(tzinfo=None) - datetime(EPOCH.year, EPOCH.month, EPOCH.day)
        return f'<c s="3"><v>{elapsed.total_seconds() / 86_400}</v></c>'
    if isinstance(value, date):
        return f'<c s="2"><v>{(value - EPOCH).days}</v></c>'
    return _text(value, style=plain)


def _text(value, style=0):
    """A cell of text."""
    text = FORBIDDEN.sub("", str(value))
    if len(text) > LONGEST:
        note = " " + _("[Cut here: a cell of XLSX holds {number} characters. CSV holds all.]").format(number=LONGEST)
        text = text[: LONGEST - len(note)] + note
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


SHEETS = {"csv": ("text/csv; charset=utf-8", write_csv), "xlsx": (XLSX, write_xlsx)}  # what every list is given out as
