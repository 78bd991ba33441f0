"""The agenda: typed, seen, spoken at, checked in to, taken off."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.events import actions
from zhinan.events.models import Admission, Presence, Registration, Roll, Session, Speaker
from zhinan.files.tests.make import attached
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import SAVING
from zhinan.network.actions.people import erase
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import programme

from .make import attendance, event, person

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 3, 10, 6, 0, tzinfo=UTC)  # nine o'clock in Nairobi
NOW = timezone.now()


@pytest.fixture
def office(client):
    """A programme whose secretariat is signed in."""
    found = programme(name="Our programme")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, found.scope()))
    return found


@pytest.fixture
def wells(office):
    """A webinar of the programme from nine o'clock in Nairobi."""
    facts = {"starts_on": "2026-03-10", "state": "planned", "zone": "Africa/Nairobi", "begins_at": NINE}
    return event(office, title="Wells", **facts)


def session(event, title="Digging", **facts):
    return Session.objects.create(event=event, title=title, **facts)


def said(**more):
    rows = {"speakers-TOTAL_FORMS": "1", "speakers-INITIAL_FORMS": "0", "translations-TOTAL_FORMS": "0"}
    rows |= {"translations-INITIAL_FORMS": "0", "speakers-0-role": "speaker", "speakers-0-position": "1"}
    return {"title": "Digging", "position": "1", "language": "en", "step": "save", **rows, **more}


def add(client, event, **more):
    return client.post(reverse("add-session", args=[event.slug]), said(**more))


def test_hours_are_typed_by_the_clocks_of_the_event_and_read_by_those_of_the_reader(client, wells):
    answer = add(client, wells, begins_at="2026-03-10T09:30", ends_at="2026-03-10T10:15", room="Hall 2")
    made = Session.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.begins_at, made.ends_at) == (NINE.replace(minute=30), NINE.replace(hour=7, minute=15))
    page = client.get(wells.get_absolute_url()).content.decode()
    assert ("<small>09:30 – 10:15</small>" in page, "Hall 2" in page) == (True, True)
    there = client.get(made.get_absolute_url(), {"zone": "Asia/Shanghai"}).content.decode()
    assert "10 March 2026, 14:30 – 15:15" in there


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ({"ends_at": "2026-03-10T10:00"}, "Write when it begins, too."),
        ({"begins_at": "2026-03-10T10:00", "ends_at": "2026-03-10T09:00"}, "It ends before it begins."),
        ({"begins_at": "soon"}, "Write a day and an hour, as 2026-07-14 09:00."),
    ],
)
def test_hours_that_cannot_be_are_said_at_the_place_and_nothing_is_lost(client, wells, hours, sentence):
    page = add(client, wells, **hours).content.decode()
    assert (sentence in page, 'value="Digging"' in page, Session.objects.count()) == (True, True, 0)


def test_an_agenda_of_several_days_names_each_of_them_once(client, wells):
    for number, day in enumerate((10, 10, 11)):
        session(wells, f"Session {number}", begins_at=NINE.replace(day=day, hour=6 + number))
    page = client.get(wells.get_absolute_url()).content.decode()
    assert (page.count("<h3>10 March 2026</h3>"), page.count("<h3>11 March 2026</h3>")) == (1, 1)


def test_an_hour_that_the_clocks_leave_out_is_refused(client, wells):
    wells.zone, wells.begins_at, wells.starts_on = "Europe/Paris", None, "2026-03-29"
    wells.save()
    page = add(client, wells, begins_at="2026-03-29T02:30").content.decode()
    assert ("There is no 02:30 on that day" in page, Session.objects.count()) == (True, 0)


def test_a_session_has_no_hours_before_the_event_has_and_leads_to_them(client, office):
    made = event(office, state="planned")
    page = client.get(reverse("add-session", args=[made.slug])).content.decode()
    assert ('name="begins_at"' in page, "Hours can be written once the event has its own." in page) == (False, True)
    assert add(client, made, begins_at="2026-07-14T09:00").url == Session.objects.get().get_absolute_url()
    way = reverse("event-hours", args=[made.slug])
    assert client.get(made.get_absolute_url()).content.decode().count(way) == 2


