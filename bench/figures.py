"""All figures of the Highlights over ten years beside the same questions in plain SQL, by turns in one run."""

import statistics
import time
from collections import Counter
from datetime import date
from decimal import Decimal

from django.core.management import call_command
from django.db import connection

from zhinan.events.models import Attendance
from zhinan.kit.figures import Period
from zhinan.programmes.models import Programme
from zhinan.reporting.figures import CATALOGUE

from . import plain
from .invented import YEARS, make

ROUNDS = 4
TARGET = 1.5


def measure():
    """Compare over every year and figure, and assert that both sides answer the same.

    Returns {"database", "attendances", "years", "figures", "ours_ms", "peer_ms" (medians over the rounds of the time
    for all years), "ratio", "target", "met", "queries" (of ours for one year), "slowest": {figure: [ours, plain]}}.
    """
    call_command("migrate", verbosity=0, interactive=False)
    programme = Programme.objects.first() or make()
    totals, by_figure = ([], []), {}
    for turn in range(ROUNDS + 1):
        spent = [Counter(), Counter()]
        for year in YEARS:
            compare_year(programme, year, spent, ours_first=turn % 2)
        if turn:  # the first round warms up
            for side in (0, 1):
                totals[side].append(sum(spent[side].values()))
                for key, took in spent[side].items():
                    by_figure.setdefault(key, ([], []))[side].append(took)
    return report(totals, by_figure, programme)


def report(totals, by_figure, programme):
    """What was measured, in milliseconds."""
    ours, peer = (statistics.median(side) * 1000 for side in totals)
    by_key = {key: [round(statistics.median(side) * 1000, 1) for side in sides] for key, sides in by_figure.items()}
    slowest = sorted(by_key, key=lambda key: by_key[key][1] - by_key[key][0])[:6]
    return {
        "question": "all figures of the Highlights over 10 years",
        "peer": "plain SQL",
        "database": connection.vendor,
        "attendances": Attendance.objects.count(),
        "years": len(YEARS),
        "figures": len(plain.STATEMENTS),
        "rounds": ROUNDS,
        "unit": "ms",
        "ours": round(ours, 1),
        "base": round(peer, 1),
        "ratio": round(ours / peer, 2),
        "target": f"at most {TARGET}",
        "met": ours / peer <= TARGET,
        "queries_a_year": queries(programme),
        "furthest_apart": {key: by_key[key] for key in slowest},
    }


def compare_year(programme, year, spent, *, ours_first):
    """Ask each figure of `year` both ways, add the seconds to the two counters `spent`, and insist on one answer."""
    period, as_of = Period(date(year, 1, 1), date(year, 12, 31)), date(year + 1, 1, 31)
    words = {"programme": programme.pk, "provider": programme.provider_id}
    words |= {"start": period.start, "end": period.end, "as_of": as_of}
    for asked in CATALOGUE:
        key = asked.declaration.key
        if key in plain.UNANSWERED:
            continue
        sides = [lambda asked=asked: by_catalogue(asked, programme, period, as_of), lambda key=key: by_hand(key, words)]
        answers = [None, None]
        for side in (0, 1) if ours_first else (1, 0):
            begin = time.perf_counter()
            answers[side] = sides[side]()
            spent[side][key] += time.perf_counter() - begin
        if answers[0] != answers[1]:
            raise AssertionError(f"{key} of {year}: {answers[0]} by the catalogue, {answers[1]} by hand")


def by_catalogue(asked, programme, period, as_of):
    """(value, n, values of the parts) as the catalogue has them."""
    answer = asked(programme, period, as_of)
    return number(answer.value), answer.n(), sorted(number(part.value) for part in answer.parts if part.value)


def by_hand(key, words):
    """The same from one statement."""
    with connection.cursor() as cursor:
        cursor.execute(plain.STATEMENTS[key], words)
        rows = cursor.fetchall()
    if rows and len(rows[0]) == 3:
        whole = [row for row in rows if row[0] != plain.APART]
        parts = sorted(number(row[1]) for row in rows)
        return number(sum(row[1] for row in whole)), sum(row[2] for row in whole), parts
    return number(rows[0][0]), rows[0][-1], []


def number(value):
    """A count as it is, an amount to the cent, and nothing as 0."""
    return value if isinstance(value, int) else Decimal(value or 0).quantize(Decimal("0.01"))


def queries(programme):
    """Number of queries that the catalogue needs for one year."""
    begin = Period(date(YEARS[-1], 1, 1), date(YEARS[-1], 12, 31))
    asked = Counter()

    def counting(execute, *words):
        asked["queries"] += 1
        return execute(*words)

    with connection.execute_wrapper(counting):
        for figure in CATALOGUE:
            figure(programme, begin, date(YEARS[-1] + 1, 1, 31)).n()
    return asked["queries"]
