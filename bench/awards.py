"""A portfolio of 2,000 awards over ten years with 200,000 postings beside plain SQL, by turns in one run."""

import random
import statistics
import time
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from zhinan.awards import figures, tables
from zhinan.awards.models import Award
from zhinan.awards.views.ledger import as_file, rows_of_all
from zhinan.config import urls
from zhinan.history.actions import record
from zhinan.programmes.models import Posting

from .awards_invented import make
from .awards_plain import FIGURES, LATE, LIST, SUMS
from .lists import BARE, office, seconds

AWARDS, POSTINGS_EACH = 2_000, 100
ROUNDS, ROWS, TARGET = 9, 25, 1.5
MEASURES = ("awarded", "approved", "paid", "left", "spent", "returned", "pledged", "secured", "delivered")
PAGES = {"the list with its sums": ("/awards/", "/bare/"), "the figures": ("/awards/figures/", "/bare/figures/")}


def asked(*statements):
    """The rows of each of `statements`, on the day of today."""
    offered = timezone.now() - timedelta(days=30)
    words, found = {"today": timezone.localdate().isoformat(), "offered": f"{offered:%Y-%m-%d %H:%M:%S}"}, []
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, {name: word for name, word in words.items() if f"%({name})s" in statement})
            found.append(cursor.fetchall())
    return found


def bare(request, kind="list"):
    """The same numbers in plain SQL, in the frame that every page of the site has, and nothing else."""
    parts = asked(*FIGURES.values()) if kind == "figures" else asked(LIST, SUMS, LATE)
    rows = [row for part in parts for row in part]
    return HttpResponse(engines["django"].from_string(BARE).render({"rows": rows, "count": len(rows)}, request))


urlpatterns = [path("bare/", bare), path("bare/<slug:kind>/", bare), *urls.urlpatterns]


def measure(awards=AWARDS, each=POSTINGS_EACH):
    """Ask both sides by turns and insist on the same sums; `each` are postings of an award.

    Returns {"ours", "base" (milliseconds, medians), "ratio" (of the worst page), "pages": {page: [ours, plain SQL in a
    bare page, ratio, milliseconds of the first time after a change, queries of that]}, "reckoned_anew": the same sums
    without a page and without what is kept, [ours, plain SQL, ratio], "ledger_s": seconds of the whole ledger}.
    """
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if not Award.objects.exists():
        make(random.Random(20261123), awards, each)
    reader = office()
    plain = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(ROOT_URLCONF="bench.awards", ALLOWED_HOSTS=["*"], STORAGES=plain):
        client = Client()
        client.force_login(reader)
        pages = {name: page(client, *addresses) for name, addresses in PAGES.items()}
    worst = max(pages.values(), key=lambda found: found[2])
    return {
        "question": f"portfolio of {awards:,} awards, {Posting.objects.count():,} postings",
        "peer": "plain SQL in a bare page",
        "database": connection.vendor,
        "rounds": ROUNDS,
        "unit": "ms",
        "ours": worst[0],
        "base": worst[1],
        "ratio": worst[2],
        "target": f"at most {TARGET}",
        "met": worst[2] <= TARGET,
        "pages": pages,
        "reckoned_anew": anew(reader),
        "ledger_s": {kind: ledger(reader, kind) for kind in ("csv", "xlsx")},
    }


def anew(reader):
    """[ours, base (medians, ms), ratio] of all sums, groups, what is late and the first rows, by turns."""
    took = ([], [])
    for turn in range(ROUNDS + 1):
        answers = [None, None]
        for side in (0, 1) if turn % 2 else (1, 0):
            begin = time.perf_counter()
            answers[side] = (by_figures, by_hand)[side](reader)
            if turn:  # the first round warms up
                took[side].append(time.perf_counter() - begin)
        compare(*answers)
    ours, base = (statistics.median(side) * 1000 for side in took)
    return [round(ours, 1), round(base, 1), round(ours / base, 2)]


def by_figures(reader):
    """(sums in dollars, by year, by country, by sector, by state, how much is late, keys of the first page)."""
    awards = figures.in_portfolio(reader)
    lines = figures.lines(awards)
    sums, groups = figures.summed(lines).totals, figures.groups(lines, awards)
    late = sum(figures.how_many_late(awards, timezone.localdate()).values())
    rows = tables.Lines(awards, timezone.localdate())
    table = tables.Awards(rows, reader)
    table.order_by = ("-on",)
    shown = [one.pk for one in table.data[:ROWS]]
    by = [{one.word: [total.dollars for total in one.totals] for one in rows} for rows in groups.values()]
    return [sums[measure].dollars for measure in MEASURES], by, late, shown


def by_hand(_reader):
    """The same from plain statements."""
    found, *parts, late, listed = asked(SUMS, *FIGURES.values(), LATE, LIST)
    by = [{str(word): [*sums] for word, *sums in rows} for rows in parts]
    return list(found[0]), by, sum(number for (number,) in late), [row[0] for row in listed]


def compare(ours, plain):
    """Insist that both sides say the same: sums to a dollar, since SQLite adds amounts up as binary fractions."""
    sums, by, late, shown = ours
    other_sums, other_by, *others = plain
    far = [pair for pair in zip(sums, other_sums, strict=True) if apart(*pair)]
    for rows, other in zip(by, other_by, strict=True):
        if rows.keys() != other.keys():
            raise AssertionError(f"One side groups by {sorted(rows)}, the other by {sorted(other)}.")
        far += [pair for word in rows for pair in zip(rows[word], other[word], strict=True) if apart(*pair)]
    if far or others != [late, shown]:
        raise AssertionError(f"Both sides count the same awards and find other numbers: {far or (late, shown, others)}")


def apart(one, other):
    """Whether two sums of dollars differ."""
    return abs(Decimal(one) - Decimal(other or 0)) > 1


def page(client, address, plain):
    """[ours, base, ratio, first time after a change, queries of that] of one page, times in milliseconds, medians."""
    sides, took = (address, plain), ([], [])
    for side in (0, 1):
        client.get(sides[side])
    record(Award.objects.first(), "edited")  # from now on nothing that was read before counts
    first = seconds(client, address, {})
    for turn in range(ROUNDS):
        for side in (0, 1) if turn % 2 else (1, 0):
            took[side].append(seconds(client, sides[side], {}))
    record(Award.objects.first(), "edited")
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    ours, base = (statistics.median(side) * 1000 for side in took)
    return [round(ours, 1), round(base, 1), round(ours / base, 2), round(first * 1000, 1), len(queries)]


def ledger(reader, kind):
    """Seconds until the ledger of the whole portfolio is written as a file."""
    begin = time.perf_counter()
    as_file(rows_of_all(figures.in_portfolio(reader), reader), "ledger", kind).close()
    return round(time.perf_counter() - begin, 1)