def test_a_form_sent_twice_adds_one_session(client, wells):
    once = "6f9f1a52-2f9f-4f7b-9d6e-0f6f3a0f1b11"
    assert [add(client, wells, once=once).url for _time in range(2)] == [Session.objects.get().get_absolute_url()] * 2


def test_speakers_are_read_as_typed_and_lead_only_to_whom_the_reader_may_see(client, wells):
    made = session(wells)
    hidden = person(name="Hidden", audience="signed-in")
    Speaker.objects.create(session=made, name="Dr A. Diallo", title="Head of Wells", person=hidden, role="opening")
    body = organisation(name="Ministry of Water")
    Speaker.objects.create(session=made, name="B. Costa", organisation=body, position=2)
    client.logout()
    for way in (wells.get_absolute_url(), made.get_absolute_url()):
        page = client.get(way).content.decode()
        assert ("Dr A. Diallo, Head of Wells" in page, "opening words" in page) == (True, True)
        assert (hidden.get_absolute_url() in page, body.get_absolute_url() in page) == (False, True)


def test_an_agenda_of_any_length_takes_four_queries_more(client, wells, django_assert_num_queries):
    client.logout()
    for number in range(8):
        made = session(wells, f"Session {number}", begins_at=NINE.replace(hour=6 + number))
        Speaker.objects.create(session=made, name="A speaker", person=person(), organisation=organisation())
    with django_assert_num_queries(15):
        page = client.get(wells.get_absolute_url()).content.decode()
    assert page.index("Session 0") < page.index("Session 7")


def test_materials_and_the_recording_stand_on_the_page_of_the_session(client, wells):
    made = session(wells, recording="https://video.example.org/wells")
    attached(made, caption="Slides on wells")
    client.logout()
    page = client.get(made.get_absolute_url()).content.decode()
    assert ("Slides on wells" in page, "https://video.example.org/wells" in page) == (True, True)


def test_a_session_of_a_hidden_event_is_found_by_nobody_outside(client, wells):
    made = session(wells)
    wells.audience = "staff"
    wells.save()
    client.logout()
    assert client.get(made.get_absolute_url()).status_code == 404


def test_a_session_is_edited_taken_back_copied_and_taken_off(client, wells):
    made = session(wells, begins_at=NINE)
    client.post(reverse("edit-session", args=[made.pk]), said(title="Deep digging", begins_at="2026-03-10T09:00"))
    made.refresh_from_db()
    assert (made.title, made.begins_at) == ("Deep digging", NINE)
    entry = Entry.objects.about(made).latest("pk")
    client.post(reverse("undo-session", args=[made.pk, entry.pk]))
    made.refresh_from_db()
    assert made.title == "Digging"
    page = client.get(reverse("copy-session", args=[made.pk])).content.decode()
    assert ('value="Digging"' in page, 'value="2026-03-10T09:00"' in page) == (True, False)
    client.post(reverse("copy-session", args=[made.pk]), said(title="Digging once more"))
    assert wells.sessions.count() == 2
    assert "Take off the agenda" in client.get(reverse("archive-session", args=[made.pk])).content.decode()
    assert client.post(reverse("archive-session", args=[made.pk])).url == wells.get_absolute_url()
    assert [one.title for one in wells.sessions.all()] == ["Digging once more"]


def test_a_session_in_which_people_were_stays(client, wells):
    made = session(wells)
    Presence.objects.create(session=made, attendance=attendance(wells))
    page = client.post(reverse("archive-session", args=[made.pk]), follow=True).content.decode()
    assert ("1 person is noted as present. Take them out of the session first." in page, Session.objects.count()) == (
        True,
        1,
    )


def test_a_session_of_which_a_list_waits_or_files_stand_says_what_to_do_first(client, wells):
    made = session(wells)
    roll = Roll.objects.create(event=wells, session=made, platform="typed", made_at=NOW, held="[{}]")
    answer = client.post(reverse("archive-session", args=[made.pk]), follow=True).content.decode()
    assert ("A list of it waits" in answer, Roll.objects.get().session) == (True, made)
    roll.delete()
    attached(made)
    assert "Files stand at it." in client.post(reverse("archive-session", args=[made.pk]), follow=True).content.decode()


