"""Many who register: pages and files ask as few questions for thousands as for three, and floods are told to wait."""

import gzip
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import hash_of
from zhinan.accounts.tests.make import user
from zhinan.events import tables
from zhinan.events.models import Admission, GroupRegistration, Registration
from zhinan.kit.secrets import mark_of
from zhinan.questionnaires.models import Response
from zhinan.questionnaires.tests.answered import answer
from zhinan.questionnaires.tests.make import CAME, GENDER

from .test_registration import NEEDS, planned, states, typed

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MOST = 14 * 1024  # bytes of a public page, gzipped


@pytest.fixture
def office(client):
    client.force_login(user("Secretariat", "secretariat", "programme:1"))
    return client


def crowd(found, number, **facts):
    """Let `number` people more stand in the list of `found`, some of them in a group."""
    group = GroupRegistration.objects.create(
        event=found, organisation_name="Weavers", contact="Office", email="office@zhinan.example", registered_at=NOW
    )
    first, rows = found.registrations.count(), []
    for k in range(first, first + number):
        row = Registration(
            event=found, name=f"Guest {k:05}", email=f"guest-{k}@zhinan.example", consented_on=NOW.date(),
            registered_at=NOW + timedelta(minutes=k), group=group if k % 3 else None, **facts,
        )  # fmt: skip
        row.email_mark, row.token_hash = mark_of(row.email), hash_of(row.token)
        rows.append(row)
    Registration.objects.bulk_create(rows)


def answered(found):
    """Let everybody in the list of `found` who has not answered its questions do so."""
    rows = list(found.registrations.filter(response=None))
    held = set(Response.objects.values_list("pk", flat=True))
    answer(found.admission.round, times=len(rows), gender="female", came="yes")
    for row, response in zip(rows, Response.objects.exclude(pk__in=held), strict=True):
        row.response = response
    Registration.objects.bulk_update(rows, ["response"])


def questions(client, address, **words):
    """How many questions a page asks of the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, words).status_code == 200
    return len(asked)


@pytest.mark.parametrize("words", [{}, {"page": "2"}, {"state": "registered"}, {"state": "registered", "page": "6"}])
def test_the_list_asks_as_few_questions_for_300_as_for_3(office, words):
    found = planned([GENDER], capacity=1000)
    address, counts = reverse("event-registrations", args=[found.slug]), []
    for more in (3, 297):
        crowd(found, more)
        counts.append(questions(office, address, **words))
    assert counts == [8, 8]


@pytest.mark.parametrize("words", [{}, {"page": "2"}, {"q": "guest"}, {"q": "nobody at all"}])
def test_the_door_asks_as_few_questions_for_300_as_for_3(office, words):
    found = planned()
    address, counts = reverse("check-in", args=[found.slug]), []
    for more in (3, 297):
        crowd(found, more)
        counts.append(questions(office, address, **words))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_asks_as_few_questions_for_300_as_for_3_and_one_more_a_chunk_for_the_answers(office, monkeypatch, kind):
    found = planned([GENDER, CAME])
    address, counts = reverse("event-registrations-file", args=[found.slug, kind]), []
    for more in (3, 297):
        crowd(found, more)
        answered(found)
        counts.append(questions(office, address))
    assert counts[0] == counts[1]
    monkeypatch.setattr(tables, "CHUNK", 100)
    assert questions(office, address) == counts[0] + 2


def test_ten_thousand_are_listed_a_page_at_a_time(office):
    found = planned()
    crowd(found, 10_000)
    address = reverse("event-registrations", args=[found.slug])
    with CaptureQueriesContext(connection) as asked:
        page = office.get(address, {"page": "200"}).content.decode()
    assert (len(asked), page.count('name="chosen"'), "Guest 09999" in page) == (8, 50, True)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(("name", "number"), [("register", 5), ("register-group", 4)])
def test_a_visitor_registers_on_a_light_page_without_script_in_a_few_queries(client, codelists, name, number, language):
    found = planned([GENDER, CAME, NEEDS], capacity=100)
    client.cookies["django_language"] = language
    address = reverse(name, args=[found.slug])
    page = client.get(address).content
    assert (len(gzip.compress(page, 6)) <= MOST, re.search(rb"<script(?! src)|\son\w+=|<style", page)) == (True, None)
    assert questions(client, address) == number


GROUP = {"organisation_name": "Weavers", "name": "Amina", "email": "office@zhinan.example", "consent": "on"}
FLOOD = "Very many forms came from your network in the last minutes. Send this one again in ten minutes."


def send(client, found, number, place):
    return client.post(reverse("register", args=[found.slug]), typed(number), REMOTE_ADDR=place)


def test_who_sends_very_many_forms_from_one_place_waits_and_loses_nothing(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"register": "3/10m/ip"}
    found = planned()
    answers = [send(client, found, number, "203.0.113.20") for number in range(5)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 200, 200]
    page = answers[-1].content.decode()
    assert (FLOOD in page, 'value="Guest 4"' in page, len(states(found))) == (True, True, 3)
    assert send(client, found, 4, "203.0.113.21").status_code == 302


def test_forms_that_must_be_mended_are_not_counted(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"register": "1/10m/ip"}
    found = planned()
    address = reverse("register", args=[found.slug])
    for _turn in range(3):
        client.post(address, typed(email="no mail"), REMOTE_ADDR="203.0.113.22")
    assert send(client, found, 1, "203.0.113.22").status_code == 302


def test_groups_are_counted_by_themselves(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"register": "1/10m/ip", "register_group": "1/10m/ip"}
    found = planned()
    address, place = reverse("register-group", args=[found.slug]), {"REMOTE_ADDR": "203.0.113.23"}
    first = client.post(address, GROUP | {"people": "Ben Ali, ben@zhinan.example"}, **place)
    again = client.post(address, GROUP | {"people": "Cho Lee, cho@zhinan.example"}, **place)
    assert (first.status_code, again.status_code) == (302, 200)
    page = again.content.decode()
    assert (FLOOD in page, "Cho Lee, cho@zhinan.example" in page) == (True, True)
    assert (send(client, found, 1, "203.0.113.23").status_code, GroupRegistration.objects.count()) == (302, 1)


def test_who_keeps_the_list_registers_as_many_as_come_to_the_door(office, settings):
    settings.ACCOUNT_RATE_LIMITS = {"register": "1/10m/ip"}
    found = planned()
    Admission.objects.filter(event=found).update(capacity=None)
    assert [send(office, found, number, "203.0.113.24").status_code for number in range(3)] == [302] * 3
    assert found.registrations.filter(consented_on=date.today()).count() == 3
