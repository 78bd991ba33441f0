"""An invented programme of ten years, large enough to be slow: a million attendances of 200,000 people."""

import random
from datetime import date

from django.db import connection

from zhinan.codelists import actions as codelists
from zhinan.codelists.models import Country, Currency
from zhinan.deliveries.models import Delivery, DeliveryParty, Item
from zhinan.events.models import Event, EventParty, HeadCount, Involvement, Part
from zhinan.grants.models import Grant, GrantParty
from zhinan.knowledge.models import Collection, CollectionItem, Publication
from zhinan.network.models import Membership, Network, Organisation, Partnership
from zhinan.outreach.models import Dissemination, Engagement
from zhinan.programmes.models import Posting, Programme, Project, ReportingPeriod
from zhinan.sources.models import Listing, Source

YEARS = range(2011, 2021)
PEOPLE = 200_000
SEATS = 250
EVENTS = 5_000
KINDS = ("online_events", "offline_events", "agencies_engaged", "donation_countries", "grants_approved")

PEOPLE_ROWS = """
WITH RECURSIVE person(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM person WHERE k < %s)
INSERT INTO network_person (audience, slug, name, email, email_mark, consent_words)
SELECT 'public', 'person-' || k, 'Person ' || k, '', '', '' FROM person
"""
# Eight events of ten have a list; one seat in fifty has no name. 801 shares no factor with the number of people, so
# nobody sits at one event twice.
ATTENDANCE_ROWS = """
WITH RECURSIVE seat(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM seat WHERE k < %s)
INSERT INTO events_attendance (event_id, called, person_id)
SELECT e.id, '', CASE WHEN k %% 50 = 0 THEN NULL ELSE %s + (e.id * 7919 + k * 801) %% %s END
FROM events_event e CROSS JOIN seat WHERE e.slug NOT LIKE '%%3' AND e.slug NOT LIKE '%%4'
"""


def make():
    """Fill the empty database; returns the programme."""
    codelists.load_all()
    chance = random.Random(7)
    network = Network.objects.create(slug="network", name="Network")
    programme = Programme.objects.create(slug="programme", name="Programme", provider=Country.objects.get(alpha3="CHN"))
    programme.networks.add(network)
    ReportingPeriod.objects.bulk_create(
        ReportingPeriod(
            programme=programme,
            year=year,
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
            cut_off_on=date(year + 1, 1, 31),
        )
        for year in YEARS
    )
    Organisation.objects.bulk_create(
        Organisation(slug=f"body-{k}", name=f"Body {k}", is_united_nations=k % 7 == 0, audience=seen(k))
        for k in range(1000)
    )
    bodies = list(Organisation.objects.order_by("pk"))
    countries = list(Country.objects.exclude(sub_region=None).order_by("pk"))
    make_network(network, bodies, chance)
    make_grants(programme, bodies, countries, chance)
    make_events(programme, bodies, chance)
    make_deliveries(programme, countries, chance)
    make_knowledge(programme, bodies, chance)
    make_listings(programme)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # what autovacuum does there by itself, and nobody does on SQLite
            cursor.execute("ANALYZE")
    return programme


def seen(k):
    """The audience of the record number `k`: one in thirteen is hidden."""
    return "programme:1" if k % 13 == 5 else "public"


def day(chance, k):
    """A day in one of the years, by turns."""
    return f"{YEARS[k % len(YEARS)]}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def make_network(network, bodies, chance):
    """Members who join and sometimes leave, and partnerships."""
    Membership.objects.bulk_create(
        Membership(network=network, organisation=body, joined_on=day(chance, k), left_on="2020" if k % 9 == 0 else None)
        for k, body in enumerate(bodies[:400])
    )
    Partnership.objects.bulk_create(
        Partnership(slug=f"tie-{k}", title=f"Tie {k}", network=network, established_on=day(chance, k), audience=seen(k))
        for k in range(100)
    )


def make_grants(programme, bodies, countries, chance):
    """400 grants with two beneficiary countries each, and three postings to each one's project."""
    Project.objects.bulk_create(
        Project(slug=f"project-{k}", title=f"Project {k}", programme=programme, audience=seen(k)) for k in range(400)
    )
    projects = list(Project.objects.order_by("pk"))
    Grant.objects.bulk_create(
        Grant(
            slug=f"grant-{k}",
            title=f"Grant {k}",
            project=project,
            state="proposed" if k % 17 == 0 else "active",
            approved_on=day(chance, k),
            audience=seen(k),
        )
        for k, project in enumerate(projects)
    )
    GrantParty.objects.bulk_create(
        GrantParty(grant=grant, role="beneficiary", country=country)
        for grant in Grant.objects.order_by("pk")
        for country in chance.sample(countries, 2)
    )
    dollar, yuan = (Currency.objects.get(code=code) for code in ("USD", "CNY"))
    Posting.objects.bulk_create(
        Posting(
            project=project,
            contributor=bodies[k % 300],
            kind=kind,
            stage="secured",
            on=date.fromisoformat(day(chance, k)),
            amount=chance.randint(1, 500) * 100,
            currency=yuan if k % 3 else dollar,
            usd_rate="0.15" if k % 3 else "1",
            rate_on=date(2020, 1, 1),
        )
        for k, project in enumerate(projects)
        for kind in ("cash", "in_kind", "technical")
    )


