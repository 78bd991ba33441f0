"""A solution's page, signed out, beside a bare Django view on the same server, by turns in one run."""

import statistics

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhinan.knowledge.models import Solution

from .load import press
from .site import served

ROUNDS = 9
SECONDS = 1.5  # of each side in each round, about
MOST = 2000  # requests of each side in each round
TARGET, MOST_QUERIES = 0.5, 10


def measure():
    """Press both pages by turns.

    Returns {"ours", "base" (requests a second, medians), "ratio" (median over the rounds), "p50_ms" and "p95_ms" (ours,
    base), "queries" (the most of any solution's page), "rendered_anew" (the same for somebody who brings a
    cookie, whom nothing is answered from memory)}.
    """
    address, bodies, queries = pages()
    (settings.FOLDER / "bare.html").write_bytes(bodies[address])
    # The bare view is to answer itself: with a cookie, no page is taken from the memory for visitors.
    paths = {"ours": (address, ""), "base": ("/bare/", "bare=1"), "anew": (address, "anew=1")}
    with served() as port:
        often = {name: enough(port, *page) for name, page in paths.items()}
        loads = {name: [] for name in paths}
        for turn in range(ROUNDS):
            for name in sorted(paths, reverse=turn % 2):
                loads[name].append(press(port, paths[name][0], often[name], paths[name][1]))
    found = {name: statistics.median(load.per_second for load in rounds) for name, rounds in loads.items()}
    ratio = {name: middle_ratio(loads[name], loads["base"]) for name in ("ours", "anew")}
    return {
        "question": "a solution's page, signed out",
        "peer": "a bare Django view of as many bytes",
        "page": address,
        "bytes": len(bodies[address]),
        "rounds": ROUNDS,
        "unit": "requests a second",
        "ours": round(found["ours"], 1),
        "base": round(found["base"], 1),
        "ratio": ratio["ours"],
        "target": f"at least {TARGET}",
        "met": ratio["ours"] >= TARGET and queries <= MOST_QUERIES,
        "queries": queries,
        "queries_target": f"at most {MOST_QUERIES}",
        "p50_ms": percentiles(loads, 50),
        "p95_ms": percentiles(loads, 95),
        "rendered_anew": {"ours": round(found["anew"], 1), "ratio": ratio["anew"]},
    }


def pages():
    """(address of the heaviest solution's page, {address: body}, the most queries of any), all rendered here."""
    visitor, bodies, queries = Client(headers={"host": "localhost"}), {}, []
    for solution in Solution.objects.public():
        address = solution.get_absolute_url()
        visitor.get(address)
        with CaptureQueriesContext(connection) as asked:
            bodies[address] = visitor.get(f"{address}?anew=1").content
        queries.append(len(asked))
    return max(bodies, key=lambda address: len(bodies[address])), bodies, max(queries)


def enough(port, path, cookie):
    """Number of requests that take about SECONDS, after the page is warm in every process."""
    press(port, path, 40, cookie)
    return min(MOST, max(40, int(press(port, path, 60, cookie).per_second * SECONDS)))


def middle_ratio(ours, base):
    """Median over the rounds of ours by base: what else runs on the machine weighs on both sides of a round."""
    return round(statistics.median(each.per_second / peer.per_second for each, peer in zip(ours, base, strict=True)), 2)


def percentiles(loads, percent):
    """{"ours", "base"}: the median over the rounds of the milliseconds of so many of a hundred requests."""
    return {
        name: round(statistics.median(load.percentile(percent) for load in loads[name]), 2) for name in ("ours", "base")
    }
