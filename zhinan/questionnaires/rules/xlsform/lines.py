"""One row of the survey of an XLSForm workbook: what its type asks for, and the short name that it gets here."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ...models import Kind
from ..content import KEY
from .tables import Row

KINDS = {
    "text": Kind.SHORT,
    "string": Kind.SHORT,
    "integer": Kind.NUMBER,
    "int": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "range": Kind.NUMBER,
    "date": Kind.DATE,
    "file": Kind.FILE,
    "image": Kind.FILE,
    "photo": Kind.FILE,
    "acknowledge": Kind.CONSENT,
    "trigger": Kind.CONSENT,
}
SELECT = re.compile(
    r"(?:add )?"
    r"(?:(?P<one>select[ _]?one|select ?1)|(?P<several>select[ _]multiple|select all that apply)|(?P<rank>rank))"
    r"(?: prompt using| from)?(?:\s+(?P<list>\S.*?))??(?P<other>\s+or[ _]specify[ _]other|\s+or[ _]other)?",
    re.IGNORECASE,
)
FROM_ELSEWHERE = re.compile(r"select[ _](one|multiple)[ _](from[ _]file|external)\b.*", re.IGNORECASE)
LEFT = {  # types that nothing here stands for
    *("geopoint", "geotrace", "geoshape", "location", "gps", "start-geopoint", "osm"),
    *("audio", "video", "background-audio", "barcode", "time", "datetime"),
    *("calculate", "calculation", "hidden", "xml-external", "csv-external", "audit"),
    *("start", "end", "today", "deviceid", "subscriberid", "simserial", "imei", "phonenumber", "username", "email"),
}
BEGINS = re.compile(r"begin[ _](group|repeat|loop|lgroup)")
ENDS = re.compile(r"end[ _](group|repeat|loop|lgroup)")
NAME = re.compile(r"[^\W\d][\w.-]*")
WHOLE = {"integer", "int"}


@dataclass
class Line:
    """A row of the survey: its `verb` is begin, end, ask, note, left out or wrong; `key` is its short name here."""

    row: Row
    verb: str
    type: str
    kind: str = ""
    list: str = ""
    key: str = ""
    is_statement: bool = False  # whether it stands in a table of statements

    @property
    def name(self):
        """Its name in the sheet."""
        return self.row.get("name")

    @property
    def is_grid(self):
        """Whether it begins a table of statements."""
        return self.verb == "begin" and "table-list" in self.row.get("appearance").split()


def lines_of(table, reading):
    """[Line] of the rows of the survey, each with its key; what is wrong with types and names is remarked."""
    lines = [line_of(row, reading) for row in table.rows if is_asked(row, reading)]
    check_names(lines, reading)
    give_keys(lines, reading)
    return lines


def is_asked(row, reading):
    """Whether a row stands for something; rows that were switched off are remarked."""
    if row.get("disabled").lower() in ("yes", "true"):
        reading.missed(row, "disabled", _("This row is switched off and left out."))
        return False
    return True


def line_of(row, reading):
    """The Line of a row."""
    said = " ".join(row.get("type").split())
    word = said.lower()
    if begins := BEGINS.fullmatch(word):
        return Line(row, "begin", begins[1])
    if ENDS.fullmatch(word):
        return Line(row, "end", word)
    if word in KINDS:
        return Line(row, "ask", word, KINDS[word])
    if word == "note":
        return Line(row, "note", word)
    if word in LEFT or FROM_ELSEWHERE.fullmatch(word):
        sentence = _("“{type}” is not asked here. The row is left out.").format(type=said)
        reading.missed(row, "type", sentence)
        return Line(row, "left", word)
    return select_of(row, said, reading)


def select_of(row, said, reading):
    """The Line of a question with choices, or of one whose type is unknown."""
    match = SELECT.fullmatch(said)
    if match is None:
        sentence = _("There is no type “{type}”. Write text, integer, decimal, date, select_one LIST or another one.")
        reading.wrong(
            row, "type", sentence.format(type=said) if said else _("This row has no type. Write one, as in “text”.")
        )
        return Line(row, "wrong", said)
    if not match["list"]:
        reading.wrong(row, "type", _("Which list? Write its name after “{type}”.").format(type=said))
    if match["other"]:
        sentence = _("“or other” is not held here. Add a choice, and a text that is asked where it is chosen.")
        reading.missed(row, "type", sentence)
    kind = Kind.SINGLE if match["one"] else Kind.MULTIPLE if match["several"] else Kind.RANKING
    return Line(row, "ask", "select", kind, match["list"] or "")


def check_names(lines, reading):
    """Keep which names are missing, or cannot be names, or stand twice where each has its own."""
    seen, around = {}, []
    for line in lines:
        if line.verb == "end":
            del around[-1:]
            continue
        check_name(line, reading)
        # A statement is called by its table; a part may have the name of a question, since nothing looks at it.
        table = around[-1] if around else 0
        line.is_statement = bool(table) and line.verb == "ask"
        place = (is_heading(line), table, line.name)
        if line.name and place in seen:
            sentence = _("“{name}” is the name of row {row} already. Write another one.")
            reading.wrong(line.row, "name", sentence.format(name=line.name, row=seen[place]))
        seen.setdefault(place, line.row.number)
        if line.verb == "begin":
            around.append(line.row.number if line.is_grid else 0)


def check_name(line, reading):
    """Keep that a name is missing or cannot be one."""
    if not line.name and line.verb == "ask":
        reading.wrong(line.row, "name", _("This question has no name. Write a short one, as in “first_name”."))
    if line.name and not NAME.fullmatch(line.name):
        sentence = _("“{name}” cannot be a name. Begin with a letter, then write letters, digits and _ alone.")
        reading.wrong(line.row, "name", sentence.format(name=line.name))


def give_keys(lines, reading):
    """Give each line its short name: its own one where that can stay, else one made of it, which is remarked."""
    named = [line for line in lines if line.verb in ("begin", "ask") and not line.is_statement]
    taken = set()
    for line in sorted(named, key=is_heading):  # questions keep their names first
        if KEY.fullmatch(line.name) and line.name not in taken:
            line.key = line.name
            taken.add(line.name)
    for line in (one for one in named if not one.key):
        line.key = free_of(taken, made_of(line.name or "part"))
        taken.add(line.key)
        if line.name:
            sentence = _("“{name}” is called “{key}” here.").format(name=line.name, key=line.key)
            reading.missed(line.row, "name", sentence)


def is_heading(line):
    """Whether a line begins a part."""
    return line.verb == "begin" and not line.is_grid


def made_of(name):
    """A short name made of another one."""
    letters = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return (letters if letters[:1].isalpha() else f"q_{letters}".rstrip("_"))[:40]


def free_of(taken, base):
    """`base`, or a name after it that is not among `taken`."""
    numbers = (f"{base[:36]}_{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(key for key in numbers if key not in taken)
