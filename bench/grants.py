"""A call with 5,000 applications and 15,000 reviews: its lists, its files, and who reviews what."""

import csv
import io
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

from zhinan.accounts.models import Role, User
from zhinan.codelists import actions as codelists
from zhinan.codelists.models import Country, Currency, Goal
from zhinan.config import urls
from zhinan.grants.actions.assigning import ask_for_all
from zhinan.grants.models import (
    Application,
    ApplicationParty,
    BudgetLine,
    Call,
    CallRules,
    Criterion,
    Mark,
    MatchSource,
    Panelist,
    Review,
    Theme,
)
from zhinan.grants.models.conflicts import conflicting
from zhinan.grants.rules.planning import plan_for
from zhinan.kit.sheets import write_xlsx
from zhinan.network.models import Organisation
from zhinan.programmes.models import Programme

from .lists import BARE, office, seconds

APPLICATIONS, REVIEWS_EACH, REVIEWERS, INSTITUTIONS = 5_000, 3, 200, 1_500
ROUNDS, ROWS, TARGET = 15, 25, 3
LISTS = {
    "first page": ("applications/", {}),
    "sorted by the mean of the reviews": ("applications/", {"sort": "-total"}),
    "a page far behind": ("applications/", {"page": 150}),
    "narrowed to a country": ("applications/", {"country": "KEN"}),
    "the comparison": ("comparison/", {}),
}
COLUMNS = ("number", "title", "state", "submitted_at")


def bare(request):
    """The first rows of the table of applications and their count, and nothing else."""
    records = Application.objects.order_by("pk")
    rows = list(records.values_list(*COLUMNS)[:ROWS])
    return HttpResponse(engines["django"].from_string(BARE).render({"rows": rows, "count": records.count()}, request))


urlpatterns = [path("bare/", bare), *urls.urlpatterns]


