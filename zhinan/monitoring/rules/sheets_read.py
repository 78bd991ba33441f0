"""A spreadsheet of a report as it came back: which columns it has, wherever they stand, and the cells of each row."""

from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils.translation import gettext as _

from zhinan.kit.punctuation import listed
from zhinan.kit.reading import LIMITS, Style, WrongSheet, guess_heading, is_total, open_sheet, style_of
from zhinan.kit.reading.books import FAILED, NO_RESULT
from zhinan.kit.reading.headings import FAR_DOWN, fold
from zhinan.kit.sheets import letters

from .sheets import ORIGIN
from .sheets_percents import percents

ROWS, CELLS = 20_000, 1_000_000  # of a sheet, at most
KINDS = (".xlsx", ".ods")


@dataclass(frozen=True)
class Row:
    """A row as it was filled in: its number in the sheet, {column: cell}, and the columns that show a percentage."""

    number: int
    cells: dict
    percents: frozenset = frozenset()

    def code(self):
        """Its code as text; an empty one where there is none."""
        return str(self.cells.get("code") or "").strip()


@dataclass
class Filled:
    """What a spreadsheet says: the version that it was made from, {sheet: [Row]}, how it writes numbers, and `notes`.

    A note is a sentence on what is not read.
    """

    made_from: int
    rows: dict = field(default_factory=dict)
    style: Style = field(default_factory=Style)
    notes: list = field(default_factory=list)


def limits():
    """How much is read of a report's spreadsheet."""
    return replace(LIMITS, file=min(LIMITS.file, settings.LARGEST_FILE), rows=ROWS, cells=CELLS)


def read_sheet(file, name, stock):
    """The Filled of an uploaded `file`, compared with the Stock of its report; raises WrongSheet with what to do."""
    if not name.lower().endswith(KINDS):
        raise WrongSheet(_("“{name}” is not the sheet of a report. Upload it as XLSX or ODS.").format(name=name))
    book = open_sheet(file, name, limits())
    found = Filled(made_from(book, stock))
    shown = percents(file, book.kind, limits())
    named = {fold(one): one for one in book.sheets}
    for sheet in stock.sheets:
        title = next((named.pop(word) for word in sheet.names() if word in named), None)
        if title is None:
            sentence = _("There is no sheet “{sheet}” in this file: nothing of it changes.")
            found.notes.append(sentence.format(sheet=sheet.title))
        else:
            found.rows[sheet.key] = rows_of(book, title, sheet, shown.get(title, ()), found.notes)
    if not found.rows:
        raise WrongSheet(_("This file has none of the sheets of a report. Download the sheet again, and fill that in."))
    found.style = written_in(found.rows, stock.sheets)
    return found


def made_from(book, stock):
    """The version of the report that the file was made from; raises WrongSheet where it tells none, or of another."""
    own = set().union(*(one.names() for one in stock.sheets))
    others = [one for one in book.sheets if fold(one) not in own]
    cells = [str(cell) for one in others for _number, row in book.sample(one) for cell in row if cell is not None]
    found = [match for match in map(ORIGIN.fullmatch, cells) if match]
    if not found:
        raise WrongSheet(
            _("The sheet “Read me” is missing or was changed: it says which report this is. Download the sheet again.")
        )
    if {int(one[1]) for one in found} != {stock.report.pk}:
        raise WrongSheet(_("This is the sheet of another report. Upload it on the page of that one."))
    return int(found[-1][2])


def rows_of(book, title, sheet, shown, notes):
    """[Row] of the sheet `title`; raises WrongSheet for headings that cannot be told apart or are missing."""
    heading = guess_heading(book.sample(title, FAR_DOWN), set(sheet.known), book.look(title))
    places = columns_of(heading.names if heading else (), title, sheet, notes)
    found = []
    for number, cells in book.rows(title):
        if number < heading.row + heading.height:
            continue
        held = {key: cells[place] for place, key in places.items() if place < len(cells) and cells[place] is not None}
        if held and not ("code" not in held and is_total(cells)):
            apart = frozenset(key for place, key in places.items() if (number, place + 1) in shown) if shown else ()
            found.append(Row(number, held, frozenset(apart)))
    return found


def columns_of(names, title, sheet, notes):
    """{place: key} of the columns that are named; raises WrongSheet for one that is doubled or missing.

    Of one that is not known, and of one that may miss, a note is taken.
    """
    places = {}
    for place, name in enumerate(names):
        key = sheet.known.get(fold(name))
        words = {"sheet": title, "heading": name, "column": letters(place)}
        if key in places.values():
            raise WrongSheet(
                _("In the sheet “{sheet}” the heading “{heading}” stands twice, also in column {column}: take one out.")
                .format(**words)
            )  # fmt: skip
        if key:
            places[place] = key
        elif name:
            notes.append(_("Sheet “{sheet}”, column {column}: “{heading}” is not read.").format(**words))
    wanted = [one for one in sheet.columns if (one.is_filled or one.key == "code") and one.key not in places.values()]
    if lost := [one.heading() for one in wanted if not one.may_miss]:
        sentence = _(
            "In the sheet “{sheet}” there is no column {headings}. Put the heading back, or download it again."
        )
        raise WrongSheet(sentence.format(sheet=title, headings=listed(f"“{one}”" for one in lost)))
    sentence = _("Sheet “{sheet}”: there is no column “{heading}”, nothing of it changes.")
    notes += [sentence.format(sheet=title, heading=one.heading()) for one in wanted]
    return places


def written_in(rows, sheets):
    """The Style in which the cells for numbers are written, over all `sheets`: whoever fills in writes in one."""
    numbers = {sheet.key: [one.key for one in sheet.columns if one.is_number] for sheet in sheets}
    texts = [
        row.cells[key].rstrip(" %％")
        for name, found in rows.items()
        for row in found
        for key in numbers[name]
        if isinstance(row.cells.get(key), str) and row.cells[key] not in (FAILED, NO_RESULT)
    ]
    return style_of(texts)[0]
