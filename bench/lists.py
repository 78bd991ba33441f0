"""Lists of 100,000 records beside a bare page of the site: 25 rows of a table and their count, by turns in one run."""

import random
import statistics
import time

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path

from zhinan.accounts.actions import grant_role
from zhinan.accounts.models import RoleName, User
from zhinan.codelists import actions as codelists
from zhinan.codelists.models import Country, OrganisationType
from zhinan.config import urls
from zhinan.events.models import Event, Involvement
from zhinan.history.actions import record
from zhinan.network.models import Affiliation, Membership, Network, Organisation, Person
from zhinan.programmes.models import Programme

RECORDS = 100_000
ROUNDS = 15
TARGET, ROWS = 3, 25
LAST = 3_000  # a page far behind, and still one that a visitor may see
NOUNS = {"organisation": Organisation, "membership": Membership, "person": Person, "event": Event}
PAGES = {
    "first page": ("organisation", {}),
    "sorted by country": ("organisation", {"sort": "-country"}),
    "a page far behind": ("organisation", {"page": LAST}),
    "narrowed to a country": ("organisation", {"country": "KEN"}),
    "memberships, first page": ("membership", {}),
    "memberships, sorted by day of joining": ("membership", {"sort": "-joined"}),
    "memberships, a page far behind": ("membership", {"page": LAST}),
    "memberships, as of a day": ("membership", {"on": "2005-06-30"}),
    "people, first page": ("person", {}),
    "people, sorted by country": ("person", {"sort": "-country"}),
    "people, a page far behind": ("person", {"page": LAST}),
    "events, first page": ("event", {}),
    "events, narrowed to a year": ("event", {"year": 2005}),
    "events, a page far behind": ("event", {"page": LAST}),
}
# Four columns of the table itself, in the frame that every page of the site has.
BARE = """{% extends "base.html" %}{% block title %}{{ count }}{% endblock %}{% block content %}<p>{{ count }}</p>
<table class="list"><tbody>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</tbody></table>{% endblock %}"""
COLUMNS = {
    "organisation": ("name", "acronym", "website", "languages"),
    "membership": ("state", "joined_on", "left_on", "note"),
    "person": ("name", "slug", "audience", "consent_on"),
    "event": ("title", "kind", "state", "place"),
}


def bare(request, noun):
    """The first rows of a table and their count, and nothing else."""
    records = NOUNS[noun].objects.order_by("pk")
    rows = list(records.values_list(*COLUMNS[noun])[:ROWS])
    return HttpResponse(engines["django"].from_string(BARE).render({"rows": rows, "count": records.count()}, request))


urlpatterns = [path("bare/<slug:noun>/", bare), *urls.urlpatterns]


def measure():
    """Ask both sides by turns, as a visitor with a cookie, whom nothing is answered from the memory for pages.

    People are looked at by somebody who keeps records, since nobody else may.
    Returns {"ours", "base" (milliseconds, medians), "ratio" (of the worst page), "pages": {page: [ours, base, ratio,
    milliseconds of the first time after a change, queries]}}.
    """
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if not Organisation.objects.exists():
        make()
    plain = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(ROOT_URLCONF="bench.lists", ALLOWED_HOSTS=["*"], STORAGES=plain):
        visitor, keeper = Client(), Client()
        visitor.cookies["bench"] = "1"
        keeper.force_login(office())
        clients = {"person": keeper}
        pages = {name: compare(clients.get(noun, visitor), noun, words) for name, (noun, words) in PAGES.items()}
    worst = max(pages.values(), key=lambda found: found[2])
    return {
        "question": f"lists of {RECORDS:,} records, the slowest page",
        "peer": f"a bare page: {ROWS} rows of one table and a count",
        "database": connection.vendor,
        "rounds": ROUNDS,
        "unit": "ms",
        "ours": worst[0],
        "base": worst[1],
        "ratio": worst[2],
        "target": f"at most {TARGET}",
        "met": worst[2] <= TARGET,
        "pages": pages,
    }


