"""A list of who was there, typed off paper: one person a line, the name first."""

import re

from django.utils.translation import gettext as _

from .names import NUMBERED, country_of
from .platforms import Row, Sheet, Trouble
from .platforms.headings import meaning
from .platforms.rows import MAIL

TYPED = "typed"
LONGEST = 200  # signs of a name
STRONG, WEAK = re.compile(r"[\t;；|]"), re.compile(r"[,，、]")


def read_lines(text):
    """The Sheet of `text`: “name, organisation, country, mail” in each line, all but the name in any order or missing.

    Cells are parted by tabs, as they come out of a spreadsheet, by semicolons, else by commas. A number before the name
    is that of the line; empty lines, and a line of headings alone, are none.
    """
    rows, troubles = [], []
    for number, line in enumerate(text.splitlines(), 1):
        cells = cells_of(line)
        if not cells or (len(cells) > 1 and all(map(meaning, cells))):
            continue
        if wrong := wrong_with(cells[0]):
            troubles.append(Trouble(number, wrong, tuple(cells)))
        else:
            rows.append(row_of(number, cells[0], cells[1:], tuple(cells)))
    return Sheet(platform=TYPED, rows=tuple(rows), troubles=tuple(troubles))


def cells_of(line):
    """The cells of a typed line, without what is empty, and without the number that it began with."""
    parting = STRONG if STRONG.search(line) else WEAK
    cells = [cell for part in parting.split(line) if (cell := part.strip(' "'))]
    if len(cells) > 1 and cells[0].rstrip(".)").isdecimal():
        del cells[0]
    return [NUMBERED.sub("", cells[0]), *cells[1:]] if cells else []


def wrong_with(name):
    """What is wrong with the first cell of a line as a name, in a sentence; empty for nothing."""
    if MAIL.search(name):
        return _("Write the name before the mail address.")
    if len(name) > LONGEST:
        return _("This is too long for a name. Part name and organisation by a comma.")
    if not any(map(str.isalpha, name)):
        return _("Begin with the name: Amina Diallo, Ministry of Water, Kenya, amina@example.org.")
    return ""


def row_of(number, name, rest, raw):
    """The Row of somebody: of the cells after the name, mails and countries are known by what they are."""
    mails = {cell: cell.casefold().removeprefix("mailto:").strip("<>") for cell in rest}
    mail = next((read for read in mails.values() if MAIL.fullmatch(read)), "")
    others = [cell for cell in rest if mails[cell] != mail or not mail]
    country = next((cell for cell in reversed(others) if country_of(cell)), "")
    body = ", ".join(cell for cell in others if cell != country)
    return Row(number, name, mail, None, None, None, None, raw, body, country)
