"""Answers to the questions of a call, as the sections of an application show them."""

from zhinan.questionnaires.models import Kind
from zhinan.questionnaires.rules import asked_now, to_words

from .parts import file_name
from .questions import PREFIX

NAMING = (Kind.ORGANISATION, Kind.FILE)  # kinds of questions whose answers are names


def answered(version, answers, names=True):
    """Yield (key, heading, facts) of the sections of `version` with `answers`, without those that name where asked."""
    asks = version.asks
    for section, questions in asked_now(asks, answers):
        shown = [one for one in questions if names or one.kind not in NAMING]
        facts = [(asks.said(one.label), in_words(one, answers.get(one.key))) for one in shown]
        yield f"{PREFIX}{section.key}", asks.said(section.title), [fact for fact in facts if fact[1]]


def in_words(question, value):
    """An answer as a reader expects it; a file by its name."""
    return file_name(value) if question.kind == Kind.FILE and value else to_words(question, value)
