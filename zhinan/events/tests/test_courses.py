"""The sheet of a course: typed, read by everybody, taken back; its places, its links, and the day of deletion."""

from datetime import date
from io import BytesIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from zhinan.accounts.models import Role
from zhinan.accounts.tests.make import user
from zhinan.codelists.models import Country
from zhinan.events import actions, tasks
from zhinan.events.actions.nominating import Nominee
from zhinan.events.forms import CourseForm
from zhinan.events.models import Confidential, Course, Event, InvitedCountry
from zhinan.events.rules import places
from zhinan.history.actions import write
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.tests.make import sent
from zhinan.programmes.tests.make import programme
from zhinan.programmes.tests.sending import rows

from .make import event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
NOW = timezone.now()
FIRST, LAST = date(2050, 7, 4), date(2050, 7, 17)
SHEET = {"subject": "Growing rice with less water", "field": "agriculture", "taught_in": "English"}
COUNTS = st.integers(0, 4)
SHORT = st.sampled_from("ABC")


def training(office=None, **facts):
    """A planned training of two weeks."""
    words = {"title": "Rice", "kind": "training", "state": "planned", "mode": "in_person", "place": "Changsha"}
    return event(office, **{**words, "starts_on": FIRST.isoformat(), "ends_on": LAST.isoformat(), **facts})


def course(office=None, invited=(("KEN", 2), ("LAO", 1)), **facts):
    """The sheet of a planned training, with invited countries and their places."""
    values = {**SHEET, "capacity": None, **facts}
    values["invited"] = [{"country": Country.objects.find(code).pk, "places": n} for code, n in invited]
    made = Course(event=training(office))
    write(made, values, by=None)
    return Course.objects.select_related("event").get(pk=made.pk)


def nominee(number=1, code="KEN", **facts):
    """Somebody who is to be nominated."""
    words = {"name": f"Guest {number}", "email": f"guest-{number}@zhinan.example", "language": "en"}
    return Nominee(country=Country.objects.find(code), **{**words, **facts})


def nominated(found, number, code="KEN", state="reviewed", **facts):
    """Somebody in the list of the course `found`, whose nomination was looked at unless another state is named."""
    actions.nominate(found, [nominee(number, code, **facts)], now=NOW)
    row = found.participants.get(name=facts.get("name", f"Guest {number}"))
    if state != "nominated":
        actions.review(row, by=None)
    if state in ("accepted", "arrived", "completed"):
        actions.accept(row, by=None)
    if state == "waiting":
        actions.queue(row, by=None, now=NOW)
    if state in ("arrived", "completed"):
        actions.arrive(row, by=None, now=NOW)
    if state == "completed":
        actions.complete(row, by=None)
    row.refresh_from_db()
    return row


def states(found):
    return list(found.participants.order_by("pk").values_list("name", "state"))


def sweep():
    """What the worker sends, as [(receiver, subject)]."""
    mail.outbox.clear()
    tasks.send_due(timezone.now())
    return [(one.to[0], one.subject) for one in mail.outbox]


@pytest.fixture
def office(client):
    """A programme whose secretariat is signed in."""
    found = programme(name="Our programme")
    client.force_login(user("Secretariat", "secretariat", found.scope()))
    return found


def typed(**values):
    return sent(CourseForm, **SHEET | values)


def test_a_sheet_is_typed_with_invited_countries_and_everybody_reads_it_without_anybody_in_it(client, office):
    found = training(office)
    page = client.get(found.get_absolute_url()).content.decode()
    assert reverse("add-course", args=[found.slug]) in page
    more = rows("invited", {"country": "Kenya", "places": "2"}, {"country": "LAO", "places": ""})
    values = {"objectives": "Less water", "capacity": "20", "closes_on": "2050-06-01", "age_from": "25", "age_to": "45"}
    answer = client.post(reverse("add-course", args=[found.slug]), typed(**values, **more))
    made = Course.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{found.get_absolute_url()}#course")
    assert made.erase_on == date(2050, 10, 15)  # 90 days after the end, where nobody says otherwise
    assert [(one.country.alpha3, one.places) for one in made.invited.all()] == [("KEN", 2), ("LAO", None)]
    nominated(made, 1)
    client.logout()
    page = client.get(found.get_absolute_url()).content.decode()
    shown = ("Growing rice with less water", "Less water", "Kenya", "2 places", "25 to 45", "agricultural development")
    assert [word in page for word in shown] == [True] * len(shown)
    hidden = ("Guest 1", made.invited.first().token, "Confidential details", "Participants")
    assert [word in page for word in hidden] == [False] * len(hidden)


