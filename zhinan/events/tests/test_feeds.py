"""Events as other programs read them: one entry in every file, its hours, its state, and nothing that is hidden."""

import json
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from zhinan.accounts.tests.make import cast
from zhinan.events.models import Event
from zhinan.events.views import feeds
from zhinan.history.actions import record
from zhinan.kit.dates import PartialDate
from zhinan.programmes.tests.make import programme

from .make import event

BEGINS = datetime(2050, 7, 14, 6, 0, tzinfo=UTC)
HOURS = {"zone": "Africa/Nairobi", "begins_at": BEGINS, "ends_at": BEGINS + timedelta(hours=2)}
SERIES = {"kind": "series", "title": "Rice series", "starts_on": None, "state": "planned"}


def read(client, name, found):
    """{summary: entry} of the file `name` of an event; no line of it is longer than RFC 5545 lets it be."""
    answer = client.get(reverse(name, args=[found.slug]))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return entries(answer.content)


def entries(content):
    """{summary: entry} of an iCalendar file."""
    assert [line for line in content.split(b"\r\n") if len(line) > 75] == []
    calendar = icalendar.Calendar.from_ical(content)
    assert (calendar["VERSION"], calendar.errors) == ("2.0", [])
    found = calendar.walk("VEVENT")
    assert [one.errors for one in found] == [[]] * len(found)
    return {str(one["SUMMARY"]): one for one in found}


def told(one):
    """What a program keeps of an entry."""
    end = one.get("DTEND")
    plain = [str(one.get(name, "")) for name in ("UID", "STATUS", "URL", "LOCATION")]
    return [*plain, one["DTSTART"].dt, end and end.dt, one.decoded("LAST-MODIFIED")]


@pytest.mark.django_db
def test_a_series_is_one_file_of_its_parts_each_as_in_its_own_file(client, settings):
    settings.ADDRESS = "https://ssc.example"
    series = event(**SERIES)
    day = {"starts_on": "2050-07-14", "whole": series}
    first = event(title="Rice", state="planned", place="Nairobi", **day, **HOURS)
    off = event(title="Fish", state="cancelled", **day)
    later = event(title="Wells", state="postponed", **day)
    for one in (first, off, later):
        record(one, "recorded")
    found = read(client, "series-calendar", series)
    assert [(title, str(one["STATUS"])) for title, one in found.items()] == [
        ("Fish", "CANCELLED"),
        ("Rice", "CONFIRMED"),
        ("Wells", "TENTATIVE"),
    ]
    alone = {title: one for part in (first, off, later) for title, one in read(client, "event-calendar", part).items()}
    assert {title: told(one) for title, one in found.items()} == {title: told(one) for title, one in alone.items()}
    key, address = f"events.event-{first.pk}@ssc.example", f"https://ssc.example{first.get_absolute_url()}"
    hours = [BEGINS, BEGINS + timedelta(hours=2)]
    assert told(found["Rice"])[:6] == [key, "CONFIRMED", address, "Nairobi", *hours]


@pytest.mark.django_db
def test_who_puts_an_event_into_their_calendar_is_busy_and_who_reads_a_series_is_not(client):
    series = event(**SERIES)
    part = event(whole=series, title="Rice", starts_on="2050-07-14", **HOURS)
    assert str(read(client, "event-calendar", part)["Rice"]["TRANSP"]) == "OPAQUE"
    assert str(read(client, "series-calendar", series)["Rice"]["TRANSP"]) == "TRANSPARENT"
    Event.objects.filter(pk=part.pk).update(begins_at=None, ends_at=None)
    assert str(read(client, "event-calendar", part)["Rice"]["TRANSP"]) == "TRANSPARENT"


@pytest.mark.django_db
def test_a_whole_that_is_no_series_stands_among_its_parts_and_their_parts(client):
    meeting = event(title="Annual meeting", kind="annual_meeting", starts_on="2050-07-13")
    workshop = event(title="Workshop", whole=meeting, starts_on="2050-07-14")
    event(title="Session", whole=workshop, starts_on="2050-07-15")
    event(title="Elsewhere", starts_on="2050-07-14")
    event(title="Some day", whole=meeting, starts_on=None)
    assert list(read(client, "series-calendar", meeting)) == ["Annual meeting", "Workshop", "Session"]


@pytest.mark.django_db
def test_the_page_leads_to_the_file_where_there_are_parts(client):
    series = event(**SERIES)
    address = reverse("series-calendar", args=[series.slug])
    assert (client.get(address).status_code, address in client.get(series.get_absolute_url()).content.decode()) == (
        404,
        False,
    )
    event(whole=series)
    assert (client.get(address).status_code, address in client.get(series.get_absolute_url()).content.decode()) == (
        200,
        True,
    )


SEEN = {
    "visitor": {"Open"},
    "nobody in particular": {"Open", "Members"},
    "focal point": {"Open", "Members"},
    "finance": {"Open", "Members", "Office"},
    "evaluator": {"Open", "Members", "Office"},
    "secretariat": {"Open", "Members", "Office"},
    "secretariat elsewhere": {"Open", "Members"},
    "administrator": {"Open", "Members", "Office"},
}