def office():
    """Somebody who keeps records."""
    one = User.objects.create_user("bench@zhinan.example", name="Office")
    grant_role(one, RoleName.ADMINISTRATOR)
    return one


def compare(client, noun, words):
    """[ours, base, ratio, first time after a change, queries] of one page, times in milliseconds."""
    sides = (f"/lists/{noun}/", words), (f"/bare/{noun}/", {})
    client.get(*sides[0])
    record(Organisation.objects.first(), "edited")  # from now on nothing that was read before counts
    first = seconds(client, *sides[0])
    client.get(*sides[1])
    took = ([], [])
    for turn in range(ROUNDS):
        for side in (0, 1) if turn % 2 else (1, 0):
            took[side].append(seconds(client, *sides[side]))
    with CaptureQueriesContext(connection) as asked:
        client.get(*sides[0])
    ours, base = (statistics.median(side) * 1000 for side in took)
    ratio = statistics.median(mine / peer for mine, peer in zip(*took, strict=True))
    return [round(ours, 1), round(base, 1), round(ratio, 2), round(first * 1000, 1), len(asked)]


def seconds(client, address, words):
    """How long one answer takes."""
    begin = time.perf_counter()
    answer = client.get(address, words)
    took = time.perf_counter() - begin
    if answer.status_code != 200:
        raise AssertionError(f"{address} answers {answer.status_code}")
    return took


def make():
    """Organisations of all countries, each in one of two networks; one in thirteen is hidden. People and events too."""
    codelists.load_all()
    chance = random.Random(11)
    countries, types = list(Country.objects.exclude(sub_region=None)), list(OrganisationType.objects.all())
    Organisation.objects.bulk_create(
        (
            Organisation(
                slug=f"body-{k}",
                name=f"Institute {chance.randint(1, 999_999)} of place {k}",
                country=chance.choice(countries),
                type=chance.choice(types),
                audience="programme:1" if k % 13 == 5 else "public",
            )
            for k in range(RECORDS)
        ),
        batch_size=5_000,
    )
    networks = [Network.objects.create(slug=f"network-{k}", name=f"Network {k}") for k in range(2)]
    Membership.objects.bulk_create(
        (
            Membership(
                network=networks[k % 2],
                organisation_id=key,
                joined_on=f"{1990 + k % 30}-{1 + k % 12:02}",
                state="applied" if k % 50 == 0 else "member",
            )
            for k, key in enumerate(Organisation.objects.order_by("pk").values_list("pk", flat=True))
        ),
        batch_size=5_000,
    )
    make_people_and_events(countries, chance)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def make_people_and_events(countries, chance):
    """People of all countries, each in an organisation, and events of thirty years, each of one of two programmes."""
    Person.objects.bulk_create(
        (
            Person(slug=f"person-{k}", name=f"Person {chance.randint(1, 999_999)}", country=chance.choice(countries))
            for k in range(RECORDS)
        ),
        batch_size=5_000,
    )
    people, bodies = (
        list(model.objects.order_by("pk").values_list("pk", flat=True)) for model in (Person, Organisation)
    )
    Affiliation.objects.bulk_create(
        (Affiliation(person_id=one, organisation_id=body) for one, body in zip(people, bodies, strict=True)),
        batch_size=5_000,
    )
    programmes = [Programme.objects.create(slug=f"programme-{k}", name=f"Programme {k}") for k in range(2)]
    events = Event.objects.bulk_create(
        (
            Event(
                slug=f"event-{k}",
                title=f"Webinar {chance.randint(1, 999_999)}",
                kind="webinar",
                state="held",
                country=chance.choice(countries),
                starts_on=f"{1990 + k % 30}-{1 + k % 12:02}-{1 + k % 28:02}",
            )
            for k in range(RECORDS)
        ),
        batch_size=5_000,
    )
    Involvement.objects.bulk_create(
        (
            Involvement(event=event, programme=programmes[place % 2], part="organised")
            for place, event in enumerate(events)
        ),
        batch_size=5_000,
    )
