"""The tables of an attendance file: where each begins and ends, and what stands above the first one."""

import re
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhinan.kit.reading import WrongSheet
from zhinan.kit.reading.texts import DELIMITERS

from .headings import TEAMS, Layout, layout_of, meaning
from .sheets import TEAMS_REPORT, WEBINAR, ZOOM, Trouble, texts_of

SECTION = re.compile(r"\d\s*[.、)]\s*\D.*")
SHOWN = 12  # names of columns in a sentence


@dataclass
class Table:
    """Lines of [(number, cells)] under one `layout`."""

    layout: Layout
    lines: list


def recognised(book):
    """All rows (number, cells) of the first sheet of `book` with a table of attendance; raises WrongSheet.

    A file whose names hold many commas looks as if these parted its cells, so each other sign is tried as well.
    """
    seen = ()
    signs = dict.fromkeys((book.delimiter, *DELIMITERS)) if book.kind == "csv" else ("",)
    for sheet in book.sheets:
        for sign in signs:
            sample = sample_of(book, sheet, sign)
            if any(layout_of(cells).is_attendance for _number, cells in sample):
                return list(book.rows(sheet))
            seen = seen or widest(sample)
    raise WrongSheet(expected(seen))


def sample_of(book, sheet, sign):
    """The first rows of `sheet`, its cells parted by `sign`; none where a sign that is not its own cannot do so."""
    usual, book.delimiter = book.delimiter, sign
    try:
        return book.sample(sheet)
    except WrongSheet:
        if sign == usual:
            raise
        return []


def widest(sample):
    """The texts of the row of `sample` that looks most like names of columns."""
    return max((tuple(filter(None, layout_of(cells).names)) for _number, cells in sample), key=len, default=())


def expected(seen):
    """The sentence for a file that is no attendance, where the columns `seen` were found."""
    wanted = _(
        "This is no attendance file of Zoom or Teams. It should have a column for the name, and one for when somebody "
        "joined or for how many minutes, as “Name (Original Name)”, “Join Time”, “Duration (Minutes)”."
    )
    if not seen:
        return wanted
    names = pgettext("between the names of columns", ", ").join(f"“{name[:60]}”" for name in seen[:SHOWN])
    found = _("Found were these columns: {names}.").format(names=names)
    return f"{wanted} {found}"


def parted(rows):
    """(lines before the first table, Tables of attendance, warnings about tables that are something else)."""
    head, tables, warnings, strange = [], [], [], None
    for at, (number, cells) in enumerate(rows):
        layout = layout_of(cells)
        after = rows[at + 1][1] if at + 1 < len(rows) else ()
        if layout.is_attendance:
            tables.append(Table(layout, []))
            strange = None
        elif not tables:
            head.append((number, cells))
        elif is_section(cells, after) or "engagement" in layout.places:
            strange = []
        elif strange is None:
            tables[-1].lines.append((number, cells))
        else:
            strange.append(number)
            if len(strange) == 1:
                warnings.append((strange, cells))
    return head, tables, [told_strange(numbers, cells) for numbers, cells in warnings]


def is_section(cells, after):
    """Whether a row only names the table that follows: “3. In-Meeting Activities”, “Panelist Details”."""
    texts = [cell for cell in cells if cell is not None]
    if len(texts) != 1 or not isinstance(texts[0], str):
        return False
    layout = layout_of(after)
    return bool(SECTION.fullmatch(texts[0])) or layout.is_attendance or "engagement" in layout.places


def told_strange(numbers, cells):
    """The warning about a table of another kind."""
    message = ngettext(
        "Line {first} belongs to a table that does not tell who was there; it is left out.",
        "Lines {first} to {last} belong to a table that does not tell who was there; they are left out.",
        len(numbers),
    )
    return Trouble(numbers[0], message.format(first=numbers[0], last=numbers[-1]), texts_of(cells))


def facts(head, tables):
    """{"title", "started": cell} of the meeting: from pairs, from columns above the tables, or from the first table."""
    found = {}
    below = [(table.layout, table.lines[0][1]) for table in tables if table.lines]
    above = [(layout_of(cells), after) for (_n, cells), (_m, after) in pairwise(head)]
    for layout, cells in (*above, *below):
        for key in {"title", "started"} & layout.places.keys():
            found.setdefault(key, cell_at(cells, layout.places, key))
    for _number, cells in head:
        if is_pair(cells) and meaning(cells[0]) in ("title", "started"):
            found.setdefault(meaning(cells[0]), cells[1])
    return found


def platform_of(head, tables):
    """Which program wrote the file."""
    keys = set().union(*(table.layout.places for table in tables))
    if "attended" in keys:
        return WEBINAR
    pairs = [cells for _number, cells in head if is_pair(cells) and not layout_of(cells).places]
    return TEAMS_REPORT if keys & TEAMS or any(meaning(cells[0]) for cells in pairs) else ZOOM


def is_pair(cells):
    """Whether a row holds a word and what it is said of."""
    return len(cells) == 2 and isinstance(cells[0], str) and cells[1] is not None


def cell_at(cells, places, key):
    """What stands in the column `key`, None where there is no such column."""
    at = places.get(key, len(cells))
    return cells[at] if at < len(cells) else None
