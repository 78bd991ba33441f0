"""The hours of an event: typed as its clocks show them, read by the reader's own."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from zhinan.accounts.tests.make import user
from zhinan.events.models import Event
from zhinan.history.models import Entry
from zhinan.kit.zones import COMMON, check_zone, hours_in_words, moment_of, wall_of

from .make import event

BEGINS = datetime(2026, 7, 14, 6, 0, tzinfo=UTC)
WALLS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda one: one.replace(microsecond=0))


@given(WALLS, st.sampled_from(COMMON))
def test_a_wall_time_is_read_as_a_moment_that_shows_it_or_refused(wall, zone):
    exists = [wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)]
    shown = [moment for moment in exists if wall_of(moment, zone) == wall]
    if not shown:
        with pytest.raises(ValidationError):
            moment_of(wall, zone)
    else:
        assert moment_of(wall, zone) == (min(shown), len(set(shown)) == 2)


def test_an_hour_that_the_clocks_leave_out_is_refused_with_what_to_do():
    with pytest.raises(ValidationError) as refusal:
        moment_of(datetime(2026, 3, 29, 2, 30), "Europe/Paris")
    assert refusal.value.messages == [
        "There is no 02:30 on that day in Europe/Paris: the clocks are put forward. Write another time."
    ]


def test_of_an_hour_that_comes_twice_the_first_is_taken():
    reading = moment_of(datetime(2026, 10, 25, 2, 30), "Europe/Paris")
    assert reading == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), True)


@pytest.mark.parametrize("zone", ["Mars/Base", "Africa", "../etc/passwd", "nairobi"])
def test_what_is_no_zone_is_refused(zone):
    with pytest.raises(ValidationError, match="is no time zone"):
        check_zone(zone)


@pytest.mark.parametrize(
    ("hours", "zone", "said"),
    [
        (2, "Africa/Nairobi", "14 July 2026, 09:00 – 11:00"),
        (20, "Africa/Nairobi", "14 July 2026, 09:00 – 15 July 2026, 05:00"),
        (None, "Asia/Shanghai", "14 July 2026, 14:00"),
        (2, "Pacific/Honolulu", "13 July 2026, 20:00 – 22:00"),
    ],
)
def test_hours_are_said_by_the_clocks_of_a_zone(hours, zone, said):
    assert hours_in_words(BEGINS, hours and BEGINS + timedelta(hours=hours), zone) == said


def timed():
    found = event(title="Rice", starts_on="2026-07-14", state="planned")
    Event.objects.filter(pk=found.pk).update(
        zone="Africa/Nairobi", begins_at=BEGINS, ends_at=BEGINS + timedelta(hours=2)
    )
    return Event.objects.get(pk=found.pk)


@pytest.mark.django_db
def test_the_page_shows_the_hours_by_its_own_clocks_and_by_those_that_the_reader_chose(client):
    found = timed()
    address = found.get_absolute_url()
    page = client.get(address).content.decode()
    assert ("14 July 2026, 09:00 – 11:00" in page, "By your clocks:" in page) == (True, False)
    chosen = client.get(address, {"zone": "Asia/Shanghai"})
    assert (chosen.cookies["zone"].value, "14 July 2026, 14:00 – 16:00" in chosen.content.decode()) == (
        "Asia/Shanghai",
        True,
    )
    assert "14 July 2026, 14:00 – 16:00" in client.get(address).content.decode()


@pytest.mark.django_db
def test_nonsense_for_a_zone_is_neither_kept_nor_shown(client):
    answer = client.get(timed().get_absolute_url(), {"zone": "../etc/passwd"})
    assert (answer.status_code, "zone" in answer.cookies, "passwd" in answer.content.decode()) == (200, False, False)


def sent(client, found, **said):
    client.force_login(user("Secretariat", "secretariat", "programme:1"))
    return client.post(reverse("event-hours", args=[found.slug]), said)


@pytest.mark.django_db
def test_hours_are_typed_as_the_clocks_show_them(client):
    found = event(starts_on="2026-07-14", state="planned")
    said = {"zone": "Africa/Nairobi", "begins_at": "2026-07-14T09:00", "ends_at": "2026-07-14T11:00"}
    assert sent(client, found, **said).status_code == 302
    found.refresh_from_db()
    assert (found.zone, found.begins_at, found.ends_at) == ("Africa/Nairobi", BEGINS, BEGINS + timedelta(hours=2))
    assert set(Entry.objects.about(found).last().changes) == {"zone", "begins_at", "ends_at"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"zone": "Nowhere"}, "is no time zone"),
        ({"begins_at": "2026-03-29T09:00"}, "Write the zone whose clocks show these hours."),
        ({"zone": "Europe/Paris", "begins_at": "2026-03-29T02:30"}, "There is no 02:30 on that day"),
        ({"zone": "Europe/Paris", "begins_at": "2026-03-28T09:00"}, "The event begins on 29 March 2026."),
        ({"zone": "Europe/Paris", "begins_at": "nine o’clock"}, "Write a day and an hour, as 2026-07-14 09:00."),
        ({"zone": "Europe/Paris", "ends_at": "2026-03-29T09:00"}, "Write when it begins, too."),
        (
            {"zone": "Europe/Paris", "begins_at": "2026-03-29T09:00", "ends_at": "2026-03-29T08:00"},
            "It ends before it begins.",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused_in_words_and_nothing_is_saved(client, said, told):
    found = event(starts_on="2026-03-29", state="planned")
    page = sent(client, found, **said)
    found.refresh_from_db()
    assert (page.status_code, told in page.content.decode(), found.zone) == (200, True, "")


@pytest.mark.django_db
def test_an_hour_that_comes_twice_is_taken_and_said(client):
    found = event(starts_on="2026-10-25", state="planned")
    answer = sent(client, found, zone="Europe/Paris", begins_at="2026-10-25T02:30")
    page = client.get(answer.url).content.decode()
    assert "02:30 comes twice on that day in Europe/Paris" in page


@pytest.mark.django_db
def test_a_date_cannot_leave_the_hours_behind():
    found = timed()
    found.starts_on = "2026-08-01"
    with pytest.raises(ValidationError, match="Change the two to the same day"):
        found.full_clean()
