"""Two people at one record, and one form sent twice: in the same moment, or a moment later."""

import threading
from contextlib import suppress
from functools import partial
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import RoleName, Sending
from zhinan.accounts.tests.make import user
from zhinan.accounts.views import editing
from zhinan.events.actions import register
from zhinan.events.tests.test_registration import guest, planned
from zhinan.history import actions
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.network.models import Organisation
from zhinan.network.tests.make import organisation
from zhinan.network.tests.test_editing import typed

pytestmark = pytest.mark.django_db(transaction=True)
on_a_server = pytest.mark.skipif(connection.vendor == "sqlite", reason="A database in memory has one connection.")


def office():
    """The secretariat in a window of its own."""
    client = Client()
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, "programme:1"))
    return client


def at_once(*acts):
    """Do `acts` in threads of their own, and give what each of them returned, or raised."""
    found = [None] * len(acts)

    def one(place, act):
        try:
            found[place] = act()
        except (NotNow, DatabaseError) as trouble:
            found[place] = trouble
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return found


def meeting_there(monkeypatch, room, name):
    """Let whoever comes to `name` of `room` wait a moment for the other one to come there too."""
    original, both = getattr(room, name), threading.Barrier(2)

    def waiting(*args, **words):
        found = original(*args, **words)
        with suppress(threading.BrokenBarrierError):  # nobody else comes as long as we are here
            both.wait(0.5)
        return found

    monkeypatch.setattr(room, name, waiting)


@on_a_server
def test_of_two_who_save_in_the_same_moment_one_is_asked(monkeypatch):
    found, clients = organisation(name="Weavers"), [office(), office()]
    meeting_there(monkeypatch, editing, "meet")
    address = reverse("edit-organisation", args=[found.slug])
    first, second = [partial(client.post, address) for client in clients]
    answers = at_once(
        partial(first, typed(name="Potters", seen="0")),
        partial(second, typed(name="Smiths", seen="0")),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    (asked,) = [answer for answer in answers if answer.status_code == 200]
    found.refresh_from_db()
    assert [one["theirs"] for one in asked.context["met"]["fields"]] == [found.name]


@on_a_server
def test_of_two_who_take_one_change_back_in_the_same_moment_one_is_told_that_it_is_too_late(monkeypatch):
    found = organisation(name="Weavers")
    entry = actions.write(found, {"name": "Potters"}, by=None)
    meeting_there(monkeypatch, actions, "kept")
    answers = at_once(*[lambda: actions.undo(entry, by=None)] * 2)
    found.refresh_from_db()
    assert (found.name, {type(answer) for answer in answers}) == ("Weavers", {Entry, NotNow})


def test_a_form_that_is_sent_twice_is_taken_once():
    client, form = office(), typed(name="Dyers", once=str(uuid4()), step="save")
    first, second = [client.post(reverse("add-organisation"), form) for _turn in range(2)]
    assert (first.url, second.url) == (Organisation.objects.get().get_absolute_url(),) * 2
    assert "This was sent twice, and saved once." in client.get(second.url).content.decode()


def test_a_form_that_was_refused_may_be_sent_again():
    client, form = office(), typed(name="Dyers", once=str(uuid4()), step="save")
    organisation(slug="dyers")
    refused = client.post(reverse("add-organisation"), form | {"website": "no address"})
    assert (refused.status_code, Sending.objects.count()) == (200, 0)
    assert client.post(reverse("add-organisation"), form).status_code == 302


@on_a_server
def test_a_form_that_is_sent_twice_in_the_same_moment_is_taken_once(monkeypatch):
    form, clients = typed(name="Dyers", once=str(uuid4()), step="save"), [office(), office()]
    meeting_there(monkeypatch, editing, "is_done")
    answers = at_once(*[partial(client.post, reverse("add-organisation"), form) for client in clients])
    assert [answer.url for answer in answers] == [Organisation.objects.get().get_absolute_url()] * 2


@on_a_server
def test_of_fifty_who_register_in_the_same_moment_no_more_than_the_places_get_one():
    found, now = planned(capacity=10), timezone.now()
    answers = at_once(*[partial(register, found, guest(number), now=now) for number in range(50)])
    assert [trouble for trouble in answers if trouble is not None] == []
    assert states_of(found) == {"registered": 10, "waiting": 40}


@on_a_server
def test_the_same_mail_in_the_same_moment_is_registered_once():
    found, now = planned(), timezone.now()
    answers = at_once(*[partial(register, found, guest(), now=now) for _turn in range(8)])
    assert (answers, states_of(found)) == ([None] * 8, {"registered": 1})


def test_of_those_who_register_one_after_the_other_no_more_than_the_places_get_one():
    found, now = planned(capacity=3), timezone.now()
    for number in range(12):
        register(found, guest(number), now=now)
    assert states_of(found) == {"registered": 3, "waiting": 9}


def states_of(found):
    """{state: how many} of those who registered for the event `found`."""
    return dict(found.registrations.order_by().values_list("state").annotate(n=Count("pk")))
