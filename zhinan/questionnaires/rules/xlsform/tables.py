"""The sheets of an XLSForm workbook: their headings, their languages, their rows, and what is remarked about them."""

import io
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override

from zhinan.kit.languages import ENGLISH, LANGUAGES, plain
from zhinan.kit.punctuation import listed
from zhinan.kit.reading import Limits, WrongSheet, open_sheet
from zhinan.kit.reading.books import FAILED, NO_RESULT

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
LIMITS = Limits(file=10_000_000, rows=20_000, cells=1_000_000, columns=300, inside=60_000_000, texts=20_000_000)
OWN_WORDS = {"中文": "zh", "français": "fr", "español": "es", "русский": "ru", "العربية": "ar", "português": "pt"}
CODE = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)\s*\)\s*$")

OLD = {  # headings of older forms, and other spellings that XLSForm takes
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "relevance": "relevant",
    "constraining_message": "constraint_message",
    "jr_constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr_requiredmsg": "required_message",
    "calculate": "calculation",
    "readonly": "read_only",
    "jr_count": "repeat_count",
    "list": "list_name",
    "title": "form_title",
    "set_form_title": "form_title",
    "id_string": "form_id",
    "set_form_id": "form_id",
}
OUTER = {"bind", "body", "control", "media"}  # what may stand before a heading
IN_LANGUAGES = {"label", "hint", "constraint_message", "required_message", "guidance_hint", "image", "audio", "video"}
READ = {
    SURVEY: {
        *("type", "name", "label", "hint", "appearance", "required", "relevant", "constraint", "constraint_message"),
        *("disabled", "zhinan_kind", "zhinan_group"),
    },
    CHOICES: {"list_name", "name", "label", "zhinan_na"},
    SETTINGS: {"form_title", "form_id", "version", "default_language"},
}
TOLD_EACH = {  # headings of XLSForm that are not held here, and told with each row; others are notes of the author
    *("default", "read_only", "trigger", "save_to", "guidance_hint", "required_message", "image", "audio", "video"),
}
HANDLED = {"choice_filter", "calculation", "repeat_count", "parameters"}  # told with the row that they stand in


class Remark(NamedTuple):
    """A sentence about a place of a workbook: its sheet, the number of its row (0 for the whole sheet), its heading."""

    sheet: str
    row: int
    column: str
    sentence: str


@dataclass
class Reading:
    """What a workbook says: `content`, None where there are `troubles`, and what is `unsupported`, lists of Remark."""

    content: Any = None
    title: str = ""
    troubles: list = field(default_factory=list)
    unsupported: list = field(default_factory=list)

    def wrong(self, place, column, sentence):
        """Keep that something must be mended at `place`, a Row, or (sheet, row)."""
        self.troubles.append(Remark(*where(place), column, sentence))

    def missed(self, place, column, sentence):
        """Keep that something at `place` is not held here."""
        self.unsupported.append(Remark(*where(place), column, sentence))


def where(place):
    """(sheet, row) of a Row, or of that itself."""
    return (place.sheet, place.number) if isinstance(place, Row) else place


@dataclass
class Row:
    """One row of a sheet: {heading: text} and {heading: {language: text}}."""

    sheet: str
    number: int
    plain: dict = field(default_factory=dict)
    texts: dict = field(default_factory=dict)

    def get(self, name):
        """What it says under a heading, empty for nothing."""
        return self.plain.get(name, "")

    def said(self, name):
        """{language: text} under a heading."""
        return self.texts.get(name, {})


class Column(NamedTuple):
    """A heading as it was written, what it means, and its language."""

    heading: str
    name: str
    language: str = ""


@dataclass
class Table:
    """A sheet: its columns by their place, and its rows."""

    columns: dict = field(default_factory=dict)
    rows: list = field(default_factory=list)
    is_whole: bool = True  # whether it has the headings that it must have
    told: set = field(default_factory=set)  # columns that were remarked once for all rows

    def languages(self):
        """The languages of its labels and hints in their order."""
        return [one.language for one in self.columns.values() if one.name in ("label", "hint")]


def tables_of(workbook, reading, language):
    """({sheet: Table}, [language]) of the `workbook`, remarks in `reading`; raises WrongSheet.

    `language` is what a text stands in where the workbook does not say.
    """
    book = open_sheet(io.BytesIO(workbook), "form.xlsx", LIMITS)
    names = {}
    for sheet in book.sheets:
        name = sheet.strip().lower()
        if name in READ:
            names[name] = sheet
        else:
            reading.missed((sheet, 0), "", _("This sheet is not read."))
    if SURVEY not in names:
        sentence = _("There is no sheet “survey” that holds something. Name the sheet of the questions so.")
        raise WrongSheet(sentence)
    settings = table_of(book, names, SETTINGS, reading, language)
    first = default_language(settings, reading) or first_written(book, names[SURVEY], language)
    tables = {name: table_of(book, names, name, reading, first) for name in (SURVEY, CHOICES)}
    spoken = [*tables[SURVEY].languages(), *tables[CHOICES].languages()]
    ordered = [first, *spoken] if first in spoken or not spoken else spoken
    return {**tables, SETTINGS: settings}, list(dict.fromkeys(ordered))


def default_language(settings, reading):
    """The language that the settings call the first one, empty where they do not."""
    said = settings.rows[0].get("default_language") if settings.rows else ""
    if not said or said.lower() == "default":
        return ""
    code = code_of(said)
    if code not in LANGUAGES:
        reading.wrong(settings.rows[0], "default_language", unknown_language(said))
        return ""
    return code


