"""Registering: alone and as a group, in line, answered, changed, cancelled; and the mails about it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from zhinan.events import actions, tasks
from zhinan.events.actions.registering import Guest
from zhinan.events.models import Admission, Event, Registration
from zhinan.events.states import REGISTRATION, Place
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.network.actions.people import erase
from zhinan.network.models import Person
from zhinan.questionnaires.models import Answer, Question, Response, Round
from zhinan.questionnaires.tests.make import CAME, GENDER, questionnaire, words

from .make import event, person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NEEDS = Question("needs", "short", words("What do you need?"))


@pytest.fixture(autouse=True)
def _sent_at_once(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def planned(questions=(), **terms):
    """A planned event for which people register on `terms`."""
    made = event(title="Rice and fish", state="planned", starts_on="2050-07-14")
    asked = questionnaire(*questions, purpose="registration") if questions else None
    begun = {"has_waiting_list": True, "needs_approval": False, "capacity": None, "join_link": "https://meet.example/1"}
    values = begun | {"takes_groups": True, "questionnaire": asked and asked.pk} | terms
    actions.set_terms(Admission(event=made), values, by=None)
    return Event.objects.select_related("admission__round").get(pk=made.pk)


def guest(number=1, **facts):
    return Guest(**{"name": f"Guest {number}", "email": f"guest-{number}@zhinan.example", "language": "en"} | facts)


def typed(number=1, **facts):
    said = {"name": f"Guest {number}", "email": f"guest-{number}@zhinan.example", "consent": "on"}
    return said | {f"q-{name}" if name in ("gender", "came", "needs") else name: one for name, one in facts.items()}


def states(found):
    return list(found.registrations.order_by("registered_at", "pk").values_list("name", "state"))


def sweep():
    """What the worker sends, as [(receiver, subject)]."""
    mail.outbox.clear()
    tasks.send_due(timezone.now())
    return [(one.to[0], one.subject) for one in mail.outbox]


def filled(capacity, people, **terms):
    found = planned(capacity=capacity, **terms)
    for number in range(1, people + 1):
        actions.register(found, guest(number), now=NOW + timedelta(minutes=number))
    return found


def test_who_registers_gets_a_mail_with_a_page_of_their_own(client):
    found = planned([GENDER, NEEDS])
    page = client.get(reverse("register", args=[found.slug])).content.decode()
    assert ("Your gender" in page, "There is room for everybody." in page) == (True, True)
    answer = client.post(reverse("register", args=[found.slug]), typed(gender="female", needs="A ramp"))
    assert answer.url == reverse("registered", args=[found.slug])
    assert sweep() == [("guest-1@zhinan.example", "You are registered: Rice and fish")]
    address = re.search(r"http\S+(/registrations/\S+/)\n", mail.outbox[0].body)[1]
    own = client.get(address).content.decode()
    assert [word in own for word in ("You are registered.", "https://meet.example/1", "<svg")] == [True] * 3
    row = Registration.objects.get()
    assert (row.response.is_sent, row.consented_on, row.state) == (True, timezone.localdate(), "registered")
    assert [(one.question, one.value or one.text) for one in Answer.objects.order_by("question")] == [
        ("gender", "female"),
        ("needs", "A ramp"),
    ]


def test_what_was_typed_stays_where_something_must_be_mended(client):
    found = planned([GENDER])
    page = client.post(reverse("register", args=[found.slug]), typed(email="no mail", gender="")).content.decode()
    assert ("This is no mail address." in page, 'value="Guest 1"' in page) == (True, True)
    assert (Registration.objects.count(), Response.objects.count()) == (0, 0)


def test_the_same_mail_again_changes_nothing_and_looks_the_same(client):
    found = planned()
    address = reverse("register", args=[found.slug])
    first = client.post(address, typed())
    sweep()
    Registration.objects.update(mailed_at=timezone.now() - timedelta(hours=1))
    second = client.post(address, typed(name="Another", email="GUEST-1@zhinan.example"))
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert states(found) == [("Guest 1", "registered")]
    assert sweep() == [("guest-1@zhinan.example", "You are registered: Rice and fish")]
    assert "Nothing is changed." in mail.outbox[0].body


def test_the_address_is_sent_again_at_most_once_in_ten_minutes(client):
    found = planned()
    actions.register(found, guest(), now=timezone.now())
    assert len(sweep()) == 1
    for _turn in range(3):
        actions.register(found, guest(), now=timezone.now())
    assert sweep() == []


def test_a_form_sent_twice_by_the_back_button_registers_once(client):
    found = planned()
    once = {"once": "6f9619ff-8b86-d011-b42d-00cf4fc964ff"}
    for _turn in range(2):
        answer = client.post(reverse("register", args=[found.slug]), typed() | once)
        assert answer.url == reverse("registered", args=[found.slug])
    assert (Registration.objects.count(), len(sweep())) == (1, 1)


def test_nobody_gets_a_place_over_the_capacity_and_the_others_wait_in_line():
    found = filled(2, 4)
    assert states(found) == [
        ("Guest 1", "registered"),
        ("Guest 2", "registered"),
        ("Guest 3", "waiting"),
        ("Guest 4", "waiting"),
    ]


def test_without_a_waiting_list_nobody_is_taken_beyond_the_last_place(client):
    found = filled(1, 1, has_waiting_list=False)
    with pytest.raises(NotNow, match="All places are taken"):
        actions.register(found, guest(2), now=NOW)
    assert "All places are taken." in client.get(reverse("register", args=[found.slug])).content.decode()
    assert states(found) == [("Guest 1", "registered")]


def test_who_cancels_makes_room_for_the_first_in_line_who_is_told(client):
    found = filled(1, 3)
    sweep()
    row = found.registrations.get(name="Guest 1")
    asked = client.get(reverse("own-cancel", args=[row.token])).content.decode()
    assert ("Cancel my registration" in asked, states(found)[0][1]) == (True, "registered")
    client.post(reverse("own-cancel", args=[row.token]))
    assert states(found) == [("Guest 1", "cancelled"), ("Guest 2", "registered"), ("Guest 3", "waiting")]
    assert sweep() == [
        ("guest-1@zhinan.example", "Your registration: Rice and fish"),
        ("guest-2@zhinan.example", "You are registered: Rice and fish"),
    ]


def test_who_cancelled_may_register_again_behind_the_others():
    found = filled(1, 2)
    actions.cancel_registration(found.registrations.get(name="Guest 1"))
    actions.register(found, guest(1), now=NOW + timedelta(hours=1))
    assert states(found) == [("Guest 2", "registered"), ("Guest 1", "waiting")]


def test_more_places_let_those_who_wait_move_up():
    found = filled(1, 4)
    actions.set_terms(Admission.objects.get(event=found), {"capacity": 3}, by=None)
    assert [state for _name, state in states(found)] == ["registered"] * 3 + ["waiting"]


def test_a_registration_is_approved_while_there_are_places_and_waits_after_that():
    found = filled(1, 2, needs_approval=True)
    first, second = found.registrations.order_by("pk")
    assert [state for _name, state in states(found)] == ["pending", "pending"]
    actions.approve(first, by=None)
    actions.approve(second, by=None)
    assert [state for _name, state in states(found)] == ["registered", "waiting"]
    with pytest.raises(NotNow, match="All places are taken"):
        actions.promote(second, by=None)


def test_the_states_of_a_registration_are_those_of_its_table():
    assert {verb: (sorted(before), after) for verb, (before, after) in REGISTRATION.table.items()} == {
        "approve": (["declined", "pending"], "registered"),
        "queue": (["declined", "pending"], "waiting"),
        "decline": (["pending", "waiting"], "declined"),
        "promote": (["waiting"], "registered"),
        "cancel": (["pending", "registered", "waiting"], "cancelled"),
    }


@pytest.mark.parametrize(
    ("opens", "closes", "is_open"),
    [(None, None, True), (-1, 1, True), (1, None, False), (None, -1, False), (None, 0, False), (0, None, True)],
)
def test_registration_is_open_from_one_moment_to_another(opens, closes, is_open):
    moments = {"opens_at": opens, "closes_at": closes}
    moments = {name: hours if hours is None else NOW + timedelta(hours=hours) for name, hours in moments.items()}
    assert Admission(event=Event(state="planned"), **moments).is_open(NOW) is is_open


@pytest.mark.parametrize(
    ("day", "is_open"), [("2026-03-01", False), ("2026-03-02", True), ("2026-03", True), (None, True)]
)
def test_nobody_registers_once_the_day_of_the_event_is_over(day, is_open):
    found = event(state="planned", starts_on=day)
    assert Admission(event=found).is_open(NOW) is is_open


@pytest.mark.parametrize("state", ["held", "postponed", "cancelled"])
def test_nobody_registers_for_an_event_that_is_not_planned(client, state):
    found = planned()
    Event.objects.update(state=state)
    assert "Registration is not open now." in client.get(reverse("register", args=[found.slug])).content.decode()
    with pytest.raises(NotNow):
        actions.register(found, guest(), now=NOW)


def test_an_institution_registers_several_colleagues_in_one_form(client):
    found = planned(capacity=2)
    said = {"organisation_name": "Weavers", "name": "Amina", "email": "office@zhinan.example", "consent": "on"}
    people = "Ben Ali, ben@zhinan.example\nCho Lee <cho@zhinan.example>\nDee, dee@zhinan.example"
    answer = client.post(reverse("register-group", args=[found.slug]), said | {"people": people})
    assert answer.url == reverse("registered", args=[found.slug])
    assert states(found) == [("Ben Ali", "registered"), ("Cho Lee", "registered"), ("Dee", "waiting")]
    assert [str(row.group) for row in found.registrations.all()] == ["Weavers"] * 3
    assert sorted(receiver for receiver, _subject in sweep()) == [
        f"{one}@zhinan.example" for one in ("ben", "cho", "dee")
    ]


def test_a_line_that_names_nobody_is_shown_and_nobody_is_registered(client):
    found = planned()
    said = {"organisation_name": "Weavers", "name": "Amina", "email": "office@zhinan.example", "consent": "on"}
    page = client.post(reverse("register-group", args=[found.slug]), said | {"people": "Ben, b@x.example\nnobody"})
    assert "Not a name and a mail address: “nobody”." in page.content.decode()
    assert Registration.objects.count() == 0


def test_a_group_that_finds_no_room_without_a_waiting_list_is_taken_whole_or_not(client):
    found = planned(capacity=1, has_waiting_list=False)
    said = {"organisation_name": "Weavers", "name": "Amina", "email": "office@zhinan.example", "consent": "on"}
    people = "Ben, ben@zhinan.example\nCho, cho@zhinan.example"
    page = client.post(reverse("register-group", args=[found.slug]), said | {"people": people}).content.decode()
    assert ("1 place is left." in page, Registration.objects.count()) == (True, 0)


def test_answers_are_changed_on_the_own_page_and_the_earlier_ones_are_gone(client):
    found = planned([GENDER, CAME])
    client.post(reverse("register", args=[found.slug]), typed(gender="female", came="yes"))
    row = Registration.objects.get()
    address = reverse("own-answers", args=[row.token])
    assert 'value="female"' in client.get(address).content.decode()
    client.post(address, {"q-gender": "male", "q-came": "yes"})
    assert (Response.objects.count(), Answer.objects.get(question="gender").value) == (1, "male")


def test_an_event_makes_and_opens_the_round_of_its_questions_itself():
    planned([GENDER])
    made = Round.objects.get()
    assert (made.way, made.state, made.audience, made.title) == (
        "inside",
        "open",
        "staff",
        "Registration: Rice and fish",
    )


def test_those_who_registered_are_told_by_the_sweep_that_the_event_is_off_and_on_again():
    found = filled(None, 3)
    actions.cancel_registration(found.registrations.get(name="Guest 3"))
    sweep()
    actions.postpone(found, by=None)
    assert [subject for _to, subject in sweep()] == ["Postponed: Rice and fish"] * 2
    assert sweep() == []
    found.refresh_from_db()
    actions.plan_again(found, by=None)
    assert len(sweep()) == 2
    assert "takes place after all" in mail.outbox[0].body
    found.refresh_from_db()
    actions.cancel(found, by=None)
    assert [subject for _to, subject in sweep()] == ["Cancelled: Rice and fish"] * 2


def test_a_sweep_sends_only_so_many_mails_and_the_next_goes_on(monkeypatch):
    monkeypatch.setattr(tasks, "MOST", 2)
    filled(None, 3)
    assert (len(sweep()), len(sweep()), len(sweep())) == (2, 1, 0)


def test_a_mail_that_cannot_be_sent_is_tried_again_later(settings):
    filled(None, 1)
    settings.DELIVERY_BACKEND = "zhinan.events.tests.make.DeadBackend"
    assert tasks.send_due(NOW) == 0
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert (tasks.send_due(NOW), tasks.send_due(NOW + timedelta(minutes=6))) == (0, 1)


def test_the_join_link_is_for_those_alone_who_have_a_place(client):
    found = filled(1, 2)
    told = ["https://meet.example/1" in page for page in pages(client, found)]
    calendars = [client.get(reverse("own-calendar", args=[row.token])).content.decode() for row in in_order(found)]
    assert (told, ["meet.example" in one for one in calendars]) == ([True, False], [True, False])
    assert "meet.example" not in client.get(found.get_absolute_url()).content.decode()


def in_order(found):
    return found.registrations.order_by("registered_at")


def pages(client, found):
    return [client.get(row.own_address()).content.decode() for row in in_order(found)]


def test_a_page_of_ones_own_is_found_by_its_whole_address_alone(client):
    row = filled(None, 1).registrations.get()
    assert client.get(row.own_address()).headers["Cache-Control"].count("no-store") == 1
    assert client.get(reverse("own-registration", args=[row.token[:-1]])).status_code == 404
    Event.objects.update(audience="archive")
    assert client.get(row.own_address()).status_code == 404


def test_no_mail_address_and_no_token_stand_readable_in_the_database_or_the_history():
    row = filled(None, 1).registrations.get()
    stored = Registration.objects.extra(select={"secret": "events_registration.email"}).values("secret").get()["secret"]
    entries = str(list(Entry.objects.values()))
    assert ("guest-1@" in stored, "guest-1@" in entries, "Guest 1" in entries, row.token in entries) == (False,) * 4
    assert row.token not in str(Registration.objects.values().get())


def test_what_stands_here_of_a_person_goes_when_the_person_is_erased():
    known = person(email="guest-1@zhinan.example", consent_on=date(2026, 1, 1))
    found = filled(None, 2)
    row = found.registrations.get(name="Guest 1")
    assert (row.person, row.matched_on) == (known, NOW.date())
    erase(Person.objects.get(pk=known.pk), by=None)
    tasks.send_due(NOW)
    row.refresh_from_db()
    assert (row.name, row.email, row.email_mark, row.state) == ("", "", "", Place.REGISTERED)
    assert found.registrations.get(name="Guest 2").email == "guest-2@zhinan.example"