@pytest.mark.django_db
def test_each_reader_finds_in_a_file_what_they_may_see(client):
    here = programme(name="Ours")
    series = event(here, **SERIES)
    for title, audience in (
        ("Open", "public"),
        ("Members", "signed-in"),
        ("Office", here.scope()),
        ("Gone", "archive"),
    ):
        event(here, title=title, whole=series, audience=audience)
    closed = event(title="Closed", audience=here.scope())
    event(title="Open part of what is closed", whole=closed)
    for word, reader in cast(here, programme(name="Another")).items():
        client.logout()
        if reader.is_authenticated:
            client.force_login(reader)
        assert (word, set(read(client, "series-calendar", series))) == (word, SEEN[word])
        said = json.loads(client.get(reverse("event-linked-data", args=[series.slug])).content)
        assert (word, {one["name"] for one in said["subEvent"]}) == (word, SEEN[word])
        hidden = {client.get(reverse(name, args=[closed.slug])).status_code for name in FILES}
        assert (word, hidden) == (word, {200} if "Office" in SEEN[word] else {404})


FILES = ("event-calendar", "series-calendar", "event-linked-data")


@pytest.mark.django_db
def test_a_file_of_two_thousand_events_takes_as_many_queries_as_one_of_three(client):
    counts = []
    for number in (3, 2000):
        series = event(**SERIES)
        parts = [
            Event(slug=f"part-{number}-{k}", title=f"Part {k}", kind="webinar", whole=series, starts_on="2050-07-14")
            for k in range(number)
        ]
        Event.objects.bulk_create(parts)
        with CaptureQueriesContext(connection) as asked:
            assert len(read(client, "series-calendar", series)) == number
        counts.append(len(asked))
    assert counts == [4, 4]  # the series, its parts, their parts, and when they were last changed


@pytest.mark.django_db
def test_the_linked_data_of_a_part_names_its_series_and_that_of_the_series_its_parts(client):
    series = event(**SERIES)
    part = event(title="Rice", whole=series, starts_on="2050-07-14", **HOURS)
    said = json.loads(client.get(reverse("event-linked-data", args=[part.slug])).content)
    assert (said["@type"], said["superEvent"]["@type"], said["superEvent"]["name"], "subEvent" in said) == (
        "Event",
        "EventSeries",
        "Rice series",
        False,
    )
    said = json.loads(client.get(reverse("event-linked-data", args=[series.slug])).content)
    assert (said["@type"], [one["name"] for one in said["subEvent"]]) == ("EventSeries", ["Rice"])
    assert said["subEvent"][0]["startDate"] == "2050-07-14T06:00:00+00:00"
    Event.objects.filter(pk=series.pk).update(audience="signed-in")
    assert b"Rice series" not in client.get(reverse("event-linked-data", args=[part.slug])).content


def entry_of(**facts):
    """The entry of an event that lies in no database."""
    facts = {name: PartialDate(one) if name.endswith("_on") and one else one for name, one in facts.items()}
    return feeds.entry(Event(pk=7, slug="rice", **{"title": "Rice", "state": "planned"} | facts), BEGINS)


@pytest.mark.parametrize(
    ("facts", "begins", "ends"),
    [
        ({"starts_on": "2050-07-14"}, date(2050, 7, 14), date(2050, 7, 15)),
        ({"starts_on": "2050-07-14", **HOURS}, BEGINS, BEGINS + timedelta(hours=2)),
        ({"starts_on": "2050-07-14", **HOURS, "ends_at": None}, BEGINS, None),
        ({"starts_on": "2050-07-14", "ends_on": "2050-07-14", **HOURS, "ends_at": None}, BEGINS, None),
        # Of three days only the first hour is known: they are three days, not a moment.
        (
            {"starts_on": "2050-07-14", "ends_on": "2050-07-16", **HOURS, "ends_at": None},
            date(2050, 7, 14),
            date(2050, 7, 17),
        ),
        ({"starts_on": "2050-02"}, date(2050, 2, 1), date(2050, 3, 1)),
        ({"starts_on": "2050-07-14", "ends_on": "2050"}, date(2050, 7, 14), date(2050, 7, 15)),
        (HOURS, BEGINS, BEGINS + timedelta(hours=2)),
    ],
)
def test_an_entry_has_its_hours_where_they_tell_the_whole_of_it(facts, begins, ends):
    made = entry_of(**facts)
    assert (made["DTSTART"].dt, made.get("DTEND") and made["DTEND"].dt) == (begins, ends)


def test_a_day_that_is_not_known_is_said_and_without_any_there_is_no_entry():
    made = entry_of(starts_on="2050-02")
    assert (made["SUMMARY"], made["DESCRIPTION"]) == (
        "Rice (February 2050)",
        "The day is not known: February 2050.",
    )
    assert entry_of() is None


@given(st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" ,;:\\\"'"), min_size=1, max_size=300))
def test_any_title_in_any_script_comes_back_whole_from_lines_that_are_short(title):
    file = feeds.written([entry_of(title=title, starts_on="2050-07-14")], title)
    assert list(entries(file)) == [title]
    assert str(icalendar.Calendar.from_ical(file)["X-WR-CALNAME"]) == " ".join(title.split())
