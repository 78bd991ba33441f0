"""What is confidential about participants: given by themselves, and gone with their place or their record."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.debug import SafeExceptionReporterFilter

from zhinan.codelists.models import Country
from zhinan.events import actions
from zhinan.events.models import Confidential, Participant
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.network.actions.people import erase
from zhinan.network.models import Person

from .make import person
from .test_courses import NOW, course, nominated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


def test_details_are_given_on_the_own_page_by_who_is_accepted_and_go_when_they_withdraw(client):
    found = course()
    row = nominated(found, 1)
    address = reverse("own-details", args=[row.token])
    assert "not asked for now" in client.get(address).content.decode()
    client.post(address, {"passport_number": "P1234567"})
    assert Confidential.objects.count() == 0
    actions.accept(row, by=None)
    wrong = {"passport_number": "P1234567", "passport_expires": "2050-07-01", "birth_date": "2150-01-01"}
    page = client.post(address, wrong).content.decode()
    said = ("The passport ends before the course does.", "This day lies ahead.", 'value="P1234567"')
    assert [word in page for word in said] == [True] * 3
    right = {"passport_number": "P1234567", "passport_expires": "2055-07-01", "birth_date": "1990-01-01"}
    assert client.post(address, right).url == reverse("own-participation", args=[row.token])
    assert 'value="1990-01-01"' in client.get(address).content.decode()
    held = Confidential.objects.get()
    assert (held.passport_number, held.birth_date) == ("P1234567", "1990-01-01")
    entry = Entry.objects.about(row).order_by("-pk").first()
    assert (entry.verb, entry.changes, entry.actor) == ("details_given", {}, None)
    actions.withdraw(row, on=localdate())
    assert Confidential.objects.count() == 0


def test_a_person_who_is_erased_leaves_a_place_and_nothing_else():
    known = person(name="Amina", email="guest-1@zhinan.example", consent_on=date(2026, 1, 1))
    found = course()
    row = nominated(found, 1, state="accepted", position="Engineer", organisation_name="Ministry of Water")
    actions.give_details(row, {"passport_number": "P1234567"}, on=localdate())
    actions.arrive(row, by=None, now=NOW)
    before = row.token
    row.refresh_from_db()
    assert row.person == known
    erase(known, by=None)
    row.refresh_from_db()
    assert [row.name, row.email, row.position, row.organisation_name] == [""] * 4
    assert Participant.objects.with_token(before) is None
    actions.forget_participants(50)
    row = Participant.objects.get()
    assert (Confidential.objects.count(), row.matched_on, row.state, row.country.alpha3) == (0, None, "arrived", "KEN")
    assert row.token != before
    assert Person.objects.count() == 0


def test_somebody_whose_address_was_mended_is_not_emptied_with_the_person_of_the_old_one():
    known = person(name="Amina", email="guest-1@zhinan.example", consent_on=date(2026, 1, 1))
    row = nominated(course(), 1)
    actions.mend(row, {"email": "other@zhinan.example"}, by=None, on=localdate())
    erase(known, by=None)
    actions.forget_participants(50)
    row.refresh_from_db()
    assert (row.name, row.email) == ("Guest 1", "other@zhinan.example")


def test_who_gave_details_may_have_them_deleted_at_once(client):
    row = nominated(course(), 1, state="accepted")
    actions.give_details(row, {"diet": "No fish"}, on=localdate())
    address = reverse("own-forget", args=[row.token])
    assert address in client.get(reverse("own-participation", args=[row.token])).content.decode()
    assert client.get(address).status_code == 405
    client.post(address)
    row.refresh_from_db()
    assert (Confidential.objects.count(), row.state) == (0, "accepted")


def test_of_a_form_that_is_sent_when_nobody_is_signed_in_any_more_nothing_is_kept(client):
    found = course()
    row = nominated(found, 1, state="accepted")
    answer = client.post(reverse("participant-details", args=[row.pk]), {"passport_number": "P1234567"})
    assert (answer.status_code, Confidential.objects.count(), dict(client.session)) == (403, 0, {})


def test_a_report_of_a_mistake_of_ours_leaves_out_what_was_sent(client):
    row = nominated(course(), 1, state="accepted")
    answer = client.post(reverse("own-details", args=[row.token]), {"passport_number": "P1234567"})
    reported = SafeExceptionReporterFilter().get_post_parameters(answer.wsgi_request)
    assert reported.dict() == {"passport_number": SafeExceptionReporterFilter.cleansed_substitute}


def test_another_mail_address_gets_another_page(client):
    row = nominated(course(), 1, state="accepted")
    old = row.own_address()
    actions.mend(row, {"email": row.email, "name": "Guest one"}, by=None, on=localdate())
    assert client.get(old).status_code == 200
    actions.mend(row, {"email": "other@zhinan.example"}, by=None, on=localdate())
    assert client.get(old).status_code == 404
    assert Participant.objects.get().mail_due == "state"


def test_who_had_no_place_is_forgotten_on_the_day_of_deletion_and_still_counts():
    found = course()
    kept = nominated(found, 1, state="completed")
    actions.turn_down(nominated(found, 2), by=None, reason="Other field")
    actions.withdraw(nominated(found, 3, state="accepted"), on=localdate())
    nominated(found, 4, state="waiting")
    actions.erase_due(found.erase_on - timedelta(days=1))
    assert found.participants.exclude(name="").count() == 4
    assert actions.erase_due(found.erase_on) == 0  # nobody had given anything
    assert [one.name for one in found.participants.exclude(name="", email_mark="")] == [kept.name]
    states = ["completed", "declined", "withdrawn", "waiting"]
    assert list(found.participants.order_by("pk").values_list("state", flat=True)) == states
    assert list(found.participants.exclude(pk=kept.pk).values_list("reason", "position").distinct()) == [("", "")]


def test_details_that_are_deleted_before_the_course_take_nobody_off_the_list():
    found = course()
    nominated(found, 1)
    actions.erase_details(found, by=None, on=localdate())
    actions.erase_due(localdate())
    assert found.participants.get().name == "Guest 1"


def test_another_address_opens_no_details_that_were_given_before():
    row = nominated(course(), 1, state="accepted")
    actions.give_details(row, {"passport_number": "P1234567"}, on=localdate())
    actions.mend(row, {"position": "Engineer"}, by=None, on=localdate())
    assert Confidential.objects.count() == 1
    actions.mend(row, {"email": "office@zhinan.example"}, by=None, on=localdate())
    verbs = Entry.objects.about(row).values_list("verb", flat=True)
    assert (Confidential.objects.count(), "mail_changed" in verbs, "details_erased" in verbs) == (0, True, True)


def test_a_person_who_was_recorded_later_takes_the_participant_with_them():
    row = nominated(course(), 1, state="accepted")
    known = person(name="Amina", email="guest-1@zhinan.example", consent_on=date(2026, 1, 1))
    actions.follow_people(localdate(), 50)
    erase(known, by=None)
    actions.forget_participants(50)
    row.refresh_from_db()
    assert (row.name, row.email) == ("", "")


def test_details_go_a_year_after_the_end_at_the_latest_wherever_the_event_was_moved():
    found = course()
    row = nominated(found, 1, state="accepted")
    actions.give_details(row, {"passport_number": "P1234567"}, on=localdate())
    found.event.starts_on = found.event.ends_on = "2027-01-04"
    found.event.save()
    assert (actions.erase_due(date(2028, 1, 4)), actions.erase_due(date(2028, 1, 5))) == (0, 1)


def test_a_course_that_is_off_takes_nobody_and_asks_nothing():
    found = course()
    row = nominated(found, 1)
    actions.cancel(found.event, by=None)
    with pytest.raises(NotNow, match="not on"):
        actions.accept(row, by=None)
    found.event.refresh_from_db()
    assert not found.asks_details(localdate())


def test_an_invited_country_does_not_become_another_one_with_the_same_link():
    invited = course().invited.get(country__alpha3="KEN")
    invited.country = Country.objects.get(alpha3="TZA")
    with pytest.raises(ValidationError, match="its own link"):
        invited.full_clean()
