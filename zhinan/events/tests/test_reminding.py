"""Who gave the details for the visa, and the mails that remind the others: once a day at most."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.events import access, actions, tasks
from zhinan.events.models import Participant
from zhinan.kit.lifecycle import NotNow
from zhinan.programmes.tests.make import programme

from .test_courses import course, nominated, sweep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
PASSPORT = {"passport_number": "P1234567"}


@pytest.fixture(autouse=True)
def _sent_at_once(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def found():
    """A course with one accepted who gave a passport, one without, one who gave nothing, and one reviewed."""
    made = course(programme(), invited=())
    for number in (1, 2, 3):
        nominated(made, number, state="accepted")
    nominated(made, 4)
    first, second = made.participants.order_by("pk")[:2]
    actions.give_details(first, PASSPORT, on=localdate())
    actions.give_details(second, {"diet": "No fish"}, on=localdate())
    sweep()
    return made


@pytest.fixture
def officer(client, found):
    made = user("Officer", RoleName.COURSE_OFFICER, access.scope_of(found.event))
    client.force_login(made)
    return made


def listed(client, found):
    """[(name, what the list says of the details)], and the sentence above them."""
    page = client.get(reverse("event-participants", args=[found.event.slug])).content.decode()
    cells = re.findall(
        r'data-label="Person"><a[^>]*>([^<]+)</a>.*?data-label="Details for the visa">([^<]*)', page, re.S
    )
    return cells, re.findall(r"Details for the visa: [^<]*", page)


def press(client, found, *numbers):
    chosen = list(found.participants.filter(name__in=[f"Guest {n}" for n in numbers]).values_list("pk", flat=True))
    way = reverse("event-participants", args=[found.event.slug])
    page = client.post(way, {"verb": "remind", "chosen": chosen}, follow=True)
    return [str(one) for one in page.context["messages"]]


@pytest.mark.usefixtures("officer")
def test_the_list_says_who_gave_a_passport_and_how_many_did(client, found):
    assert listed(client, found) == (
        [("Guest 1", "given"), ("Guest 2", "without passport"), ("Guest 3", "missing"), ("Guest 4", "")],
        ["Details for the visa: 1 of 3 who are asked gave a passport."],
    )


@pytest.mark.usefixtures("officer")
def test_officers_remind_several_at_once_and_nobody_twice_in_a_day(client, found):
    assert press(client, found, 1, 2, 3, 4) == [
        "Guest 1 gave the details already.",
        "Confidential details are not asked for now.",
        "A mail goes to 2 participants.",
    ]
    subject = "Please give the details for the visa: Rice"
    assert sweep() == [("guest-2@zhinan.example", subject), ("guest-3@zhinan.example", subject)]
    row = found.participants.get(name="Guest 3")
    assert row.own_address() in mail.outbox[1].body
    assert "No fish" not in mail.outbox[0].body
    assert press(client, found, 3) == ["Guest 3 was reminded less than a day ago. Wait until tomorrow."]
    with pytest.raises(NotNow, match="less than a day ago"):
        actions.remind(row, by=None, now=row.reminded_at + timedelta(hours=23))
    actions.remind(row, by=None, now=row.reminded_at + timedelta(hours=24))
    assert [to for to, _subject in sweep()] == ["guest-3@zhinan.example"]


@pytest.mark.usefixtures("officer")
def test_one_is_reminded_on_their_page_where_the_button_stands_for_who_gave_nothing_alone(client, found):
    rows = found.participants.order_by("pk")
    ways = [reverse("remind-participant", args=[row.pk]) for row in rows]
    shown = [way in client.get(row.get_absolute_url()).content.decode() for way, row in zip(ways, rows, strict=True)]
    assert shown == [False, True, True, False]
    page = client.post(ways[2], follow=True)
    assert [str(one) for one in page.context["messages"]] == ["A mail asks Guest 3 for the details."]
    again = client.post(ways[2], follow=True)
    assert [str(one) for one in again.context["messages"]] == ["A mail to Guest 3 waits to be sent already."]
    assert [to for to, _subject in sweep()] == ["guest-3@zhinan.example"]


def test_who_gives_a_passport_before_the_mail_went_out_gets_none(found):
    row = found.participants.get(name="Guest 3")
    actions.remind(row, by=None, now=timezone.now())
    actions.give_details(row, PASSPORT, on=localdate())
    assert sweep() == []


def test_nobody_is_reminded_once_nothing_is_asked_for(found):
    row = found.participants.get(name="Guest 3")
    actions.erase_details(found, by=None, on=localdate())
    with pytest.raises(NotNow, match=r"^Confidential details are not asked for now\.$"):
        actions.remind(row, by=None, now=timezone.now())
    assert tasks.send_due(timezone.now()) == 0
    assert Participant.objects.exclude(reminded_at=None).count() == 0


def test_those_who_keep_the_course_are_told_that_nobody_is_officer_until_somebody_is(client, found):
    client.force_login(user("Secretariat", "secretariat", found.event.involvements.get().programme.scope()))
    ways = [found.event.get_absolute_url(), reverse("event-participants", args=[found.event.slug])]
    sentence = "Nobody is course officer: nobody but themselves reads what participants give for the visa."
    assert [sentence in client.get(way).content.decode() for way in ways] == [True, True]
    actions.name_officer(found, user("Officer"), by=None, on=localdate())
    assert [sentence in client.get(way).content.decode() for way in ways] == [False, False]
    client.logout()
    assert sentence not in client.get(ways[0]).content.decode()
