"""What stands in a report now, row by row, as its spreadsheet shows it and compares with it."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhinan.grants.models import BudgetSource
from zhinan.grants.rules.parts import label
from zhinan.kit.punctuation import in_rows, semicolon
from zhinan.questionnaires.models import Kind
from zhinan.results.models import Dimension, Measure
from zhinan.results.tables import baseline_in_words

from ..models import Narrative
from .content import STORY
from .finances import lines_of
from .lacking import narrative_of, questions_of
from .results import asked_in
from .sheets import countries_of, sheets_for, taken_by

ASKED = (Kind.SHORT, Kind.LONG, Kind.NUMBER, Kind.SINGLE, Kind.SCALE)  # what a sheet can answer


@dataclass(frozen=True)
class Standing:
    """A row of the sheet as it stands: what `thing` it is about, its `code` and `name`, and the values by column.

    `takes` are prefixes of the columns that it takes, all of them where it is empty.
    """

    code: str
    name: str
    thing: Any
    values: dict
    takes: tuple = ()


@dataclass(frozen=True)
class Stock:
    """All that a spreadsheet of `report` is made from and compared with; `rows` are {sheet: [Standing]}."""

    report: Any
    narrative: Any
    version: Any
    countries: list
    sheets: tuple
    rows: dict


def stock_of(report):
    """The Stock of `report`: some dozen queries, however many indicators it has."""
    asked, narrative, version = asked_in(report), narrative_of(report), questions_of(report)
    countries = countries_of(report, asked)
    results, finances, words = sheets_for(countries)
    rows = {
        results.key: [of_result(one) for one in asked],
        finances.key: [of_line(one) for one in lines_of(report)],
        words.key: [*of_story(narrative), *of_questions(version, narrative)],
    }
    return Stock(report, narrative, version, countries, (results, finances, words), rows)


def of_result(asked):
    """The row of one indicator."""
    indicator, said = asked.indicator, asked.said
    groups = [(dimension, key, one) for dimension, key, one in said.groups if dimension != Dimension.AGE]
    ages = [f"{key}: {one}" for dimension, key, one in said.groups if dimension == Dimension.AGE]
    values = {
        "result": indicator.result.title,
        "indicator": str(indicator),
        "unit": "%" if indicator.measure == Measure.PERCENTAGE else indicator.unit,
        "baseline": baseline_in_words(indicator),
        "target": in_rows(f"{one} ({one.period.in_words()})" for one in asked.targets),
        "so-far": in_rows(f"{one} ({one.period.in_words()})" for one in asked.before),
        **{name: getattr(said, name) for name in ("value", "numerator", "denominator", "n")},
        **{f"{dimension}-{key}": Decimal(one) for dimension, key, one in groups},
        "ages": semicolon().join(ages),
        "comment": said.comment,
    }
    return Standing(f"I{indicator.pk}", str(indicator), asked, values, taken_by(indicator.measure))


def of_line(line):
    """The row of one line of the budget."""
    digest = hashlib.sha256(f"{line.source} {line.heading}".encode()).hexdigest()
    values = {
        "heading": line.heading,
        "source": str(BudgetSource(line.source).label),
        "budget": line.budget,
        "before": line.before,
        "spent": line.spent or None,
        "explanation": line.explanation,
    }
    return Standing(f"L{digest[:8]}", line.heading, line, values)


def of_story(narrative):
    """The rows of the texts that every report has."""
    found = []
    for name in STORY:
        called = str(label(Narrative, name))
        found.append(Standing(name, called, None, {"question": called, "answer": getattr(narrative, name)}))
    return found


def of_questions(version, narrative):
    """The rows of those questions of the call that a cell can answer."""
    if version is None:
        return []
    asks, found = version.asks, []
    for one in asks.questions:
        if one.kind in ASKED:
            name, choices = asks.said(one.label), in_rows(asks.said(each.label) for each in one.choices)
            values = {"question": name, "choices": choices, "answer": shown(one, narrative.answers.get(one.key), asks)}
            found.append(Standing(f"q-{one.key}", name, one, values))
    return found


def shown(question, answer, asks):
    """The `answer` to a question of the Content `asks` as its cell shows it: a number, a text, words of a choice."""
    if question.kind == Kind.NUMBER:
        return Decimal(answer) if answer else None
    chosen = question.choice(answer) if question.choices else None
    return asks.said(chosen.label) if chosen else answer
