"""A question of an XLSForm workbook, out of its row and its list of choices."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from zhinan.kit.punctuation import listed

from ...models import Choice, Condition, Group, Kind, Question
from .expressions import NotUnderstood, as_condition, as_limits
from .lines import WHOLE
from .lists import NO, YES
from .tables import SURVEY, shortened
from .writing import OWN_KINDS, limit_words

REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
PARAMETER = re.compile(r"(start|end)\s*=\s*(-?\d+(?:\.\d+)?)(?=[\s,;]|$)", re.ASCII)
LONGEST_STATEMENT = 58  # characters of the name of a statement, which is kept behind the name of its grid
SHOWN = {Kind.LONG: "multiline", Kind.SCALE: "likert"}  # appearances that are held here


class Questions:
    """Makes questions, in the order of the sheet; what they may look at is what was made before."""

    def __init__(self, reading, lists, languages, lines):
        self.reading, self.lists, self.languages = reading, lists, languages
        self.names = {line.name for line in lines if line.verb in ("ask", "left")}
        self.names |= {line.name for line in lines if line.is_grid}
        self.asked, self.whole, self.used = {}, set(), set()

    def made(self, line):
        """The Question of a line."""
        row, kind = line.row, self.kind_of(line)
        question = Question(
            line.key,
            kind,
            self.label(row),
            row.said("hint"),
            is_required=self.is_required(row),
            when=self.condition(row),
            choices=self.choices(line, kind) if line.list and kind not in OWN_KINDS else (),
            group=self.group(row),
            **self.limits(line, kind),
        )
        if kind in OWN_KINDS and line.list:
            self.used.add(line.list)
        self.remark_message(row, question)
        self.remark_further(line)
        return self.kept(line, question)

    def kept(self, line, question):
        """`question`, which later ones may look at from now on."""
        self.asked[line.name] = question
        if line.type in WHOLE:
            self.whole.add(line.name)
        return question

    def label(self, row):
        """{language: text} that a row is called."""
        if not row.said("label"):
            self.reading.wrong(row, "label", _("This row has no label. Write what is asked."))
        return row.said("label")

    def kind_of(self, line):
        """The Kind of a line, by its type, its appearance and our own column; what is lost of it is remarked."""
        row, kind = line.row, line.kind
        words = row.get("appearance").split()
        finer = {Kind.SHORT: Kind.LONG, Kind.SINGLE: Kind.SCALE}.get(kind)
        if finer and SHOWN[finer] in words:
            kind = finer
        lost = [word for word in words if word != SHOWN.get(kind)]
        if lost:
            sentence = _("The appearance “{words}” is not held here.").format(words=listed(lost))
            self.reading.missed(row, "appearance", sentence)
        own = row.get("zhinan_kind").lower()
        if own and (own not in OWN_KINDS or line.kind not in (Kind.SHORT, Kind.SINGLE)):
            sentence = _("“{kind}” does not go here. Write {kinds} beside text or select_one, or nothing.")
            self.reading.wrong(row, "zhinan_kind", sentence.format(kind=own, kinds=listed(map(str, OWN_KINDS))))
        elif own:
            kind = Kind(own)
        self.remark_type(line)
        return kind

    def remark_type(self, line):
        """Keep what the type of a line says that a question does not."""
        changed = {
            "integer": _("Numbers with a fraction are taken as well."),
            "image": _("Any file is taken, not pictures alone."),
            "range": _("This is asked as a number, without steps."),
        }
        changed["int"], changed["photo"] = changed["integer"], changed["image"]
        if line.type in changed:
            self.reading.missed(line.row, "type", changed[line.type])

    def choices(self, line, kind):
        """The choices that a line names; what is wrong with its list is remarked."""
        if line.list not in self.lists:
            sentence = _("There is no list “{list}”. Write its choices into the sheet “choices”.").format(
                list=line.list
            )
            self.reading.wrong(line.row, "type", sentence)
            return ()
        held = self.lists[line.list]
        if line.list not in self.used:
            self.used.add(line.list)
            self.check_labels(line.list, held, kind in (Kind.SCALE, Kind.GRID))
        if kind in (Kind.MULTIPLE, Kind.RANKING):
            for row, choice in held:
                if " " in choice.key:
                    sentence = _("“{name}” has a space, so it cannot be chosen beside others. Write _ instead.")
                    self.reading.wrong(row, "name", sentence.format(name=choice.key))
        return tuple(choice for _row, choice in held)

    def check_labels(self, name, held, is_scale):
        """Keep which choices of a list have no label."""
        for row, choice in held:
            if not choice.label:
                sentence = (
                    _("A step of a scale has no label. Write what “{name}” of the list “{list}” means.")
                    if is_scale
                    else _("This choice has no label. Write what “{name}” of the list “{list}” means.")
                )
                self.reading.wrong(row, "label", sentence.format(name=choice.key, list=name))

    def is_required(self, row):
        """Whether a row must be answered; a condition for that is remarked."""
        said = row.get("required").lower()
        if said not in YES | NO:
            sentence = _("“{text}” is not understood, so no answer is demanded. Write yes or no.")
            self.reading.missed(row, "required", sentence.format(text=shortened(said)))
        return said in YES

    def condition(self, row):
        """The Condition of a row, one that always holds where it is not understood; that is remarked."""
        text = row.get("relevant")
        if not text:
            return Condition()
        unknown = [name for name in REFERENCE.findall(text) if name not in self.names]
        if unknown:
            sentence = _("“{name}” is not asked in this sheet. Write the name of a question between ${{ and }}.")
            self.reading.wrong(row, "relevant", sentence.format(name=unknown[0]))
            return Condition()
        try:
            return as_condition(text, self.asked, self.whole)
        except NotUnderstood:
            sentence = _("The condition “{text}” is not understood here. It is left out, so everybody is asked.")
            self.reading.missed(row, "relevant", sentence.format(text=shortened(text)))
            return Condition()

    def limits(self, line, kind):
        """{least, most, words} of a line; a constraint that is not understood is remarked."""
        text = line.row.get("constraint")
        if line.type == "range":
            names = {"start": "least", "end": "most"}
            found = PARAMETER.findall(line.row.get("parameters").lower()) or [("start", "0"), ("end", "10")]
            return {names[name]: value for name, value in found}
        if not text:
            return {}
        try:
            return as_limits(text, kind, line.type in WHOLE)
        except NotUnderstood:
            sentence = _("The limit “{text}” is not understood here. It is left out, so every answer is taken.")
            self.reading.missed(line.row, "constraint", sentence.format(text=shortened(text)))
            return {}

    def group(self, row):
        """The Group that a row tells."""
        said = row.get("zhinan_group").lower()
        if said not in Group.values:
            known = listed(one for one in Group.values if one)
            sentence = _("“{group}” is no group. Write one of {groups}.").format(group=said, groups=known)
            self.reading.wrong(row, "zhinan_group", sentence)
            return ""
        return said

    def remark_message(self, row, question):
        """Keep that another sentence will tell the limits of a question."""
        ours = limit_words(question, self.languages)
        if any(text != ours.get(language) for language, text in row.said("constraint_message").items()):
            sentence = _("This message is left out. Limits are told in sentences of our own.")
            self.reading.missed(row, "constraint_message", sentence)

    def remark_further(self, line):
        """Keep what else a row says that a question does not hold."""
        self.remark_unused(line.row, ["calculation", "repeat_count", *(["parameters"] if line.type != "range" else [])])
        if line.row.get("choice_filter"):
            sentence = _("Choices are not filtered here: all of the list are offered.")
            self.reading.missed(line.row, "choice_filter", sentence)

    def remark_unused(self, row, names):
        """Keep which cells of a row are left out since nothing is done with them there."""
        for name in names:
            for text in [row.get(name)] if row.get(name) else list(row.said(name).values())[:1]:
                sentence = _("“{text}” is not held here and is left out.").format(text=shortened(text))
                self.reading.missed(row, name, sentence)

    def grid(self, line, statements):
        """The Question of a table, out of its first line and those of its statements."""
        row, lists = line.row, list(dict.fromkeys(one.list for one in statements))
        wrong = next((one for one in statements if one.kind != Kind.SINGLE or one.list != lists[0]), None)
        if not statements:
            self.reading.wrong(row, "type", _("This table has no statements. Write a row with select_one for each."))
        elif wrong:
            sentence = _("All statements of a table have one list. Write “select_one {list}”.").format(list=lists[0])
            self.reading.wrong(wrong.row, "type", sentence)
        required = [self.is_required(one.row) for one in statements]
        if any(required) != all(required):
            self.reading.missed(row, "required", _("A table is demanded as a whole or not at all: here it is not."))
        question = Question(
            line.key,
            Kind.GRID,
            self.label(row),
            row.said("hint"),
            is_required=bool(required) and all(required),
            when=self.condition(row),
            choices=self.choices(statements[0], Kind.GRID) if statements and lists[0] else (),
            rows=tuple(self.statement(line, one) for one in statements),
            group=self.group(row),
        )
        self.remark_unused(row, ["required", "constraint", "parameters", "calculation", "zhinan_kind"])
        return self.kept(line, question)

    def statement(self, table, line):
        """The Choice that stands for a statement of the table."""
        key = line.name.removeprefix(f"{table.name}.")
        if len(key) > LONGEST_STATEMENT:
            sentence = _("“{name}” is too long. Write at most {most} characters.")
            self.reading.wrong(line.row, "name", sentence.format(name=key, most=LONGEST_STATEMENT))
        shown = replace(line.row, plain={**line.row.plain})
        if shown.get("appearance") in ("likert", "list-nolabel"):
            del shown.plain["appearance"]
        unused = ("hint", "appearance", "relevant", "constraint", "choice_filter", "zhinan_kind", "zhinan_group")
        self.remark_unused(shown, unused)
        return Choice(key, self.label(line.row))

    def remark_unused_lists(self):
        """Keep which lists no question names."""
        for name, held in self.lists.items():
            if name not in self.used:
                sentence = _("No question has the list “{list}”. It is left out.").format(list=name)
                self.reading.missed(held[0][0], "list_name", sentence)

    def nothing(self):
        """Keep that nothing is asked."""
        self.reading.wrong((SURVEY, 0), "", _("Nothing is asked. Write a row for each question."))
