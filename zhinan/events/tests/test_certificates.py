"""Certificates: issued once to those who were there long enough, told by mail, forgotten at the holder's wish."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.events import actions, tasks
from zhinan.events.models import Certificate, Course, Session, Speaker
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.network.actions.people import erase
from zhinan.programmes.tests.make import programme

from .certified import NOW, came, issue, joined, read, wells_of
from .make import DeadBackend, attendance, person

pytestmark = pytest.mark.django_db
QUERIES = 14  # of the page of the secretariat


@pytest.fixture(autouse=True)
def _sent_at_once(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def ours(db):
    """A programme of ours."""
    return programme(name="Our programme", audience="public")


@pytest.fixture
def office(ours):
    """Who keeps its events."""
    return user("Secretariat", RoleName.SECRETARIAT, ours.scope())


@pytest.fixture
def wells(ours):
    """A webinar that was held."""
    return wells_of(ours)


@pytest.fixture
def amina(wells, office):
    """A certificate of attendance."""
    return issue(wells, office, came(wells))[0]


def sweep():
    """What the worker sends."""
    mail.outbox.clear()
    tasks.send_due(timezone.now())
    return list(mail.outbox)


# issuing


def test_who_came_gets_a_certificate_that_says_what_the_event_was(wells, office):
    (made,) = issue(wells, office, came(wells))
    assert (made.name, made.email, made.issued_on, made.number[:5]) == (
        "Amina Diallo",
        "amina@zhinan.example",
        date(2026, 4, 3),
        "2026-",
    )
    assert made.said == {
        "titles": {"en": "Wells", "zh": "水井"},
        "starts_on": "2026-03-10",
        "ends_on": "",
        "place": "Nairobi",
        "country": {},
        "organisers": [{"en": "Institute for Slopes"}],
        "minutes": 90,
    }
    assert Entry.objects.get(verb="certified").changes == {}


def test_what_was_certified_stays_when_the_event_is_edited(client, wells, amina):
    wells.title, wells.place = "Rivers", "Dakar"
    wells.save()
    page = read(client, "certificate", amina.number)
    assert [word in page for word in ("Wells", "Nairobi", "Rivers", "Dakar")] == [True, True, False, False]


def test_nobody_gets_a_second_one(wells, office):
    place = came(wells)
    assert [len(issue(wells, office, place)) for _time in range(2)] == [1, 0]
    assert [len(issue(wells, office, place, kind="completion")) for _time in range(2)] == [1, 0]


@pytest.mark.parametrize("state", ["planned", "postponed", "cancelled"])
@pytest.mark.parametrize("kind", ["attendance", "completion", "speaking"])
def test_nothing_is_certified_before_the_event_took_place(wells, office, kind, state):
    place = came(wells)
    wells.state = state
    wells.save()
    with pytest.raises(NotNow, match="Say first that the event took place"):
        issue(wells, office, place, kind=kind)


def test_who_was_there_too_shortly_gets_none_even_when_asked_for(wells, office):
    short, long = came(wells, "Bruno Costa", 30), came(wells, "Chen Wei", 60)
    assert [one.name for one in issue(wells, office, short, long, least_share=50)] == ["Chen Wei"]


def test_sessions_count_where_presence_was_noted(wells, office):
    place = came(wells)
    first, second = (Session.objects.create(event=wells, title=title) for title in ("Digging", "Lining"))
    Session.objects.create(event=wells, title="Break")
    other = came(wells, "Bruno Costa")
    first.presences.create(attendance=place)
    for session in (first, second):
        session.presences.create(attendance=other)
    assert [one.name for one in issue(wells, office, least_share=60)] == ["Bruno Costa"]
    (amina,) = issue(wells, office, place)
    assert (amina.said["sessions"], amina.said["of_sessions"]) == (1, 2)


def test_a_speaker_of_several_sessions_gets_one_with_all_of_them(wells, office):
    for title in ("Digging", "Lining"):
        session = Session.objects.create(event=wells, title=title)
        Speaker.objects.create(session=session, name="Dao Thi", role="trainer")
    (made,) = issue(wells, office, kind="speaking")
    assert made.said["talks"] == [["trainer", {"en": "Digging"}], ["trainer", {"en": "Lining"}]]
    made.speaker.delete()
    Speaker.objects.create(session=session, name="dao  thi")
    assert issue(wells, office, kind="speaking") == []


def test_of_a_course_only_who_completed_it_is_offered_that_certificate(wells, office):
    course = Course.objects.create(event=wells, field="agriculture", subject="Wells")
    for name, state in (("Amina Diallo", "completed"), ("Bruno Costa", "partial")):
        joined(course, name, state)
    came(wells, "Chen Wei")
    found = actions.candidates(wells, "completion", office)
    assert [(one.name, one.email, one.why) for one in found] == [
        ("Amina Diallo", "amina@zhinan.example", ""),
        ("Bruno Costa", "bruno@zhinan.example", "not_done"),
        ("Chen Wei", "chen@zhinan.example", "not_done"),
    ]


# the page of the secretariat


def test_the_page_shows_who_gets_one_who_has_one_and_why_others_get_none(client, wells, office, amina):
    came(wells, "Bruno Costa", 30)
    attendance(wells)
    client.force_login(office)
    page = read(client, "event-certificates", wells.slug, kind="attendance", least="50")
    assert [word in page for word in ("too short", "no name is known", amina.number)] == [True] * 3
    assert page.count('name="chosen"') == 0
    page = read(client, "event-certificates", wells.slug)
    assert (page.count('name="chosen"'), page.count(" checked")) == (1, 2)


def test_the_button_issues_to_those_who_were_chosen_and_a_second_press_issues_nothing(client, wells, office):
    places = [came(wells, name) for name in ("Amina Diallo", "Bruno Costa")]
    client.force_login(office)
    way = reverse("event-certificates", args=[wells.slug])
    for told in ("1 certificate is issued. 1 mail goes out.", "No new certificate"):
        page = client.post(way, {"chosen": [f"a{places[0].pk}"], "tells": "1"}, follow=True).content.decode()
        assert told in page
    assert [one.name for one in Certificate.objects.all()] == ["Amina Diallo"]


def test_whoever_chooses_nobody_is_told_so(client, wells, office):
    came(wells)
    client.force_login(office)
    answer = client.post(reverse("event-certificates", args=[wells.slug]), {})
    assert ("Choose at least one person first." in answer.content.decode(), Certificate.objects.count()) == (True, 0)


def test_a_share_that_is_no_percentage_is_refused_and_stays_typed(client, wells, office):
    client.force_login(office)
    page = read(client, "event-certificates", wells.slug, kind="attendance", least="150")
    assert ("less than or equal to 100" in page, 'value="150"' in page) == (True, True)


def test_nothing_is_issued_while_the_share_has_to_be_mended(client, wells, office):
    place = came(wells)
    client.force_login(office)
    way = reverse("event-certificates", args=[wells.slug])
    client.post(f"{way}?kind=attendance&least=150", {"chosen": [f"a{place.pk}"]})
    assert Certificate.objects.count() == 0


def test_completion_is_proposed_for_those_who_completed_a_course_and_else_left_to_the_office(client, wells, office):
    place = came(wells)
    client.force_login(office)
    ticked = f'value="a{place.pk}" checked'
    assert ticked not in read(client, "event-certificates", wells.slug, kind="completion")
    course = Course.objects.create(event=wells, field="agriculture", subject="Wells")
    guest = joined(course, "Bruno Costa", "completed")
    page = read(client, "event-certificates", wells.slug, kind="completion")
    assert (ticked in page, f'value="a{guest.attendance_id}" checked' in page) == (False, True)


def test_who_is_no_candidate_any_more_is_told_of(client, wells, office):
    came(wells)
    client.force_login(office)
    answer = client.post(reverse("event-certificates", args=[wells.slug]), {"chosen": ["a0"]})
    assert ("The list has changed meanwhile." in answer.content.decode(), Certificate.objects.count()) == (True, 0)


def test_a_longer_list_takes_no_more_queries(client, wells, office, django_assert_num_queries):
    client.force_login(office)
    way = reverse("event-certificates", args=[wells.slug])
    for start, end in ((0, 1), (1, 8)):
        for number in range(start, end):
            issue(wells, office, came(wells, f"{number:05} Guest"))
        with django_assert_num_queries(QUERIES):
            client.get(way)


# mails, and who wants to be forgotten


def test_the_holder_is_told_once_in_their_language(wells, office, client):
    issue(wells, office, came(wells))
    (one,) = sweep()
    assert (one.to, one.subject) == (["amina@zhinan.example"], "Your certificate: Wells")
    number = Certificate.objects.get().number
    address = re.search(rf"http\S+?(/certificates/{number}/certificate\.pdf\?key=\S+)", one.body)[1]
    assert client.get(address)["Content-Type"] == "application/pdf"
    assert re.search(rf"http\S+/certificates/{number}/\n", one.body)
    assert sweep() == []


def test_the_mail_names_the_event_in_the_language_of_the_holder(wells, office):
    issue(wells, office, came(wells, language="zh"))
    (one,) = sweep()
    assert ("水井" in one.subject, "Wells" in one.subject) == (True, False)


def test_nobody_is_written_to_who_has_no_address_or_where_that_was_not_asked_for(wells, office):
    place = attendance(wells)
    place.called = "Bruno Costa"
    place.save()
    issue(wells, office, place)
    issue(wells, office, came(wells), tells=False)
    assert (Certificate.objects.count(), sweep()) == (2, [])


def test_a_mail_that_could_not_go_out_goes_out_later(settings, wells, office):
    issue(wells, office, came(wells))
    settings.DELIVERY_BACKEND = f"{DeadBackend.__module__}.DeadBackend"
    assert sweep() == []
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert sweep() == []
    assert tasks.send_due(timezone.now() + timedelta(minutes=10)) == 1


def test_the_address_is_dropped_once_the_mail_is_out(wells, office):
    issue(wells, office, came(wells))
    sweep()
    assert Certificate.objects.get().email == "amina@zhinan.example"
    tasks.send_due(timezone.now() + timedelta(hours=2))
    assert Certificate.objects.get().email == ""


def test_of_a_certificate_that_was_revoked_before_no_mail_tells(wells, office):
    (made,) = issue(wells, office, came(wells))
    actions.revoke(made, "A mistake", by=office, now=NOW)
    assert sweep() == []


def test_the_own_page_of_who_registered_leads_to_the_file(client, amina):
    page = read(client, "own-registration", amina.registration.token)
    assert amina.own_address().replace("&", "&amp;") in page


def test_erasing_a_person_leaves_the_number_without_the_name(client, wells, office):
    place = came(wells)
    place.person = person(name="Amina Diallo")
    place.save()
    (made,) = issue(wells, office, place)
    erase(place.person, by=office)
    made.refresh_from_db()
    assert (made.name, made.email, sweep()) == ("", "", [])
    page = read(client, "certificate", made.number)
    assert ("The name was deleted at the wish of the holder." in page, "Amina" in page) == (True, False)
    assert client.get(made.own_address()).status_code == 404


def test_who_became_a_recorded_person_after_it_was_issued_is_erased_as_well(office, amina):
    place, human = amina.attendance, person(name="Amina Diallo")
    place.person = human
    place.save()
    sweep()
    erase(human, by=office)
    amina.refresh_from_db()
    assert amina.name == ""


def test_the_name_goes_at_the_wish_of_a_holder_who_is_no_recorded_person(client, wells, office, amina):
    client.force_login(office)
    way = reverse("forget-holder", args=[amina.number])
    assert "Tick that you are sure" in client.post(way, follow=True).content.decode()
    assert Certificate.objects.get().name == "Amina Diallo"
    client.post(way, {"sure": "1"})
    amina.refresh_from_db()
    assert (amina.name, amina.email, amina.person) == ("", "", None)
    assert "name deleted" in read(client, "event-certificates", wells.slug)
    with pytest.raises(NotNow, match="deleted"):
        actions.mend_name(amina, "Amina Diallo", by=office)


def test_in_the_database_name_and_mail_are_encrypted(amina, django_db_blocker):
    raw = Certificate.objects.extra(select={"held": "name || email || CAST(said AS text)"}).values_list(
        "held", flat=True
    )[0]
    assert ("Amina" in raw, "amina@" in raw, "Wells" in raw) == (False, False, True)