def test_the_sheet_is_given_out_as_a_pdf_in_which_nobody_stands(client, settings, tmp_path):
    settings.FOLDER = tmp_path
    found = course(objectives="Less water\n\n- Gauges\n- Seeds", capacity=20, closes_on="2050-06-01", age_from=25)
    nominated(found, 1)
    address = reverse("course-file", args=[found.event.slug])
    answer = client.get(address)
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert answer.headers["Content-Type"] == "application/pdf"
    said = ("Growing rice with less water", "Less water", "– Gauges", "Kenya", "1 June 2050", "4 July 2050", "Changsha")
    assert [word in words for word in said] == [True] * len(said)
    assert "Guest" not in words
    assert client.get(address).content == answer.content
    write(found, {"objectives": "\U0001f35a"}, by=None)
    assert client.get(address).url == found.get_absolute_url()
    found.delete()
    assert client.get(address).status_code == 404


def test_only_kinds_of_event_that_teach_offer_a_sheet(client, office):
    offered = [
        "Write the course sheet" in client.get(training(office, kind=kind).get_absolute_url()).content.decode()
        for kind in ("training", "training_course", "study_visit", "workshop", "webinar", "visit")
    ]
    assert offered == [True, True, True, True, False, False]


def test_an_event_has_one_sheet(client, office):
    found = course(office)
    assert client.get(reverse("add-course", args=[found.event.slug])).url == reverse("edit-course", args=[found.pk])


def test_what_a_sheet_cannot_say_is_refused_in_words(client, office):
    found = training(office)
    address = reverse("add-course", args=[found.slug])
    wrong = [
        ({"field": "other"}, "Write the field in words, or choose one from the list."),
        ({"age_from": "50", "age_to": "20"}, "The ages are the wrong way round."),
        ({"erase_on": "2050-07-05"}, "The details are needed until the course is over."),
        ({"erase_on": "2052-01-01"}, "for a year after the end at most"),
        ({"closes_on": "2050-08-01"}, "The course has begun by then."),
        (rows("invited", {"country": "KEN"}, {"country": "KEN"}), "duplicate"),
    ]
    pages = [client.post(address, typed(**values)).content.decode() for values, _sentence in wrong]
    assert [sentence in page for page, (_values, sentence) in zip(pages, wrong, strict=True)] == [True] * len(wrong)
    assert ("Growing rice with less water" in pages[0], Course.objects.count()) == (True, 0)


def test_a_field_that_the_source_does_not_name_is_written_in_words(client, office):
    found = training(office)
    client.post(reverse("add-course", args=[found.slug]), typed(field="other", other_field="Standards"))
    assert Course.objects.get().field_in_words() == "Standards"


def test_more_places_by_country_than_in_all_are_warned_of(client, office):
    found = course(office)
    more = rows("invited", {"country": "KEN", "places": "9"})
    answer = client.post(reverse("edit-course", args=[found.pk]), typed(seen="0", capacity="5", **more))
    assert [sentence for sentence, _way in answer.context["warnings"]] == [
        "The countries have 9 places together, and the course has 5."
    ]


def test_an_edited_sheet_can_be_taken_back_and_one_with_people_does_not_go_away(client, office):
    found = course(office)
    write(found, {"subject": "Another subject"}, by=None)
    entry = Entry.objects.about(found).order_by("-pk").first()
    client.post(reverse("undo-course", args=[found.pk, entry.pk]))
    found.refresh_from_db()
    assert found.subject == SHEET["subject"]
    nominated(found, 1)
    client.post(reverse("archive-course", args=[found.pk]))
    with pytest.raises(NotNow, match="People were nominated already"):
        actions.drop_course(found, by=None)
    assert Course.objects.count() == 1


def test_an_empty_sheet_goes_away_after_asking(client, office):
    found = course(office)
    assert "Take the course sheet away" in client.get(reverse("archive-course", args=[found.pk])).content.decode()
    client.post(reverse("archive-course", args=[found.pk]))
    assert (Course.objects.count(), InvitedCountry.objects.count(), Event.objects.count()) == (0, 0, 1)


def test_places_that_are_given_are_not_lost_by_a_smaller_number_nor_by_taking_an_edit_back():
    found = course(capacity=2)
    for number in (1, 2):
        nominated(found, number, state="accepted")
    with pytest.raises(ValidationError, match="2 people have a place already"):
        write(found, {"capacity": 1}, by=None)
    kenya, laos = ({"id": one.pk, "country": one.country_id, "places": one.places} for one in found.invited.all())
    with pytest.raises(ValidationError, match="2 people have a place already"):
        write(found, {"invited": [{**kenya, "places": 1}, laos]}, by=None)
    with pytest.raises(ValidationError, match="Kenya: 2 people have a place already"):
        write(found, {"invited": [laos]}, by=None)
    write(found, {"invited": [kenya]}, by=None)
    assert found.invited.count() == 1


def test_a_new_link_ends_the_old_one(client, office):
    found = course(office)
    row = found.invited.first()
    old = row.own_address()
    page = client.get(reverse("course-invited", args=[found.pk])).content.decode()
    assert (old in page, client.get(old).status_code) == (True, 200)
    client.post(reverse("renew-link", args=[row.pk]))
    new = InvitedCountry.objects.get(pk=row.pk).own_address()
    assert (old != new, client.get(old).status_code, client.get(new).status_code) == (True, 404, 200)


