"""The calendar and its feeds: what stands on which day, for whom, and how other programs read it."""

import re
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from zhinan.accounts.models import VISITOR, RoleName
from zhinan.accounts.tests.make import user
from zhinan.events.models import Event
from zhinan.events.tests.make import event
from zhinan.grants.tests.make import grant
from zhinan.history.actions import record
from zhinan.kit.dates import PartialDate
from zhinan.network.tests.make import agreement, membership, network, organisation
from zhinan.portal.figures import occasions
from zhinan.portal.figures.calendar import occasion
from zhinan.portal.models import Feed
from zhinan.portal.rules import YEARS, Month, spread
from zhinan.programmes.tests.make import programme

pytestmark = pytest.mark.django_db
JULY = {"month": "2020-07"}


def page(client, **words):
    """The calendar as text."""
    answer = client.get(reverse("calendar"), words)
    assert answer.status_code == 200
    return answer.content.decode()


def on(text, day):
    """What stands on a day of the grid."""
    cell = re.search(rf'<time datetime="{day}">.*?</td>', text, re.S)
    return re.findall(r"<a [^>]*>(?:<s>)?([^<]*)", cell[0])


def test_an_event_stands_on_each_of_its_days(client):
    event(title="Webinar", starts_on="2020-07-14")
    event(title="Course", starts_on="2020-07-13", ends_on="2020-07-15")
    text = page(client, **JULY)
    assert [on(text, f"2020-07-{day}") for day in (12, 13, 14, 15, 16)] == [
        [], ["Course"], ["Course", "Webinar"], ["Course"], [],
    ]  # fmt: skip


def test_a_whole_month_or_year_stands_beside_the_days_and_on_none(client):
    event(title="Sometime in July", starts_on="2020-07")
    event(title="Sometime in 2020", starts_on="2020")
    event(title="One of two days", starts_on="[2020-07-06,2020-06-07]")
    text = page(client, **JULY)
    beside = text.split("The day is not known")[1]
    shown = ("Sometime in July", "Sometime in 2020", "One of two days")
    assert [(title in beside, text.count(title)) for title in shown] == [(True, 1)] * 3
    assert ("July 2020<" in beside, "2020</small>" in beside) == (True, True)
    assert "Sometime in July" not in page(client, month="2020-08")
    assert "Sometime in 2020" in page(client, month="2020-08")


def test_what_takes_weeks_stands_beside_the_days(client):
    event(title="Exhibition", starts_on="2020-07-01", ends_on="2020-09-30")
    text = page(client, month="2020-08")
    assert ("Over several weeks" in text, text.count("Exhibition"), on(text, "2020-08-10")) == (True, 1, [])


def test_expiries_renewals_and_ends_stand_on_their_days(client):
    agreement(title="Accord", expires_on="2020-07-01")
    membership(network(name="Ring"), organisation=organisation(name="Weavers"), renewed_until=date(2020, 7, 2))
    membership(
        network(),
        organisation=organisation(name="Gone"),
        renewed_until=date(2020, 7, 2),
        left_on="2020-06",
        state="left",
    )
    grant(title="Wells", ends_on="2020-07-03", state="active")
    grant(title="Proposal", ends_on="2020-07-03", state="proposed")
    text = page(client, **JULY)
    assert [on(text, f"2020-07-0{day}") for day in (1, 2, 3)] == [
        ["Expires: Accord"], ["Renew: Weavers (Ring)"], ["Ends: Wells"],
    ]  # fmt: skip


def test_what_was_cancelled_is_struck_out_and_says_so(client):
    event(title="Forum", starts_on="2020-07-14", state="cancelled")
    assert "<s>Forum</s></a> <small>cancelled</small>" in page(client, **JULY)


def test_the_agenda_tells_three_months_in_order(client):
    for title, day in (("C", "2020-09-30"), ("A", "2020-07-14"), ("B", "2020-08-01"), ("D", "2020-10-01")):
        event(title=title, starts_on=day)
    text = page(client, view="agenda", **JULY)
    assert re.findall(r'<li>\s*<a href="/events/[^"]*">([A-D])</a>', text) == ["A", "B", "C"]
    assert re.findall(r"<h2>(\w+ 2020)</h2>", text) == ["July 2020", "August 2020", "September 2020"]