def make_events(programme, bodies, chance):
    """5,000 events; of each ten, eight have a list of who came, one a printed count, and one is of somebody else."""
    modes = ("online", "in_person", "hybrid")
    Event.objects.bulk_create(
        Event(
            slug=f"event-{k}",
            title=f"Event {k}",
            kind="series" if k % 50 == 23 else "webinar",
            mode=modes[k % 3],
            state="planned" if k % 40 == 13 else "held",
            starts_on=day(chance, k // 10),
            audience=seen(k),
        )
        for k in range(EVENTS)
    )
    events = list(Event.objects.order_by("pk"))
    Involvement.objects.bulk_create(
        Involvement(event=event, programme=programme, part=part)
        for k, event in enumerate(events)
        for part in ([Part.ATTENDED] if k % 10 == 3 else [Part.ORGANISED, Part.SUPPORTED][: 1 + (k % 8 == 0)])
    )
    EventParty.objects.bulk_create(
        EventParty(event=event, role="organiser", organisation=bodies[k % 500]) for k, event in enumerate(events)
    )
    HeadCount.objects.bulk_create(
        HeadCount(
            event=event,
            who="participants",
            value=chance.randint(10, 900),
            qualifier="more_than" if k % 3 else "exact",
            counts_attendance=k % 4 != 0,
        )
        for k, event in enumerate(events)
        if k % 10 == 4
    )
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE_ROWS, [PEOPLE])
        cursor.execute("SELECT MIN(id) FROM network_person")
        cursor.execute(ATTENDANCE_ROWS, [SEATS, cursor.fetchone()[0], PEOPLE])


def make_deliveries(programme, countries, chance):
    """600 deliveries, each to one country, with three items of known value."""
    dollar = Currency.objects.get(code="USD")
    Delivery.objects.bulk_create(
        Delivery(
            slug=f"delivery-{k}",
            title=f"Delivery {k}",
            kind="supply" if k % 6 == 0 else "donation",
            programme=programme,
            delivered_on=day(chance, k),
            audience=seen(k),
        )
        for k in range(600)
    )
    deliveries = list(Delivery.objects.order_by("pk"))
    DeliveryParty.objects.bulk_create(
        DeliveryParty(delivery=delivery, role="recipient", country=chance.choice(countries)) for delivery in deliveries
    )
    Item.objects.bulk_create(
        Item(delivery=delivery, what="masks", value=chance.randint(1, 900), currency=dollar)
        for delivery in deliveries
        for _ in range(3)
    )


def make_knowledge(programme, bodies, chance):
    """Publications, good practices, copies handed on, and engagements."""
    kinds = ("report", "questions", "volume", "video")
    Publication.objects.bulk_create(
        Publication(
            slug=f"publication-{k}",
            title=f"Publication {k}",
            kind=kinds[k % 4],
            programme=programme,
            released_on=day(chance, k // 4),
            audience=seen(k),
        )
        for k in range(500)
    )
    collection = Collection.objects.create(slug="collection", title="Collection", programme=programme)
    CollectionItem.objects.bulk_create(
        CollectionItem(collection=collection, position=k, title="Practice", documented_on=day(chance, k))
        for k in range(300)
    )
    Dissemination.objects.bulk_create(
        Dissemination(
            programme=programme, publication=publication, copies=chance.randint(1, 5000), happened_on=day(chance, k)
        )
        for k, publication in enumerate(Publication.objects.order_by("pk"))
    )
    Engagement.objects.bulk_create(
        Engagement(
            programme=programme,
            organisation=chance.choice(bodies),
            stage="preparatory" if k % 5 == 0 else "engaged",
            happened_on=day(chance, k),
        )
        for k in range(2000)
    )


def make_listings(programme):
    """What the lists of each year are said to be, as sources do."""
    source = Source.objects.create(key="source", file="source.txt", title="Source")
    Listing.objects.bulk_create(
        Listing(
            **Listing.pointer(programme),
            kind=kind,
            extent="part",
            source=source,
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
        )
        for year in YEARS
        for kind in KINDS
    )
