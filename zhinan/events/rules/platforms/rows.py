"""One line of attendance: who, when, for how long."""

import re

from django.utils.translation import gettext as _

from zhinan.kit.reading import Ambiguous, WrongCell
from zhinan.kit.reading.cells import truth
from zhinan.kit.reading.headings import fold

from .moments import is_nothing, minutes_of
from .sheets import Row, Trouble, texts_of
from .tables import cell_at

MOMENTS = ("joined", "first_joined", "left", "last_left", "moment")
MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
GONE = ("Left", "已离开", "离开", "A quitté", "Parti", "Abandonó", "Salió", "Saiu", "Вышел", "غادر")
LEFT = frozenset(map(fold, GONE))
YES_NO = {"sim": True, "nao": False, "oui": True, "non": False, "已参加": True, "未参加": False}


class Found:
    """What is read of the tables of one file, a list of rows each."""

    def __init__(self, warnings):
        self.tables, self.absent, self.troubles, self.warnings = [], [], [], warnings
        self.example = ""

    def take(self, table, clock):
        """Read the lines of `table`."""
        rows, places = [], table.layout.places
        for number, cells in table.lines:
            try:
                row = self.row(number, cells, places, clock)
            except WrongCell as wrong:
                self.troubles.append(Trouble(number, str(wrong), texts_of(cells)))
                continue
            (rows if is_present(cells, places) else self.absent).append(row)
        is_detail = "first_joined" not in places
        self.tables.append((is_detail, paired(rows) if "action" in places else (rows, [])))

    def row(self, number, cells, places, clock):
        """The Row of a line; raises WrongCell where it names nobody or its moments cannot be read."""
        name, mail = name_in(cells, places), self.mail(number, cells, places)
        if not name and not mail:
            raise WrongCell(_("nobody is named."))
        joined, left = self.moments(cells, places, clock)
        minutes = self.minutes(number, cells, places, bool(joined and left))
        if joined and left and left < joined:
            raise WrongCell(_("somebody left before they joined."))
        if joined is left is minutes is None and "attended" not in places and is_silent(cells, places):
            raise WrongCell(_("neither says when somebody was there nor for how long."))
        more = [text_at(cells, places, key) for key in ("organisation", "country")]
        guest = truth_at(cells, places, "guest")
        return Row(number, name, mail, joined, left, minutes, guest, texts_of(cells), *more)

    def moments(self, cells, places, clock):
        """(joined, left) of a line, each a datetime or None; raises WrongCell."""
        if "action" in places:
            moment = self.moment(cell_at(cells, places, "moment"), clock)
            return (None, moment) if fold(text_at(cells, places, "action")) in LEFT else (moment, None)
        joined = cell_at(cells, places, "joined" if "joined" in places else "first_joined")
        left = cell_at(cells, places, "left" if "left" in places else "last_left")
        return self.moment(joined, clock), self.moment(left, clock)

    def moment(self, cell, clock):
        """The moment of `cell`, None where it may be two, which the file's question is about."""
        try:
            return clock.moment(cell)
        except Ambiguous:
            self.example = self.example or str(cell)
            return None

    def moment_or_none(self, cell, clock):
        """The moment of `cell`, None where it is none."""
        try:
            return self.moment(cell, clock)
        except WrongCell:
            return None

    def minutes(self, number, cells, places, is_known):
        """The minutes of a line; where moments tell them as well, unreadable ones are worth a warning only."""
        try:
            return minutes_of(cell_at(cells, places, "minutes"))
        except WrongCell as wrong:
            if not is_known:
                raise
            self.warn(number, wrong, cells)
            return None

    def mail(self, number, cells, places):
        """The mail address of a line in small letters, ""; a mistaken one is worth a warning."""
        texts = [text_at(cells, places, key).removeprefix("mailto:").casefold() for key in ("email", "upn")]
        for text in texts:
            if MAIL.fullmatch(text):
                return text
        if not is_nothing(texts[0]):
            self.warn(number, _("“{mail}” is no mail address, and is left out.").format(mail=texts[0]), cells)
        return ""

    def warn(self, number, what, cells):
        """Put down that a line is read in part."""
        self.warnings.append(Trouble(number, what, texts_of(cells)))


def is_silent(cells, places):
    """Whether a line says nothing about when; a moment that may be two is something."""
    return all(is_nothing(cell_at(cells, places, key)) for key in (*MOMENTS, "minutes"))


def is_present(cells, places):
    """Whether a line is about somebody who was there."""
    return truth_at(cells, places, "attended") is not False


def truth_at(cells, places, key):
    """Yes, no, or None where the file does not say."""
    cell = cell_at(cells, places, key)
    if is_nothing(cell):
        return None
    try:
        return YES_NO[fold(cell)] if fold(cell) in YES_NO else truth(cell)
    except WrongCell:
        return None


def name_in(cells, places):
    """The name as shown, from one column or from two."""
    name = text_at(cells, places, "name")
    return name or " ".join(filter(None, (text_at(cells, places, key) for key in ("first_name", "last_name"))))


def text_at(cells, places, key):
    """The text in the column `key`, ""."""
    cell = cell_at(cells, places, key)
    return "" if is_nothing(cell) else " ".join(str(cell).split())


def paired(rows):
    """(rows, lines that ended them) of a list of comings and goings: who left does so from their last coming."""
    done, ends, begun = [], [], {}  # `begun` is where in `done` somebody's last coming stands
    for row in rows:
        at = begun.pop(row.name, None)
        came = done[at].joined_at if at is not None else None
        if came and row.left_at and row.left_at >= came:
            done[at] = done[at]._replace(left_at=row.left_at)
            ends.append(row)
            continue
        if row.left_at is None:
            begun[row.name] = len(done)
        done.append(row)
    return done, ends