@pytest.mark.parametrize("view", ["month", "agenda"])
@pytest.mark.parametrize("number", [1, 3])
def test_the_calendar_asks_five_questions(client, view, number):
    for _ in range(number):
        event(starts_on="2020-07-14")
        agreement(expires_on="2020-07-01")
        membership(network(), renewed_until=date(2020, 7, 2))
        grant(ends_on="2020-07-03", state="active")
    with CaptureQueriesContext(connection) as asked:
        page(client, view=view, **JULY)
    assert len(asked) == 5  # four kinds, and the programmes that it can be narrowed to


def test_it_is_narrowed_by_kind_and_programme(client):
    ours, other = programme(slug="ours"), programme(slug="other")
    event(ours, title="Ours", starts_on="2020-07-14")
    event(other, title="Theirs", starts_on="2020-07-14")
    grant(ours, title="Wells", ends_on="2020-07-03", state="active")
    agreement(title="Accord", expires_on="2020-07-01")

    def told(**words):
        text = page(client, **JULY, **words)
        return {title for title in ("Ours", "Theirs", "Wells", "Accord") if title in text}

    assert told(kind="event") == {"Ours", "Theirs"}
    assert told(programme="ours") == {"Ours", "Wells"}
    assert told(kind="grant", programme="ours") == {"Wells"}


@pytest.mark.parametrize("words", [{"month": "2020-13"}, {"month": "0001-01"}, {"month": "x" * 99}, {"kind": "secret"}])
def test_what_cannot_be_read_is_said_and_today_is_shown(client, words):
    text = page(client, **words)
    assert (text.count('class="error"'), f"{timezone.localdate():%Y-%m-%d}" in text) == (1, True)


def test_the_first_and_the_last_month_lead_no_further(client):
    assert 'rel="prev"' not in page(client, month=f"{YEARS[0]}-01")
    assert 'rel="next"' not in page(client, month=f"{YEARS[-1]}-12", view="agenda")


SEEN = {
    "visitor": {"Open"},
    "nobody in particular": {"Open", "Members"},
    "administrator": {"Open", "Members", "Closed"},
}


@pytest.mark.parametrize("who", SEEN)
def test_a_hidden_record_stands_in_no_calendar_and_no_feed(client, who):
    reader = {"visitor": VISITOR, "nobody in particular": user(), "administrator": user("A", RoleName.ADMINISTRATOR)}[
        who
    ]
    today = timezone.localdate()
    for word, audience in (("Open", "public"), ("Members", "signed-in"), ("Closed", "x"), ("Gone", "archive")):
        event(title=f"{word} event", starts_on=today.isoformat(), audience=audience)
        agreement(title=f"{word} accord", expires_on=today.isoformat(), audience=audience)
        membership(network(), organisation=organisation(name=f"{word} body", audience=audience), renewed_until=today)
        grant(title=f"{word} grant", ends_on=today.isoformat(), state="active", audience=audience)
    if reader is not VISITOR:
        client.force_login(reader)
    told = [page(client), page(client, view="agenda")]
    if reader is not VISITOR:
        told.append(client.get(own_address(client)).content.decode())
    for text in told:
        for kind in ("event", "accord", "body", "grant"):
            assert {word for word in ("Open", "Members", "Closed", "Gone") if f"{word} {kind}" in text} == SEEN[who]
    public = client.get(reverse("feed")).content.decode()
    assert {word for word in ("Open", "Members", "Closed", "Gone") if f"{word} event" in public} == {"Open"}


def own_address(client):
    """The path of the calendar feed of whoever is signed in, made just now."""
    client.post(reverse("feed-address"))
    return re.search(r'href="http://testserver(/calendar/[^"]+\.ics)"', page(client))[1]


