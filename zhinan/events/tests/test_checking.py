"""Checking in: once however often it is said, at the door or by the code in the room, and taken back."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.events import actions
from zhinan.events.models import Admission, Presence, Registration, Session
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import SAVING
from zhinan.programmes.tests.make import programme

from .make import attendance, event, person

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def office(client):
    """A programme whose secretariat is signed in."""
    found = programme(name="Our programme")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, found.scope()))
    return found


@pytest.fixture
def amina(office):
    """Somebody with a place at a webinar of the programme."""
    made = event(office, title="Wells", starts_on="2026-03-10", state="planned")
    Admission.objects.create(event=made)
    return registered(made, "Amina Diallo")


def registered(event, name, **facts):
    words = {"consented_on": date(2026, 3, 1), "registered_at": NOW, "email": f"{name[:5]}@zhinan.example"}
    return Registration.objects.create(event=event, name=name, **{**words, **facts})


def tap(client, registration, **said):
    return client.post(reverse("registration-came", args=[registration.pk]), said, headers={SAVING: "1"})


def test_each_tap_may_be_repeated_and_is_taken_back(client, amina):
    assert [tap(client, amina).status_code for _time in range(2)] == [204, 204]
    place = amina.event.attendances.get()
    assert (place.registration, place.called, place.came_at is not None) == (amina, "Amina Diallo", True)
    assert "✓" in client.get(reverse("check-in", args=[amina.event.slug])).content.decode()
    assert [tap(client, amina, back="1").status_code for _time in range(2)] == [204, 204]
    assert amina.event.attendances.count() == 0


def test_without_script_the_list_comes_again_where_it_was(client, amina):
    answer = client.post(reverse("registration-came", args=[amina.pk]), {"q": "amin"})
    assert answer.url == f"/events/{amina.event.slug}/check-in/?q=amin#r{amina.pk}"


def test_who_stands_in_the_list_by_hand_is_the_same_person(client, amina):
    amina.person = person(name="Amina Diallo")
    amina.save()
    attendance(amina.event, amina.person)
    tap(client, amina)
    assert [one.registration for one in amina.event.attendances.all()] == [amina]


def test_who_has_no_place_is_refused_with_what_to_do(client, amina):
    waits = registered(amina.event, "Bruno Costa", state="waiting")
    answer = tap(client, waits)
    assert (answer.status_code, answer.content.decode()) == (409, "Bruno Costa has no place. Give one first.")


def test_who_is_in_the_room_checks_in_by_its_code_and_by_no_other(client, amina):
    way = reverse("own-registration", args=[amina.token])
    client.post(reverse("check-in-code", args=[amina.event.slug]))
    code = Admission.objects.get().code
    client.logout()
    assert "Code that is shown in the room" in client.get(way).content.decode()
    wrong = client.post(reverse("own-here", args=[amina.token]), {"code": "WRONG"}, follow=True).content.decode()
    assert ("This is not the code" in wrong, amina.event.attendances.count()) == (True, 0)
    right = client.post(reverse("own-here", args=[amina.token]), {"code": f" {code.lower()} "}, follow=True)
    assert ("You are checked in." in right.content.decode(), amina.event.attendances.count()) == (True, 1)


def test_a_code_that_is_hidden_or_made_anew_is_worth_nothing(amina):
    terms = amina.event.admission
    first = actions.show_code(terms, by=None).code
    actions.show_code(terms, by=None)
    for _time in range(2):
        amina.event.admission.refresh_from_db()
        with pytest.raises(NotNow):
            actions.check_in_here(amina, first, now=NOW)
        actions.hide_code(terms, by=None)


def test_the_secretariat_opens_the_ticket_of_a_guest_and_checks_them_in_there(client, amina):
    page = client.get(reverse("own-registration", args=[amina.token])).content.decode()
    assert "Is here" in page
    client.logout()
    assert "Is here" not in client.get(reverse("own-registration", args=[amina.token])).content.decode()


def test_who_checks_in(client, office, amina):
    ways = [("get", "check-in", amina.event.slug), ("post", "check-in-code", amina.event.slug)]
    ways.append(("post", "registration-came", amina.pk))
    people = cast(office, programme(name="Another"))
    for method, name, key in ways:
        through = set()
        for word, one in people.items():
            client.logout()
            if one.is_authenticated:
                client.force_login(one)
            answer = getattr(client, method)(reverse(name, args=[key]))
            if answer.status_code in (200, 204) or (answer.status_code == 302 and "/login/" not in answer.url):
                through.add(word)
        assert through == {"secretariat", "administrator"}


def test_a_long_list_takes_the_same_few_queries(client, amina, django_assert_num_queries):
    way = reverse("check-in", args=[amina.event.slug])
    for more in (0, 30):
        for number in range(more):
            registered(amina.event, f"{number:05} Guest")
        with django_assert_num_queries(11):
            client.get(way)


def test_a_tap_at_the_door_takes_back_no_minutes_and_no_sessions(client, amina):
    tap(client, amina)
    place = amina.event.attendances.get()
    Presence.objects.create(session=Session.objects.create(event=amina.event, title="Digging"), attendance=place)
    answer = tap(client, amina, back="1")
    assert (answer.status_code, "Take those back first" in answer.content.decode()) == (409, True)
    assert amina.event.attendances.count() == 1


def test_who_is_checked_in_already_is_asked_for_no_code_unless_a_session_shows_one(client, amina):
    actions.show_code(amina.event.admission, by=None)
    tap(client, amina)
    way = reverse("own-registration", args=[amina.token])
    client.logout()
    assert "Code that is shown in the room" not in client.get(way).content.decode()
    actions.show_code(Session.objects.create(event=amina.event, title="Digging"), by=None)
    assert "Code that is shown in the room" in client.get(way).content.decode()
