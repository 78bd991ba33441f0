"""An XLSForm workbook as a Content."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.kit.languages import ENGLISH
from zhinan.kit.punctuation import listed
from zhinan.kit.reading import WrongSheet

from ...models import Condition, Content, Section
from .lines import Line, free_of, lines_of
from .lists import lists_of
from .questions import Questions
from .tables import CHOICES, SETTINGS, SURVEY, Reading, shortened, tables_of


def read(workbook, language=ENGLISH):
    """The Reading of the XLSX `workbook`, bytes; `language` is that of texts where the workbook does not say.

    Its `content` is None where there are `troubles`. `unsupported` is shown before anything is taken over.
    """
    reading = Reading()
    try:
        tables, languages = tables_of(workbook, reading, language)
    except WrongSheet as refusal:
        reading.wrong(("", 0), "", str(refusal))
        return reading
    if not all(table.is_whole for table in tables.values()):
        return reading
    settings = tables[SETTINGS].rows
    reading.title = settings[0].get("form_title") if settings else ""
    lines = lines_of(tables[SURVEY], reading)
    questions = Questions(reading, lists_of(tables[CHOICES], reading), languages, lines)
    sections = Parts(reading, questions, lines, languages[0]).sections()
    questions.remark_unused_lists()
    if not any(section.questions for section in sections) and not reading.troubles:
        questions.nothing()
    if not reading.troubles:
        reading.content = Content(tuple(languages), sections)
    return reading


@dataclass
class Part:
    """A section while it is read; `line` began it, None for questions that stand in no group."""

    key: str
    title: dict
    line: Line | None = None
    when: Condition = field(default_factory=Condition)
    notes: list = field(default_factory=list)
    questions: list = field(default_factory=list)
    is_outer: bool = False  # whether another part stood inside it


class Parts:
    """Reads the rows of the survey one after the other into sections."""

    def __init__(self, reading, questions, lines, language):
        self.reading, self.questions, self.lines, self.language = reading, questions, lines, language
        self.keys = {line.key for line in lines if line.key}
        self.parts, self.around = [], []  # around: the Parts that are open, the outermost first
        self.part = self.table = None  # the Part that questions go to, and the line of a table that is open
        self.statements = []

    def sections(self):
        """The sections, as a tuple."""
        steps = {"begin": self.begin, "end": self.end, "ask": self.ask, "note": self.note, "left": self.leave}
        for line in self.lines:
            if line.verb in steps:
                steps[line.verb](line)
        for line in [one.line for one in self.around] + ([self.table] if self.table else []):
            sentence = _("This group has no end. Write a row with end_group after its last question.")
            self.reading.wrong(line.row, "type", sentence)
        return tuple(self.section(part) for part in self.parts if self.is_kept(part))

    def begin(self, line):
        """A group begins: a table, a part, or a part inside a part."""
        if self.table:
            self.reading.wrong(line.row, "type", _("A table holds statements alone. End it before this group begins."))
        elif line.is_grid:
            self.table, self.statements = line, []
        else:
            self.begin_part(line)

    def begin_part(self, line):
        """A part begins; one inside another stands by itself from here on, under both conditions."""
        row, when = line.row, self.questions.condition(line.row)
        if line.type != "group":
            self.reading.missed(row, "type", _("What is repeated there is asked once here."))
        if self.around:
            outer = self.around[-1]
            outer.is_outer = True
            self.reading.missed(row, "type", _("A part inside a part is not held here. It becomes a part of its own."))
            when = self.both(row, outer.when, when)
        self.part = Part(line.key, row.said("label"), line, when)
        self.parts.append(self.part)
        self.around.append(self.part)
        self.remark_shown(row)
        unused = ["hint", "required", "constraint", "calculation", "parameters", "zhinan_kind", "zhinan_group"]
        self.questions.remark_unused(row, unused)

    def remark_shown(self, row):
        """Keep that a part is not shown in the way that a group says."""
        lost = [word for word in row.get("appearance").split() if word != "field-list"]
        if lost:
            sentence = _("The appearance “{words}” is not held here.").format(words=listed(lost))
            self.reading.missed(row, "appearance", sentence)

    def both(self, row, outer, inner):
        """The Condition that both hold; where that cannot be said, the inner one, which is remarked."""
        if not outer.tests or not inner.tests:
            return inner if inner.tests else outer
        if all(one.every or len(one.tests) == 1 for one in (outer, inner)):
            return Condition(outer.tests + inner.tests)
        sentence = _("The condition of the group around it cannot be joined to its own, and is left out.")
        self.reading.missed(row, "relevant", sentence)
        return inner

    def end(self, line):
        """A group ends."""
        if self.table:
            question = self.questions.grid(self.table, self.statements)
            self.table = None
            self.here().questions.append(question)
        elif self.around:
            self.around.pop()
            self.part = None
        else:
            self.reading.wrong(line.row, "type", _("No group is open here. Remove this row, or begin the group."))

    def here(self):
        """The Part that a question goes to: the open one, the rest of one after a part inside it, or one of its own."""
        if self.part is None:
            key = free_of(self.keys, f"part_{len(self.parts) + 1}")
            self.keys.add(key)
            outer = self.around[-1] if self.around else None
            title = {self.language: pgettext("part of a questionnaire", "Questions")}
            self.part = Part(key, outer.title, outer.line, outer.when) if outer else Part(key, title)
            self.parts.append(self.part)
        return self.part

    def ask(self, line):
        """A question, or a statement of the table that is open."""
        if self.table:
            self.statements.append(line)
        else:
            self.here().questions.append(self.questions.made(line))

    def note(self, line):
        """A note, which becomes guidance of its part."""
        row = line.row
        if self.table:
            self.reading.missed(row, "type", _("A table holds statements alone. The note is left out."))
            return
        part, label = self.here(), self.questions.label(row)
        if part.questions:
            self.reading.missed(row, "type", _("This note is shown where its part begins."))
        part.notes.append(label)
        self.questions.remark_unused(row, ["hint", "appearance", "relevant", "required", "constraint"])

    def leave(self, line):
        """A row that is left out, as was remarked."""
        if self.table:
            self.reading.missed(line.row, "type", _("A table holds statements alone."))

    def is_kept(self, part):
        """Whether a part becomes a section: not where it has no questions and only held other parts, or a last note."""
        if part.questions:
            return True
        if part.line is None:
            sentence = _("“{text}” is left out, since nothing is asked with it.")
            text = next(iter(part.notes[0].values()), "") if part.notes else ""
            self.reading.missed((SURVEY, 0), "", sentence.format(text=shortened(text)))
            return False
        return bool(part.notes) or not part.is_outer

    def section(self, part):
        """The Section of a part."""
        languages = {language: None for note in part.notes for language in note}
        guidance = {
            language: "\n\n".join(note[language] for note in part.notes if note.get(language)) for language in languages
        }
        return Section(part.key, part.title, guidance, part.when, tuple(part.questions))
