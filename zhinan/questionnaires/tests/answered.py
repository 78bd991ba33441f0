"""Rounds with answers, as they stand in the database once they were sent, and content to ask."""

from datetime import date
from decimal import Decimal

from zhinan.network.tests.make import titled
from zhinan.questionnaires.models import (
    Answer,
    Cell,
    Choice,
    Content,
    Question,
    Questionnaire,
    Response,
    Round,
    Section,
    Version,
    plain,
)
from zhinan.questionnaires.rules import groups_in, to_rows

AGREEMENT = ("strongly_disagree", "disagree", "neutral", "agree", "strongly_agree")
DAY = date(2026, 5, 4)


def choice(key, label=None, is_na=False):
    """A choice that is called as its key unless a label is given."""
    return Choice(key, {"en": label or key.replace("_", " ").capitalize()}, is_na)


def question(key, kind, *choices, rows=(), label=None, group=""):
    """A question of `kind` whose choices and statements are called as their keys; "na" does not apply."""
    offered = tuple(one if isinstance(one, Choice) else choice(one, is_na=one == "na") for one in choices)
    texts = {"en": label or key.replace("_", " ").capitalize()}
    return Question(key, kind, texts, choices=offered, rows=tuple(choice(one) for one in rows), group=group)


def scale(key="satisfied", na=True, **words):
    """A question on the scale of five, with “does not apply” behind it."""
    return question(key, "scale", *AGREEMENT, *(["na"] if na else []), **words)


def gender(*keys):
    """The question that tells the gender."""
    return question("gender", "single", *(keys or ("female", "male", "other")), group="gender")


def age():
    """The question that tells the age group."""
    return question("age", "single", "young", "middle", "old", group="age")


def asking(*questions):
    """A Content of one section."""
    return Content(("en",), (Section("part_1", {"en": "Part"}, questions=tuple(questions)),))


def published(questionnaire, content, number=1):
    """A published version of `questionnaire`."""
    return Version.objects.create(
        questionnaire=questionnaire,
        number=number,
        content=plain(content),
        state="published",
        published_at="2026-05-01T00:00:00Z",
        digest="",
    )


def asked_round(*questions, version=None, **facts):
    """A closed round with public results that asks `questions`, or what `version` asks."""
    if version is None:
        programme = facts.pop("programme", None)
        made = Questionnaire.objects.create(**titled("questionnaire", programme=programme))
        version = published(made, asking(*questions))
    facts = {"state": "closed", "audience": "public"} | facts
    return Round.objects.create(questionnaire=version.questionnaire, **titled("round", **facts))


def answer(round, version=None, times=1, is_sent=True, **answers):
    """`times` the same response to `round`, {key of the question: value}; returns the last."""
    version = version or round.questionnaire.published()
    content = version.asks
    cell = Cell.objects.get_or_create(round=round, **groups_of(content, answers))[0] if is_sent else None
    sent = {"is_sent": True, "sent_on": DAY} if is_sent else {}
    responses = Response.objects.bulk_create(
        Response(round=round, version=version, cell=cell, **sent) for _time in range(times)
    )
    rows = [row for key, value in answers.items() for row in rows_of(content.question(key), value)]
    stood = {"round": round, "cell": cell} if is_sent else {}
    Answer.objects.bulk_create(Answer(response=one, **stood, **row) for one in responses for row in rows)
    return responses[-1]


def groups_of(content, answers):
    """All four groups of a cell."""
    return dict.fromkeys(("gender", "age", "sector", "country"), "") | groups_in(content, answers)


def rows_of(asked, value):
    """The rows of a value; of several choices each has its place, so that one of them stands for the person."""
    rows = to_rows(asked, value)
    return (
        [{"number": Decimal(place), **row} for place, row in enumerate(rows, 1)] if asked.kind == "multiple" else rows
    )