def first_written(book, sheet, language):
    """`language` where labels stand without one, else the one of the first label."""
    _number, cells = next(book.rows(sheet), (0, []))
    headings = [as_text(cell) for cell in cells]
    columns = [column_of(heading, mark_of(headings), "") for heading in headings if heading]
    labels = [column.language for column in columns if column.name == "label"]
    return language if "" in labels else next((one for one in labels if one in LANGUAGES), language)


def mark_of(headings):
    """What stands before the language of a heading: older forms had one colon."""
    return "::" if any("::" in heading for heading in headings) else ":"


def table_of(book, names, name, reading, language):
    """The Table of the sheet of this name, an empty one where there is none; raises WrongSheet."""
    table = Table()
    for number, cells in book.rows(names[name]) if name in names else ():
        if not table.columns:
            table.columns = columns_of(name, number, cells, reading, language)
            table.is_whole = has_headings((name, number), table, reading)
            continue
        row = row_of(name, number, cells, table, reading)
        if row.plain or row.texts:
            table.rows.append(row)
    return table


def row_of(sheet, number, cells, table, reading):
    """The Row of `cells`; what stands in columns that are not held here is remarked."""
    row = Row(sheet, number)
    for place, column in table.columns.items():
        said = as_text(cells[place]) if place < len(cells) else ""
        if not said:
            continue
        if said in (FAILED, NO_RESULT):
            reading.wrong(row, column.heading, _("This formula has no result. Write its value instead."))
        elif column.name not in READ[sheet] | HANDLED:
            remark_unread(row, column, said, table, reading)
        elif column.name in IN_LANGUAGES:
            row.texts.setdefault(column.name, {})[column.language] = said
        else:
            row.plain[column.name] = said
        if "${" in said and column.name in IN_LANGUAGES:
            reading.missed(row, column.heading, _("Texts do not repeat earlier answers: “${…}” is shown as it is."))
    return row


def remark_unread(row, column, said, table, reading):
    """Keep that a cell is left out; what authors note beside their rows, and all of the choices, is told once."""
    if row.sheet == SETTINGS or (row.sheet == SURVEY and column.name in TOLD_EACH):
        sentence = _("“{heading}” is not held here, so “{said}” is left out.")
        reading.missed(row, column.heading, sentence.format(heading=column.heading, said=shortened(said)))
    elif column.heading not in table.told:
        table.told.add(column.heading)
        sentence = _("The column “{heading}” is not held here and is left out.").format(heading=column.heading)
        reading.missed(row, column.heading, sentence)


def as_text(cell):
    """A cell as text."""
    if cell is None:
        return ""
    return str(cell).upper() if isinstance(cell, bool) else str(cell)


def shortened(text):
    """The beginning of a text, for a sentence."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def columns_of(sheet, number, cells, reading, language):
    """{place: Column} of the row of headings; what is wrong with them is remarked."""
    found, seen = {}, set()
    texts = [as_text(cell) for cell in cells]
    for place, heading in enumerate(texts):
        if not heading:
            continue
        column = column_of(heading, mark_of(texts), language)
        if column.name in IN_LANGUAGES and column.language not in LANGUAGES:
            remark_language((sheet, number), column, reading)
        elif column[1:] in seen:
            sentence = _("Two columns say the same as “{heading}”. Keep one of them.").format(heading=heading)
            reading.wrong((sheet, number), heading, sentence)
        else:
            found[place] = column
            seen.add(column[1:])
    return found


def has_headings(place, table, reading):
    """Whether a sheet has the headings without which nothing can be read; what lacks is remarked."""
    needed = {SURVEY: ("type", "name"), CHOICES: ("list_name", "name"), SETTINGS: ()}[place[0]]
    missing = [name for name in needed if name not in {one.name for one in table.columns.values()}]
    if missing:
        sentence = _("The first row of “{sheet}” lacks {headings}. Write these headings there.")
        reading.wrong(place, "", sentence.format(sheet=place[0], headings=listed(missing)))
    return not missing


def column_of(heading, mark, language):
    """The Column of a heading; texts without a language stand in `language`."""
    parts = [part.strip() for part in heading.replace("jr:", "jr_").split(mark)]
    if len(parts) > 1 and parts[0].lower() in OUTER:
        parts = parts[1:]
    name = re.sub(r"[\s-]+", "_", parts[0].lower())
    name = OLD.get(name, name)
    if name not in IN_LANGUAGES:
        return Column(heading, "::".join([name, *parts[1:]]))
    return Column(heading, name, (code_of(parts[1]) or parts[1]) if len(parts) > 1 and parts[1] else language)


def code_of(said):
    """The code of a language: “French (fr)”, “fr”, “French” or “français”; empty where it cannot be told."""
    coded = CODE.search(said)
    if coded:
        return plain(coded[1].replace("_", "-"))
    word = said.strip().lower()
    if word in LANGUAGES:
        return word
    with override(ENGLISH):
        by_name = {str(name).lower(): code for code, name in LANGUAGES.items()} | OWN_WORDS
    short = plain(word.replace("_", "-"))
    return by_name.get(word, short if short in LANGUAGES else "")


def remark_language(place, column, reading):
    """Keep that a column stands in a language that is not held here, or in one that cannot be told."""
    if re.fullmatch(r"[a-z]{2,3}", column.language):
        sentence = _("Texts in “{language}” are not held here. The column is left out.")
        reading.missed(place, column.heading, sentence.format(language=column.language))
    else:
        reading.wrong(place, column.heading, unknown_language(column.language))


def unknown_language(said):
    """The sentence for a language that is not understood."""
    return _("“{language}” is no language that texts are held in. Write it with its code, as in {examples}.").format(
        language=said, examples=listed(["English (en)", "French (fr)", "Chinese (zh)"])
    )
