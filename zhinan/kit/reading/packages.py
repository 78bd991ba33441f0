"""XLSX and ODS from the outside: sizes, passwords, merged cells and formulas, before anything fills memory."""

import re
import struct
import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from xml.etree import ElementTree
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from .limits import WrongSheet

PIECE = 65_536  # bytes
SMALL = 20_000_000  # bytes that may be packed as tightly as anybody likes
MANY = 2_000  # parts of a package
MOST_NOTED = 10_000  # cells that are merged, failed or not computed
LOCAL = struct.Struct("<4s5H3L2H")  # the head before each part of a zip file
DIGITS = 9  # of a number of rows or columns
LETTERS = re.compile(r"[A-Z]{1,3}")
TEN = "0123456789"
# LookupError: a document says that it is written in a way that nobody knows
DAMAGED = (BadZipFile, zlib.error, struct.error, expat.ExpatError, ElementTree.ParseError, LookupError)


@dataclass
class Look:
    """What was seen of one sheet: rows and columns that hold something, and cells that need care, by (row, column)."""

    rows: int = 0
    columns: int = 0
    merged: dict = field(default_factory=dict)  # each cell of a merged block but the first: the first
    failed: set = field(default_factory=set)  # formulas that gave an error
    uncomputed: set = field(default_factory=set)  # formulas whose result was not saved

    def see(self, row, column):
        """Take note that a cell holds something."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)

    def merge(self, top, left, bottom, right):
        """Take note of a merged block; what is larger than any heading is left alone."""
        if (bottom - top + 1) * (right - left + 1) + len(self.merged) > MOST_NOTED:
            return
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    self.merged[row, column] = (top, left)

    def note(self, cells, place):
        """Put `place` among `cells`, while there are few."""
        if len(cells) < MOST_NOTED:
            cells.add(place)


def damaged():
    """The refusal of a file that cannot be unpacked or understood."""
    return WrongSheet(_("This file is damaged. Open it in a spreadsheet program, save it anew, and upload that."))


def locked():
    """The refusal of a file that asks for a password."""
    return WrongSheet(_("This file is protected by a password. Save it without a password, and upload that."))


def look_into(stream, limits):
    """("xlsx" or "ods", {sheet name: Look}) of a zipped spreadsheet; raises WrongSheet.

    Sizes are taken from the directory of the package first and then counted while unpacking, a piece at a time.
    """
    try:
        with ZipFile(stream) as package:
            parts = check_directory(package, limits)
            if "xl/workbook.xml" in parts:
                return "xlsx", look_into_xlsx(package, stream, limits)
            if "content.xml" in parts:
                return "ods", look_into_ods(package, stream, limits)
    except DAMAGED:
        raise damaged() from None
    except (KeyError, ValueError, OverflowError, EOFError, NotImplementedError) as trouble:
        if isinstance(trouble, WrongSheet):
            raise
        raise damaged() from None
    if "xl/workbook.bin" in parts:
        raise WrongSheet(_("This is a binary Excel file (.xlsb). Open it and save it as .xlsx."))
    raise WrongSheet(_("This file holds no sheet. Upload a spreadsheet as XLSX, ODS or CSV."))


def check_directory(package, limits):
    """The names of the parts; raises WrongSheet for what is locked, too large inside, or packed suspiciously tight."""
    infos = package.infolist()
    inside, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if any(info.flag_bits & 1 for info in infos):
        raise locked()
    if len(infos) > MANY or inside > limits.inside or (inside > SMALL and inside > limits.ratio * max(packed, 1)):
        raise too_large_inside()
    return {info.filename for info in infos}


def too_large_inside():
    """The refusal of what grows beyond all measure when it is unpacked."""
    return WrongSheet(_("Unpacked, this file is far larger than a list is. Copy the rows that you need to a new one."))


def pieces(package, stream, name, most):
    """Yield the part `name` unpacked, a piece at a time; raises WrongSheet once it has more than `most` bytes.

    It does not believe the size that the directory states, as zipfile would.
    """
    info = package.getinfo(name)
    stream.seek(info.header_offset)
    head = LOCAL.unpack(stream.read(LOCAL.size))
    stream.seek(head[9] + head[10], 1)
    left, total = info.compress_size, 0
    unpack = zlib.decompressobj(-15) if info.compress_type == 8 else None
    while left > 0 and (packed := stream.read(min(PIECE, left))):
        left -= len(packed)
        while packed:
            piece = unpack.decompress(packed, PIECE) if unpack else packed
            packed = unpack.unconsumed_tail if unpack else b""
            total += len(piece)
            if total > most:
                raise too_large_inside()
            yield piece


def whole(package, stream, name, most=5_000_000):
    """The small part `name`, unpacked."""
    return b"".join(pieces(package, stream, name, most))


def parsed(chunks, seen):
    """Let expat call `seen[name](attributes)` for each element of the document in `chunks`, by name without prefix."""
    parser = expat.ParserCreate()

    def started(name, attributes):
        known = seen.get(name) or (seen.get(name.rpartition(":")[2]) if ":" in name else None)
        if known is not None:
            known(attributes)

    parser.StartElementHandler = started
    parser.StartDoctypeDeclHandler = refuse_doctype
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def refuse_doctype(*_words):
    """No spreadsheet has a document type; what declares entities wants to do harm."""
    raise damaged()


# XLSX


def look_into_xlsx(package, stream, limits):
    """{sheet name: Look} of the visible sheets of an XLSX package."""
    names = package.namelist()
    if "xl/sharedStrings.xml" in names:
        for _piece in pieces(package, stream, "xl/sharedStrings.xml", limits.texts):
            continue
    looks = {}
    for title, name in xlsx_sheets(package, stream).items():
        if name in names:
            looks[title] = XlsxEye(limits).look_at(pieces(package, stream, name, limits.inside))
    return looks


def xlsx_sheets(package, stream):
    """{sheet name: its part} of the sheets that are not hidden."""
    links = ElementTree.fromstring(whole(package, stream, "xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    book = ElementTree.fromstring(whole(package, stream, "xl/workbook.xml"))
    sheets = [element for element in book.iter() if element.tag.rpartition("}")[2] == "sheet"]
    found = {}
    for sheet in sheets:
        target = targets.get(next((value for key, value in sheet.items() if key.endswith("}id")), ""), "")
        if sheet.get("state", "visible") == "visible" and "worksheet" in target:
            found[sheet.get("name", "")] = (
                target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            )
    return found


class XlsxEye:
    """Looks at one sheet of XLSX, element by element."""

    def __init__(self, limits):
        self.look, self.limits = Look(), limits
        self.row = self.column = 0
        self.is_waiting = False  # whether the last cell has a formula that no result has followed yet

    def look_at(self, chunks):
        """The Look of the sheet whose document comes in `chunks`."""
        value = self.on_value
        seen = {"row": self.on_row, "c": self.on_cell, "f": self.on_formula, "v": value, "is": value}
        parsed(chunks, {**seen, "mergeCell": self.on_merged})
        self.settle()
        self.limits.check_box(self.look.rows, self.look.columns)
        self.look.failed -= self.look.uncomputed
        return self.look

    def settle(self):
        """Take note of a formula that had no result, now that its cell is over."""
        if self.is_waiting:
            self.look.note(self.look.uncomputed, (self.row, self.column))
            self.is_waiting = False

    def on_row(self, attributes):
        """A row begins."""
        self.settle()
        self.limits.check_box(self.look.rows, self.look.columns)
        self.row, self.column = count_in(attributes, "r", self.row + 1), 0

    def on_cell(self, attributes):
        """A cell begins: a large sheet has a million."""
        if self.is_waiting:
            self.settle()
        reference = attributes.get("r")
        self.column = number_of(reference.rstrip(TEN)) if reference else self.column + 1
        if attributes.get("t") == "e":
            self.look.note(self.look.failed, (self.row, self.column))

    def on_formula(self, _attributes):
        """The cell has a formula."""
        self.is_waiting = True
        self.look.see(self.row, self.column)

    def on_value(self, _attributes):
        """The cell has a value."""
        self.is_waiting, look = False, self.look
        if self.column > look.columns:
            look.columns = self.column
        if self.row > look.rows:
            look.rows = self.row

    def on_merged(self, attributes):
        """A merged block."""
        self.look.merge(*block(attributes.get("ref", "")))


def count_in(attributes, name, default=1):
    """The number in the attribute `name`, from one on; raises WrongSheet for anything else."""
    said = attributes.get(name) or str(default)
    if not (said.isascii() and said.isdigit() and int(said[:DIGITS]) > 0 and len(said) <= DIGITS):
        raise damaged()
    return int(said)


@cache
def number_of(letters):
    """The number of a column: A is 1, AA is 27; raises WrongSheet for what is none."""
    if not LETTERS.fullmatch(letters):
        raise damaged()
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def block(reference):
    """(top, left, bottom, right) of “B2:D5”."""
    corners = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)", reference)
    if not corners:
        raise damaged()
    left, top, right, bottom = corners.groups()
    return int(top), number_of(left), int(bottom), number_of(right)


# ODS


def look_into_ods(package, stream, limits):
    """{sheet name: Look} of an ODS package."""
    manifest = "META-INF/manifest.xml"
    if manifest in package.namelist() and b"encryption-data" in whole(package, stream, manifest):
        raise locked()
    eye = OdsEye(limits)
    seen = {
        "table": eye.on_table,
        "table-row": eye.on_row,
        "table-cell": eye.on_cell,
        "covered-table-cell": eye.on_cell,
    }
    parsed(pieces(package, stream, "content.xml", limits.inside), seen)
    return eye.looks


class OdsEye:
    """Looks at the sheets of ODS, element by element. A row and a cell may stand for many that are equal."""

    def __init__(self, limits):
        self.looks, self.look, self.limits = {}, Look(), limits
        self.row = self.column = self.times = 0

    def on_table(self, attributes):
        """A sheet begins."""
        self.look = self.looks[attributes.get("table:name", "")] = Look()
        self.row, self.times = 1, 0

    def on_row(self, attributes):
        """A row begins, or several equal ones."""
        self.row, self.column = self.row + self.times, 0
        self.times = count_in(attributes, "table:number-rows-repeated")

    def on_cell(self, attributes):
        """A cell begins, or several equal ones."""
        count = count_in(attributes, "table:number-columns-repeated")
        if "office:value-type" in attributes:
            self.look.see(self.row + self.times - 1, self.column + count)
            self.limits.check_box(self.look.rows, self.look.columns)
        elif "table:formula" in attributes:
            self.look.see(self.row, self.column + 1)
            self.look.note(self.look.uncomputed, (self.row, self.column + 1))
        tall = count_in(attributes, "table:number-rows-spanned")
        wide = count_in(attributes, "table:number-columns-spanned")
        if tall > 1 or wide > 1:
            self.look.merge(self.row, self.column + 1, self.row + tall - 1, self.column + wide)
        self.column += count