def read_feed(client, address="/calendar.ics"):
    """The dates of a feed, as another program reads them."""
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendar = icalendar.Calendar.from_ical(answer.content)
    assert (calendar["VERSION"], calendar.errors) == ("2.0", [])
    return {str(entry["SUMMARY"]): entry for entry in calendar.walk("VEVENT")}


def test_another_program_reads_whole_days_with_address_state_and_place(client, settings):
    settings.ADDRESS = "https://ssc.example"
    day = timezone.localdate() + timedelta(days=30)
    course = event(
        title="Course; “one, two”",
        starts_on=day.isoformat(),
        ends_on=(day + timedelta(days=2)).isoformat(),
        place="Nairobi",
        state="cancelled",
    )
    record(course, "recorded")
    entry = read_feed(client)["Course; “one, two”"]
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (day, day + timedelta(days=3))
    assert (entry["URL"], entry["LOCATION"]) == (f"https://ssc.example{course.get_absolute_url()}", "Nairobi")
    assert (entry["STATUS"], entry["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert entry["UID"] == f"events.event-{course.pk}@ssc.example"
    assert entry.errors == []


def test_a_date_keeps_its_name_and_its_stamp_until_it_is_changed(client):
    made = event(title="Course", starts_on=timezone.localdate().isoformat())
    record(made, "recorded")
    before = read_feed(client)["Course"]
    again = read_feed(client)["Course"]
    assert (before["UID"], before.decoded("DTSTAMP")) == (again["UID"], again.decoded("DTSTAMP"))
    record(made, "edited")
    after = read_feed(client)["Course"]
    assert (after["UID"] == before["UID"], after.decoded("LAST-MODIFIED") >= before.decoded("LAST-MODIFIED")) == (
        True,
        True,
    )


def test_a_month_is_a_month_in_the_feed_and_says_that_its_day_is_not_known(client):
    year = timezone.localdate().year + 1
    event(title="Forum", starts_on=f"{year}-02")
    ((summary, entry),) = read_feed(client).items()
    assert summary == f"Forum (February {year})"
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (date(year, 2, 1), date(year, 3, 1))


def test_an_event_has_its_hours_in_the_feed_and_the_same_name_as_in_its_own_file(client):
    day = timezone.localdate() + timedelta(days=30)
    begins = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    lead = programme(slug="ours", name="Ours")
    hours = {"zone": "UTC", "begins_at": begins, "ends_at": begins + timedelta(hours=2)}
    held = event(lead, title="Webinar", starts_on=day.isoformat(), state="cancelled", **hours)
    record(held, "recorded")
    told = []
    for address in ("/calendar.ics", "/calendar.ics?programme=ours", f"/events/{held.slug}/event.ics"):
        entry = read_feed(client, address)["Webinar"]
        said = [str(entry[name]) for name in ("UID", "URL", "STATUS")]
        told.append((*said, entry.decoded("DTSTART"), entry.decoded("DTEND"), entry.decoded("DTSTAMP")))
    assert (told[0][2:5], len(set(told))) == (("CANCELLED", begins, begins + timedelta(hours=2)), 1)


def test_the_feed_of_a_programme_bears_its_name_and_its_page_leads_there(client):
    lead = programme(slug="ours", name="Our programme")
    content = client.get("/calendar.ics?programme=ours").content
    assert str(icalendar.Calendar.from_ical(content)["X-WR-CALNAME"]) == "Our programme"
    assert 'href="/calendar.ics?programme=ours"' in client.get(lead.get_absolute_url()).content.decode()


@pytest.mark.parametrize("words", ["programme=hidden", "programme=none", "kind=secret"])
def test_a_feed_of_what_nobody_may_see_is_not_found_and_is_not_the_feed_of_everything(client, words):
    event(programme(slug="hidden", audience="signed-in"), title="Open", starts_on=timezone.localdate().isoformat())
    assert client.get(f"/calendar.ics?{words}").status_code == 404


def test_a_feed_of_two_thousand_events_asks_five_questions(client):
    day = timezone.localdate().isoformat()
    rows = [Event(slug=f"event-{k}", title=f"会议 {k}", kind="webinar", starts_on=day) for k in range(2000)]
    Event.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as asked:
        content = client.get(reverse("feed")).content
    assert (len(asked), content.count(b"BEGIN:VEVENT")) == (5, 2000)
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_the_feed_is_narrowed_as_its_address_says(client):
    today = timezone.localdate().isoformat()
    event(title="Event", starts_on=today)
    agreement(title="Accord", expires_on=today)
    assert set(read_feed(client, "/calendar.ics?kind=agreement")) == {"Expires: Accord"}
    assert 'href="http://testserver/calendar.ics?kind=event"' in page(client, kind="event")


@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_asks_five_questions(client, number):
    for _ in range(number):
        event(starts_on=timezone.localdate().isoformat())
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("feed"))
    assert len(asked) == 5  # four kinds, and when they were last changed


def test_ones_own_address_works_signed_out_until_another_is_made_or_it_is_ended(client):
    owner = user("Owner")
    event(title="Inside", starts_on=timezone.localdate().isoformat(), audience="signed-in")
    client.force_login(owner)
    first = own_address(client)
    second = own_address(client)
    client.logout()
    assert (client.get(first).status_code, set(read_feed(client, second))) == (404, {"Inside"})
    assert client.get(second).headers["Cache-Control"] == "private, no-store"
    client.force_login(owner)
    client.post(reverse("feed-address"), {"stop": "yes"})
    assert (client.get(second).status_code, Feed.objects.count()) == (404, 0)
    assert own_address(client) not in (first, second)


def test_a_token_that_was_changed_or_of_a_closed_account_opens_nothing(client):
    owner = user("Owner")
    token = Feed.objects.create(owner=owner).token()
    wrong = [f"{token}x", token.replace("-1:", "-2:"), "1-1", "nothing", token.split(":")[0]]
    assert [client.get(f"/calendar/{each}.ics").status_code for each in wrong] == [404] * 5
    assert client.get(reverse("own-feed", args=[token])).status_code == 200
    owner.is_active = False
    owner.save()
    assert client.get(reverse("own-feed", args=[token])).status_code == 404


def test_the_address_is_made_by_a_button_for_those_who_signed_in(client):
    assert client.post(reverse("feed-address")).status_code == 302
    assert (Feed.objects.count(), client.get(reverse("feed-address")).status_code) == (0, 405)


DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(0, 400), DAYS)
def test_each_occasion_stands_in_exactly_one_place_of_its_months(start, length, today):
    end = start + timedelta(days=length)
    one = occasion("event", None, "A", PartialDate(start.isoformat()), PartialDate(end.isoformat()))
    month = Month.of(today)
    laid = spread([one] if start <= month.last and end >= month.first else [], month.first, month.last)
    days = [day for day in sorted(laid.days) if laid.days[day] == [one]]
    inside = [
        start + timedelta(days=k) for k in range(length + 1) if month.first <= start + timedelta(days=k) <= month.last
    ]
    assert (days, laid.open) == (inside if length < 14 else [], [])
    assert laid.long == ([one] if inside and length >= 14 else [])


@given(DAYS, st.integers(-500, 500))
def test_months_are_moved_there_and_back(day, months):
    month = Month.of(day)
    moved = month.moved(months)
    assert (moved.moved(-months), Month.read(str(moved))) == (month, moved)


def test_an_end_less_exact_than_the_beginning_adds_no_day():
    one = occasion("event", None, "A", PartialDate("2020-07-14"), PartialDate("2020"))
    assert (one.start, one.end, one.has_days, one.days) == (
        date(2020, 7, 14),
        date(2020, 7, 14),
        True,
        "14 July 2020 – 2020",
    )


def test_occasions_come_in_order():
    event(title="B", starts_on="2020-07-02")
    agreement(title="A", expires_on="2020-07-01")
    found = occasions(VISITOR, date(2020, 7, 1), date(2020, 7, 31))
    assert [one.title for one in found] == ["Expires: A", "B"]
