"""What a spreadsheet says in words: the texts of a report, and answers to the questions of the call."""

from decimal import Decimal

from django.utils.translation import gettext as _

from zhinan.grants.forms.answers import SectionAnswers
from zhinan.kit.punctuation import in_rows
from zhinan.kit.reading import WrongCell
from zhinan.kit.reading.headings import fold
from zhinan.questionnaires.models import Kind

from ...rules.sheets import WORDS
from ...rules.sheets_standing import ASKED
from ..story import StoryForm


def judge_words(judged):
    """Judge the sheet of the words; what differs comes to stand in the values of `judged`, {name: text or answer}."""
    story, questions = {}, {}
    for line, _row, standing in judged.rows(WORDS):
        before, question = standing.values["answer"], standing.thing
        if question is None:
            line.text("answer", before)
        elif question.kind == Kind.NUMBER:
            line.number("answer", before)
        elif question.choices:
            line.read("answer", before, lambda cell, one=question: chosen(cell, one, judged.stock.version.asks))
        else:
            line.text("answer", before or "")
        (story if question is None else questions)[standing.code.removeprefix("q-")] = line
    judge_story(judged, story)
    if questions:
        judge_questions(judged, questions)


def chosen(cell, question, asks):
    """The words of the choice that a cell names, in any language or by its key; raises WrongCell."""
    for one in question.choices:
        if fold(cell) in {fold(one.key), *map(fold, one.label.values())}:
            return asks.said(one.label)
    offered = in_rows(asks.said(one.label) for one in question.choices)
    raise WrongCell(_("“{cell}” is none of the answers: {offered}.").format(cell=cell, offered=offered))


def judge_story(judged, lines):
    """Judge the texts that every report has."""
    said = {name: line.typed["answer"] for name, line in lines.items() if line.differs()}
    form = StoryForm(judged.stock.narrative, said)
    keep(judged, "story", lines, form, said)


def judge_questions(judged, lines):
    """Judge the answers to the questions of the call; what is not asked after all is refused."""
    asks, answers = judged.stock.version.asks, judged.stock.narrative.answers
    asked = [one for one in asks.questions if one.kind in ASKED]
    said = {
        one.key: value_of(one, lines[one.key], asks) for one in asked if one.key in lines and lines[one.key].differs()
    }
    typed = {one.key: said.get(one.key, answers.get(one.key)) for one in asked}
    form = SectionAnswers(
        asks, asked, {f"q-{key}": one for key, one in typed.items() if one is not None}, before=answers
    )
    values = form.values() if form.is_valid() else {}
    for key in said:
        if key in values and values[key] is None:
            lines[key].refuse("answer", _("This is not asked, as the other answers are. Leave this cell empty."))
    keep(judged, "questions", lines, form, {key: values.get(key) for key in said})


def value_of(question, line, asks):
    """What the cell of `line` answers to a `question`, as its field takes it."""
    value = line.typed["answer"]
    if question.choices:
        return next(one.key for one in question.choices if asks.said(one.label) == value)
    return f"{value:f}" if isinstance(value, Decimal) else value


def keep(judged, section, lines, form, said):
    """Say at its cell what `form` refuses, and keep of what was `said` the rest as values of `judged`."""
    for name, errors in form.errors.items():
        if name in said:
            lines[name].refuse("answer", " ".join(map(str, errors)))
    if values := {name: value for name, value in said.items() if lines[name].differs()}:
        judged.values[section] = values