def test_the_database_holds_nothing_that_opens_a_link():
    row = course().invited.first()
    assert row.token not in {str(value) for value in InvitedCountry.objects.filter(pk=row.pk).values_list().get()}


def test_a_course_officer_is_named_for_one_event_and_ended(client, office):
    found = course(office)
    officer = user("Officer", "secretariat", office.scope())
    client.post(reverse("course-officers", args=[found.pk]), {"user": officer.pk})
    role = Role.objects.get(user=officer, role="course_officer")
    assert role.scope == f"event:{found.event.pk}"
    again = client.post(reverse("course-officers", args=[found.pk]), {"user": officer.pk}).content.decode()
    assert "has this role already" in again
    client.post(reverse("end-officer", args=[found.pk, role.pk]))
    role.refresh_from_db()
    assert role.ends_on == timezone.localdate()
    told = Entry.objects.about(found).order_by("pk").values_list("verb", flat=True)
    assert list(told) == ["recorded", "officer_named", "officer_ended"]


def test_a_role_of_another_event_is_not_ended_from_here(client, office):
    here, there = course(office), course(office)
    role = actions.name_officer(there, user("Officer"), by=None, on=timezone.localdate())
    assert client.post(reverse("end-officer", args=[here.pk, role.pk])).status_code == 404


def details(found, number=1):
    """An accepted participant of the course `found` who gave a passport."""
    row = nominated(found, number, state="accepted")
    actions.give_details(row, {"passport_number": "P1234567"}, on=timezone.localdate())
    return row


def test_details_are_deleted_on_the_day_that_the_course_sets_and_not_before(settings):
    found, other = course(erase_on="2050-08-01"), course(erase_on="2050-09-01")
    details(found), details(other)
    assert [actions.erase_due(date(2050, 7, 31)), Confidential.objects.count()] == [0, 2]
    assert [actions.erase_due(date(2050, 8, 1)), actions.erase_due(date(2050, 8, 1))] == [1, 0]
    assert [one.participant.course for one in Confidential.objects.all()] == [other]
    entry = Entry.objects.about(found).order_by("-pk").first()
    assert (entry.verb, entry.changes, entry.audience) == ("details_erased", {}, "staff")


def test_the_worker_deletes_them_by_itself():
    found = course()
    details(found)
    Course.objects.update(erase_on=timezone.localdate())
    tasks.forget_what_is_due.func()
    assert Confidential.objects.count() == 0


def test_details_are_deleted_at_once_where_somebody_asks_for_it_and_asked_for_no_more(client, office):
    found = course(office)
    row = details(found)
    address = reverse("erase-details", args=[found.pk])
    client.get(address)
    assert Confidential.objects.count() == 1
    client.post(address)
    found.refresh_from_db()
    assert (Confidential.objects.count(), found.erase_on) == (0, timezone.localdate())
    with pytest.raises(NotNow, match="not asked for now"):
        actions.give_details(row, {"diet": "No fish"}, on=timezone.localdate())


def test_the_day_of_deletion_is_not_emptied_while_details_are_held():
    found = course()
    details(found)
    Event.objects.filter(pk=found.event.pk).update(starts_earliest=None, starts_latest=None, ends_latest=None)
    with pytest.raises(ValidationError, match="Confidential details are held"):
        write(Course.objects.get(), {"erase_on": None}, by=None)


def test_without_a_day_of_deletion_nobody_is_asked_for_details():
    made = Course(event=training(starts_on=None, ends_on=None))
    write(made, {**SHEET, "invited": []}, by=None)
    row = nominated(made, 1, state="accepted")
    assert made.erase_on is None
    with pytest.raises(NotNow):
        actions.give_details(row, {"diet": "No fish"}, on=timezone.localdate())


@given(st.none() | COUNTS, st.dictionaries(SHORT, st.none() | COUNTS), st.dictionaries(SHORT, COUNTS), SHORT)
def test_who_gets_a_place_leaves_no_limit_broken_that_was_kept_before(capacity, countries, taken, country):
    room = places.Room(capacity, countries)
    left = places.left_for(room, taken, country)
    assert left is None or left >= 0
    if left == 0:
        return
    after = {**taken, country: taken.get(country, 0) + 1}
    limits = [(capacity, sum(after.values())), (countries.get(country), after[country])]
    assert [given <= limit for limit, given in limits if limit is not None].count(False) == 0
    assert not countries or country in countries


@given(st.none() | COUNTS, st.dictionaries(SHORT, st.none() | COUNTS), st.dictionaries(SHORT, COUNTS), st.lists(SHORT))
def test_the_first_that_fits_is_passed_by_by_nobody_who_fits(capacity, countries, taken, line):
    room = places.Room(capacity, countries)
    first = places.first_that_fits(room, taken, [(country, number) for number, country in enumerate(line)])
    fitting = [number for number, country in enumerate(line) if places.left_for(room, taken, country) != 0]
    assert first == (fitting[0] if fitting else None)