def test_who_was_noted_by_mistake_is_taken_out_of_the_session_and_stays_in_the_list(client, wells):
    made = session(wells)
    there = Presence.objects.create(session=made, attendance=attendance(wells, person(name="Amina")))
    assert "Amina" in client.get(made.get_absolute_url()).content.decode()
    client.post(reverse("leave-session", args=[there.pk]))
    assert (made.presences.count(), wells.attendances.count()) == (0, 1)


def test_a_speaker_who_asks_to_be_erased_is_named_nowhere_any_more(client, wells, office):
    made, struck = session(wells), session(wells, "Drinking")
    amina = person(name="Amina Erased", audience="public")
    words = {"speakers-0-name": "Dr Amina Erased", "speakers-0-person": "Amina Erased"}
    for one in (made, struck):
        client.post(reverse("edit-session", args=[one.pk]), said(title=one.title, **words))
    client.post(reverse("archive-session", args=[struck.pk]))
    assert made.speakers.get().person == amina
    erase(amina, by=None)
    assert (str(made.speakers.get()), "name deleted" in client.get(wells.get_absolute_url()).content.decode()) == (
        "name deleted",
        True,
    )
    held = [entry for entry in Entry.objects.all() if "Amina Erased" in str(entry.changes)]
    assert held == []


def registered(event, name, **facts):
    words = {"consented_on": date(2026, 3, 1), "registered_at": NOW, "email": f"{name[:5]}@zhinan.example"}
    return Registration.objects.create(event=event, name=name, **{**words, **facts})


def tap(client, registration, **said):
    return client.post(reverse("registration-came", args=[registration.pk]), said, headers={SAVING: "1"})


def test_a_tap_at_the_door_of_a_session_says_event_and_session_once(client, wells):
    made, amina = session(wells), registered(wells, "Amina Diallo")
    assert [tap(client, amina, session=made.pk).status_code for _time in range(2)] == [204, 204]
    assert (wells.attendances.count(), made.presences.count()) == (1, 1)
    tap(client, amina, session=made.pk, back="1")
    assert (wells.attendances.count(), made.presences.count()) == (1, 0)
    way = reverse("check-in", args=[wells.slug])
    pages = [client.get(way, words).content.decode() for words in ({}, {"session": made.pk})]
    assert ["✓" in page for page in pages] == [True, False]
    assert tap(client, amina, session=session(event()).pk).status_code == 404
    assert client.get(way, {"session": "9" * 30}).status_code == 404


def test_the_code_of_a_session_checks_in_to_that_one(client, wells):
    Admission.objects.create(event=wells)
    made, amina = session(wells), registered(wells, "Amina Diallo")
    client.post(reverse("check-in-code", args=[wells.slug]), {"session": made.pk})
    made.refresh_from_db()
    client.logout()
    answer = client.post(reverse("own-here", args=[amina.token]), {"code": made.code}, follow=True).content.decode()
    assert ("You are checked in to “Digging”." in answer, made.presences.count()) == (True, 1)
    actions.hide_code(made, by=None)
    with pytest.raises(NotNow):
        actions.check_in_here(amina, made.code, now=NOW)


def test_who_came_is_told_with_the_sessions_they_were_in(client, wells):
    made, _other = session(wells), session(wells, "Drinking")
    Presence.objects.create(session=made, attendance=attendance(wells, person(name="Amina")))
    assert "1 session of 2" in client.get(reverse("event-people", args=[wells.slug])).content.decode()


def test_who_keeps_the_agenda(client, office, wells):
    made = session(wells)
    ways = [("add-session", wells.slug), ("edit-session", made.pk), ("copy-session", made.pk)]
    ways += [("archive-session", made.pk), ("session-files", made.pk), ("add-list", wells.slug)]
    people = cast(office, programme(name="Another"))
    for name, key in ways:
        through = set()
        for word, one in people.items():
            client.logout()
            if one.is_authenticated:
                client.force_login(one)
            if client.get(reverse(name, args=[key])).status_code == 200:
                through.add(word)
        assert through == {"secretariat", "administrator"}, name
