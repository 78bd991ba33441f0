"""100,000 responses to 30 questions crossed by four groups beside plain SQL, by turns in one run."""

import random
import statistics
import time
from collections import Counter
from datetime import date

from django.core.management import call_command
from django.db import connection, transaction

from zhinan.questionnaires import figures
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

RESPONSES, QUESTIONS = 100_000, 30
ROUNDS = 5
TARGET = 1.5
SCALE = ("strongly_disagree", "disagree", "neutral", "agree", "strongly_agree", "na")
GROUPS = {
    "gender": ("", "female", "male"),
    "age": ("", "to_29", "to_44", "to_59", "from_60"),
    "sector": ("public", "company", "university", "association"),
    "country": ("CHN", "KEN", "NPL", "ETH", "BGD", "PER", "KHM", "MMR"),
}


def measure():
    """Count everything by each of the four groups, with one reading of the database, and insist on the same numbers.

    Returns {"ours", "base" (milliseconds, medians), "ratio", "page_ms" (of one crossing as everybody gets it) ...}.
    """
    call_command("migrate", verbosity=0, interactive=False)
    asking = Round.objects.first() or make()
    settle()
    took = ([], [])
    for turn in range(ROUNDS + 1):
        answers = [None, None]
        for side in (0, 1) if turn % 2 else (1, 0):
            begin = time.perf_counter()
            answers[side] = (by_figures, by_hand)[side](asking)
            if turn:  # the first round warms up
                took[side].append(time.perf_counter() - begin)
        if answers[0] != answers[1]:
            raise AssertionError("Both sides count the same answers and find other numbers.")
    ours, base = (statistics.median(side) * 1000 for side in took)
    begin = time.perf_counter()
    figures.results([asking], "gender", is_protected=True)
    return {
        "question": f"{RESPONSES:,} responses to {QUESTIONS} questions by four groups",
        "peer": "plain SQL",
        "database": connection.vendor,
        "answers": Answer.objects.count(),
        "cells": Cell.objects.count(),
        "rounds": ROUNDS,
        "unit": "ms",
        "ours": round(ours, 1),
        "base": round(base, 1),
        "ratio": round(ours / base, 2),
        "target": f"at most {TARGET}",
        "met": ours / base <= TARGET,
        "protected_page_ms": round((time.perf_counter() - begin) * 1000, 1),
    }


def by_figures(asking):
    """{(question, value, crossing, group): answers} as the page of results has them."""
    found, counts = figures.read([asking]), Counter()
    for by in GROUPS:
        told = figures.crossed([asking], by, found, is_protected=False)
        for one in told.counted:
            for column, tally in zip(told.columns, one.tallies, strict=True):
                if column.group is not None:
                    counts.update({(one.item.name, key, by, column.group): n for key, n in tally.counts.items()})
                    counts[one.item.name, "na", by, column.group] += tally.na
    return +counts


def by_hand(asking):
    """The same from one statement: each combination of groups is counted once, and put together four times."""
    crossed = " UNION ALL ".join(
        f"""SELECT question, value, '{by}', {by}, SUM(answers) FROM counted
              JOIN questionnaires_cell c ON c.id = cell_id GROUP BY question, value, {by}"""
        for by in GROUPS
    )
    statement = f"""WITH counted AS (
        SELECT question, value, cell_id, COUNT(*) AS answers FROM questionnaires_answer
         WHERE round_id = %s GROUP BY question, value, cell_id) {crossed}"""
    with connection.cursor() as cursor:
        cursor.execute(statement, [asking.pk])
        return Counter({(name, value, by, group): int(n) for name, value, by, group, n in cursor.fetchall()})


@transaction.atomic  # answers have random keys: written batch by batch, each would touch most pages of the index
def make():
    """A closed round of thirty scales, answered by people of all groups."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -1000000")  # kilobytes; `settle` puts back that of a site
    chance = random.Random(7)
    choices = tuple(Choice(key, {"en": key}, key == "na") for key in SCALE)
    asked = tuple(Question(f"q_{k}", "scale", {"en": f"Question {k}"}, choices=choices) for k in range(QUESTIONS))
    content = plain(Content(("en",), (Section("part_1", {"en": "Part"}, questions=asked),)))
    survey = Questionnaire.objects.create(slug="survey", title="Survey")
    words = {"state": "published", "published_at": "2026-05-01T00:00:00Z", "content": content}
    version = Version.objects.create(questionnaire=survey, number=1, **words)
    asking = Round.objects.create(slug="round", title="Round", questionnaire=survey, state="closed", audience="public")
    cells = {}
    for _place in range(RESPONSES):
        groups = tuple(chance.choice(offered) for offered in GROUPS.values())
        cells.setdefault(groups, Cell(round=asking, **dict(zip(GROUPS, groups, strict=True))))
    Cell.objects.bulk_create(cells.values(), batch_size=1_000)
    here, made = list(cells.values()), {"round": asking, "version": version, "is_sent": True}
    for _batch in range(0, RESPONSES, 1_000):
        responses = Response.objects.bulk_create(
            Response(cell=chance.choice(here), sent_on=date(2026, 5, 4), **made) for _place in range(1_000)
        )
        insert_answers(asking, responses, chance)
    return asking


def settle():
    """Leave the database as a site finds it: a cache of the usual size, statistics, nothing of the writing."""
    connection.close()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def insert_answers(asking, responses, chance):
    """One answer of each of `responses` to each question, without a model in between: there are three million."""
    rows = [
        (chance.getrandbits(62), one.pk, asking.pk, one.cell_id, f"q_{k}", chance.choice(SCALE))
        for one in responses
        for k in range(QUESTIONS)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            """INSERT INTO questionnaires_answer (id, response_id, round_id, cell_id, question, value, text)
               VALUES (%s, %s, %s, %s, %s, %s, '')""",
            rows,
        )
