"""Results of 5,000 grants with 20 indicators each, put together for their programme, beside plain SQL."""

import random
import statistics
import time
from datetime import date
from decimal import Decimal

from django.core.management import call_command
from django.db import connection

from zhinan.accounts.models import VISITOR
from zhinan.kit.figures import Period
from zhinan.programmes.models import Programme, Project
from zhinan.results.figures import from_grants
from zhinan.results.models import Framework, Indicator, Measurement, Result, share

FRAMEWORKS, INDICATORS, ROUNDS, MOST = 5_000, 20, 9, 1.5
YEARS = (2025, 2026)
PERIOD = Period(date(2026, 1, 1), date(2026, 12, 31))

BELOW = """
    FROM results_indicator i JOIN results_result r ON r.id = i.result_id
    JOIN results_framework f ON f.id = r.framework_id JOIN programmes_project p ON p.id = f.project_id {measured}
    WHERE f.audience = 'public' AND p.programme_id = {programme} AND i.towards_id IN ({keys}) {only}
"""
SUMS = """SELECT i.towards_id, SUM(m.value), SUM(m.numerator), SUM(m.denominator), SUM(m.n), COUNT(m.n),
    COUNT(DISTINCT m.indicator_id), COUNT(*)"""
MEASURED = "JOIN results_measurement m ON m.indicator_id = i.id AND m.is_current"
INSIDE = "{name}.ends_on BETWEEN '2026-01-01' AND '2026-12-31'"
LATER = f"""AND NOT EXISTS (SELECT 1 FROM results_measurement u WHERE u.is_current AND u.indicator_id = m.indicator_id
    AND {INSIDE.format(name="u")} AND u.ends_on > m.ends_on)"""


def measure():
    """{"ours", "base" (ms, medians), "ratio", "measurements"}: 20 indicators of a programme in one year."""
    call_command("migrate", verbosity=0, interactive=False)
    programme = Programme.objects.filter(slug="bench").first() or make()
    found = Indicator.objects.select_related("result__framework")
    tops = list(found.filter(result__framework__programme=programme))
    took = ([], [])
    for turn in range(ROUNDS + 1):
        ours, said = timed(lambda: from_grants(tops, [PERIOD], VISITOR))
        base, plain = timed(lambda: in_sql(programme, tops))
        check(tops, said, plain)
        if turn:  # the first round warms up
            took[0].append(ours)
            took[1].append(base)
    ours, base = (1000 * statistics.median(one) for one in took)
    return {
        "question": f"results of {FRAMEWORKS:,} grants with {INDICATORS} indicators, put together",
        "peer": "plain SQL without its refusals",
        "database": connection.vendor,
        "rounds": ROUNDS,
        "unit": "ms",
        "ours": round(ours, 1),
        "base": round(base, 1),
        "ratio": round(ours / base, 2),
        "target": f"at most {MOST}",
        "met": ours / base <= MOST,
        "measurements": Measurement.objects.count(),
    }


def timed(act):
    """(seconds, what `act` gives)."""
    begin = time.perf_counter()
    found = act()
    return time.perf_counter() - begin, found


def make():
    """A programme with its framework, and a project with a framework for each grant; one of fifty is hidden."""
    programme = Programme.objects.create(slug="bench", name="Bench", starts_on="2019", ends_on="2030")
    top = Result.objects.create(
        framework=Framework.objects.create(slug="bench", title="Top", programme=programme),
        level="outcome", title="Top", position=1,
    )  # fmt: skip
    tops = [
        Indicator.objects.create(
            result=top, position=n, title=f"Indicator {n}", measure="unit" if n % 4 else "percentage",
            is_cumulative=n % 5 == 0,
        )
        for n in range(INDICATORS)
    ]  # fmt: skip
    projects = Project.objects.bulk_create(
        Project(slug=f"bench-{n}", title=f"Project {n}", programme=programme) for n in range(FRAMEWORKS)
    )
    frameworks = Framework.objects.bulk_create(
        Framework(slug=f"bench-{n}", title=f"Framework {n}", project=one, audience="public" if n % 50 else "staff")
        for n, one in enumerate(projects)
    )
    results = Result.objects.bulk_create(
        Result(framework=one, level="outcome", title="Result", position=1) for one in frameworks
    )
    copied = ("position", "title", "measure", "is_cumulative")
    below = Indicator.objects.bulk_create(
        Indicator(result=one, towards=top, **{name: getattr(top, name) for name in copied})
        for one in results
        for top in tops
    )
    chance = random.Random(1)
    rows = [measured(one, year, chance) for one in below for year in YEARS]
    Measurement.objects.bulk_create(rows, batch_size=5_000)
    connection.cursor().execute("ANALYZE")
    return programme


def measured(indicator, year, chance):
    """A Measurement of `indicator` in a year, unsaved."""
    whole = chance.randint(10, 400)
    part, is_share = chance.randint(0, whole), indicator.measure == "percentage"
    parts = {"numerator": part, "denominator": whole} if is_share else {}
    return Measurement(
        indicator=indicator, measure=indicator.measure, value=share(part, whole) if is_share else Decimal(part),
        n=whole, origin="Invented", starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), **parts,
    )  # fmt: skip


def in_sql(programme, tops):
    """The same three questions, asked by hand: how many, what is added up, and the latest of numbers to date."""
    added, to_date = ([one.pk for one in tops if one.is_cumulative == is_to_date] for is_to_date in (False, True))
    inside = INSIDE.format(name="m")
    asked = (
        ("SELECT i.towards_id, COUNT(*)", "", added + to_date, ""),
        (SUMS, MEASURED, added, f"AND {inside} AND m.starts_on >= '2026-01-01'"),
        (SUMS, MEASURED, to_date, f"AND {inside} {LATER}"),
    )
    found = []
    for select, table, keys, only in asked:
        words = {"programme": programme.pk, "keys": ", ".join(map(str, keys)), "only": only}
        with connection.cursor() as cursor:
            cursor.execute(f"{select} {BELOW.format(measured=table, **words)} GROUP BY 1")
            found.append({row[0]: row[1:] for row in cursor.fetchall()})
    return found


def check(tops, said, plain):
    """Raises AssertionError where the two do not come to the same."""
    _of, added, to_date = plain
    for one in tops:
        total, numerator, denominator = (added | to_date)[one.pk][:3]
        value = share(Decimal(numerator), Decimal(denominator)) if one.measure == "percentage" else Decimal(total)
        if said[one.pk, PERIOD].value != value:
            raise AssertionError(f"{one}: {said[one.pk, PERIOD].value} is not {value}")