def measure():
    """{"ours", "base" (ms, p95), "ratio" (of the slowest list), "pages", "xlsx", "assignment"}."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    chance = random.Random(20260430)
    call = Call.objects.first() or make(chance)
    plain = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(ROOT_URLCONF="bench.grants", ALLOWED_HOSTS=["*"], STORAGES=plain):
        keeper = Client()
        keeper.force_login(office())
        pages = {name: compare(keeper, f"/calls/{call.slug}/{at}", words) for name, (at, words) in LISTS.items()}
        sheets = {kind: sheet(keeper, f"/calls/{call.slug}/{kind}/") for kind in ("applications", "comparison")}
        assigned = assignment(call)
    worst = max(pages.values(), key=lambda found: found[2])
    return {
        "question": f"lists of {APPLICATIONS:,} applications, the slowest page, p95",
        "peer": f"a bare page: {ROWS} rows of the table and a count",
        "database": connection.vendor,
        "rounds": ROUNDS,
        "unit": "ms",
        "ours": worst[0],
        "base": worst[1],
        "ratio": worst[2],
        "target": f"at most {TARGET}",
        "met": worst[2] <= TARGET,
        "pages": pages,
        "xlsx, seconds, beside the same cells alone (at most 2)": sheets,
        "assignment": assigned,
    }


def compare(client, address, words):
    """[ours, base (p95, ms), ratio, queries] of one page beside the bare one, by turns."""
    sides = (address, words), ("/bare/", {})
    took = ([], [])
    for side in (0, 1):
        client.get(*sides[side])
    for turn in range(ROUNDS):
        for side in (0, 1) if turn % 2 else (1, 0):
            took[side].append(seconds(client, *sides[side]))
    with CaptureQueriesContext(connection) as asked:
        client.get(*sides[0])
    ours, base = (statistics.quantiles(side, n=20)[-1] * 1000 for side in took)
    return [round(ours, 1), round(base, 1), round(ours / base, 2), len(asked)]


def sheet(client, address):
    """[ours, base, ratio]: the file of all applications, and writing the same cells alone, the best of three."""
    ours, base = [], []
    for _turn in range(3):
        begin = time.perf_counter()
        b"".join(client.get(address, {"format": "xlsx"}))
        ours.append(time.perf_counter() - begin)
    text = client.get(address, {"format": "csv"}).content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    for _turn in range(3):
        begin = time.perf_counter()
        write_xlsx(head, rows, io.BytesIO())
        base.append(time.perf_counter() - begin)
    return [round(min(ours), 2), round(min(base), 2), round(min(ours) / min(base), 2)]


def assignment(call):
    """How long it takes to plan who reviews what from nothing (asked: at most 5 s), and to ask for all of that."""
    Mark.objects.all().delete()
    Review.objects.all().delete()
    begin = time.perf_counter()
    plan, people = plan_for(call, call.applications.all(), REVIEWS_EACH)
    planned = time.perf_counter()
    asked = ask_for_all(call, plan.pairs, by=User.objects.get(email="bench@zhinan.example"), now=timezone.now())
    done = time.perf_counter()
    bound = sum(
        Application.objects.filter(conflicting(one), pk__in=[key for key, who in plan.pairs if who == one.pk]).count()
        for one in people
    )
    loads = sorted(plan.loads[one.pk] for one in people)
    return {
        "planned_s": round(planned - begin, 2),
        "asked_s": round(done - planned, 2),
        "reviews": asked,
        "loads, least and most": (loads[0], loads[-1]),
        "conflicts left": bound,
    }


def make(chance):
    """A call of a programme, its panel, and applications that were all reviewed."""
    codelists.load_all()
    programme = Programme.objects.create(slug="bench", name="Bench")
    now = timezone.now()
    facts = {"code": "B", "year": 2026, "state": "closed", "audience": "public", "closes_at": now}
    call = Call.objects.create(slug="bench", title="Bench", programme=programme, **facts)
    dollars = Currency.objects.get(code="USD")
    ruled = {"deadline_at": now, "published_at": now, "state": "published", "reviewers": REVIEWS_EACH}
    rules = CallRules.objects.create(call=call, number=1, currency=dollars, ceiling=Decimal(50_000), **ruled)
    criteria = [
        Criterion.objects.create(rules=rules, position=n, name=f"Criterion {n}", weight=weight)
        for n, weight in enumerate((20, 20, 20, 20, 10, 10), 1)
    ]
    themes = [Theme.objects.create(rules=rules, position=n, name=f"Theme {n}") for n in range(1, 7)]
    applications = apply(chance, call, rules, themes)
    add_parts(chance, applications, dollars)
    judge(chance, call, applications, criteria)
    return call


def apply(chance, call, rules, themes):
    """The applications, of institutions of all countries."""
    countries = list(Country.objects.active())
    Organisation.objects.bulk_create(
        Organisation(slug=f"b{n}", name=f"Institute {n}", country=chance.choice(countries)) for n in range(INSTITUTIONS)
    )
    leads, goals, now = list(Organisation.objects.all()), list(Goal.objects.all()), timezone.now()
    common = {"call": call, "rules": rules, "audience": call.staff(), "begun_at": now, "version": 1}
    made = Application.objects.bulk_create(
        Application(
            number=f"B-{n:05}", title=f"Rice and fish for {n} villages", lead=chance.choice(leads), state="appraisal",
            theme=chance.choice(themes), months=chance.randint(6, 24), people=chance.randint(50, 90_000),
            submitted_at=now - timedelta(minutes=n), **common,
        )
        for n in range(1, APPLICATIONS + 1)
    )  # fmt: skip
    link = Application.goals.through
    link.objects.bulk_create(link(application=one, goal=chance.choice(goals)) for one in made)
    return made


def add_parts(chance, applications, dollars):
    """Four lines of the budget, two countries and one source of match each."""
    countries = list(Country.objects.active())
    BudgetLine.objects.bulk_create(
        BudgetLine(application=one, heading=f"Line {n}", source=source, amount=Decimal(chance.randint(500, 9_000)))
        for one in applications
        for n, source in enumerate(("grant", "grant", "match", "match"))
    )
    ApplicationParty.objects.bulk_create(
        ApplicationParty(application=one, role="participant", country=country)
        for one in applications
        for country in chance.sample(countries, 2)
    )
    MatchSource.objects.bulk_create(
        MatchSource(
            application=one, contributor="Ministry", kind="cash", stage="secured", amount=Decimal(20_000),
            currency=dollars,
        )
        for one in applications
    )  # fmt: skip


def judge(chance, call, applications, criteria):
    """The panel, and three reviews of each application that were sent."""
    goals, now = list(Goal.objects.all()), timezone.now()
    User.objects.bulk_create(User(email=f"r{n}@zhinan.example", name=f"Reviewer {n}") for n in range(REVIEWERS))
    people = list(User.objects.filter(email__startswith="r"))
    Role.objects.bulk_create(Role(user=one, role="reviewer", scope=call.scope()) for one in people)
    institutions = list(Organisation.objects.all()[:REVIEWERS])
    panel = Panelist.objects.bulk_create(
        Panelist(call=call, user=one, organisation=place) for one, place in zip(people, institutions, strict=True)
    )
    link = Panelist.goals.through
    link.objects.bulk_create(link(panelist=one, goal=goal) for one in panel for goal in chance.sample(goals, 6))
    reviews = Review.objects.bulk_create(
        Review(
            application=one, reviewer=who, state="sent", asked_at=now, sent_at=now, advice="approve",
            total=Decimal(chance.randint(0, 100)),
        )
        for one in applications
        for who in chance.sample(people, REVIEWS_EACH)
    )  # fmt: skip
    Mark.objects.bulk_create(
        (Mark(review=one, criterion=each, points=chance.randint(1, 5)) for one in reviews for each in criteria),
        batch_size=5_000,
    )
