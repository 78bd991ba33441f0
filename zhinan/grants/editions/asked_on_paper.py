"""The questions of a questionnaire on paper."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.codelists.models import Goal
from zhinan.kit.punctuation import sentences
from zhinan.questionnaires.models import TEXTS, Kind

from .paper import TICK

LINES = {Kind.LONG: 8, Kind.SHORT: 2}  # room for an answer
HINTS = {
    Kind.MULTIPLE: lambda: _("Several can be chosen."),
    Kind.RANKING: lambda: _("Write a number beside each: 1 is the first."),
    Kind.DATE: lambda: _("Write day, month and year."),
    Kind.FILE: lambda: _("Comes as a file: write its name here."),
}


def ask_questions(paper, content, language):
    """Write every section and question of the questionnaires' Content `content` on the Paper `paper`."""
    for section in content.sections:
        paper.heading(content.said(section.title, language))
        if guidance := content.said(section.guidance, language):
            paper.text(guidance, is_quiet=True)
        for question in section.questions:
            paper.label(content.said(question.label, language), *hints(content, question, language))
            room_for(paper, content, question, language)


def hints(content, question, language):
    """How `question` is answered: its help, its limits, whether it must be, and whether it depends on others."""
    plain = HINTS[question.kind]() if question.kind in HINTS else ""
    yield content.said(question.help, language)
    must = _("Must be answered.") if question.is_required else ""
    when = _("Only where it follows from earlier answers.") if question.when.tests else ""
    yield sentences(plain, limit(question), must, when)


def limit(question):
    """How much may be written, or which numbers may be given."""
    if question.words:
        words = ngettext("At most {n} word.", "At most {n} words.", question.words)
        return words.format(n=question.words)
    if question.kind == Kind.NUMBER and question.least and question.most:
        return _("From {least} to {most}.").format(least=question.least, most=question.most)
    return ""


def room_for(paper, content, question, language):
    """What is ticked or filled in for `question`."""
    said = [content.said(one.label, language) for one in question.choices]
    if question.kind == Kind.GRID:
        rows = [[content.said(one.label, language), *[TICK] * len(said)] for one in question.rows]
        paper.table(["", *said], rows)
    elif question.kind == Kind.GOAL:
        paper.choices(Goal.objects.all())
    elif question.kind == Kind.CONSENT:
        paper.choices([_("Yes, I agree.")])
    elif said:
        paper.choices(said)
    else:
        paper.box(LINES.get(question.kind, 1) if question.kind in TEXTS else 1)
