"""Who may open which page of a course: the public, those who look after it, its officers, and nobody else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.events import access, actions
from zhinan.events.models import Confidential, Event, Participant
from zhinan.programmes.tests.make import programme

from .test_courses import course, nominated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
KEEPERS = {"secretariat", "administrator"}
OFFICER = {"course officer"}
PEOPLE = (
    *("visitor", "nobody in particular", "focal point", "finance", "evaluator", "secretariat"),
    *("secretariat elsewhere", "administrator", "course officer", "officer elsewhere"),
)
OF_EVENT = ("event-alumni", "event-participants", "event-wording")
TOKENS = ("nominate", "own-participation", "own-details", "own-withdraw")
PAGES = {  # name: who reads it
    "event": set(PEOPLE),
    "course-file": set(PEOPLE),
    "nominate": set(PEOPLE),
    "own-participation": set(PEOPLE),
    "own-details": set(PEOPLE),
    "own-withdraw": set(PEOPLE),
    "add-course": KEEPERS,
    "edit-course": KEEPERS,
    "archive-course": KEEPERS,
    "course-invited": KEEPERS,
    "course-officers": KEEPERS,
    "erase-details": KEEPERS,
    "event-participants": KEEPERS | OFFICER,
    "event-participants-file": KEEPERS,
    "add-participant": KEEPERS,
    "event-alumni": KEEPERS,
    "participant": KEEPERS | OFFICER,
    "edit-participant": KEEPERS,
    "score-participant": KEEPERS,
    "decline-participant": KEEPERS,
    "withdraw-participant": KEEPERS,
    "nominate_again-participant": KEEPERS | OFFICER,
    "participant-details": OFFICER,
    "invited-contact": KEEPERS,
    "event-wording": KEEPERS,
}
SENT = {
    "undo-course": KEEPERS,
    "renew-link": KEEPERS,
    "end-officer": KEEPERS,
    "write-to-offices": KEEPERS,
    "remind-participant": KEEPERS | OFFICER,
}


@pytest.fixture
def world(settings, tmp_path):
    """A course with somebody in it who gave a passport, and everybody who may come."""
    settings.FOLDER = tmp_path
    here = programme(name="Ours")
    found = course(here)
    row = nominated(found, 1, state="accepted")
    actions.give_details(row, {"passport_number": "P1234567"}, on=timezone.localdate())
    people = cast(here, programme(name="Another"))
    people["course officer"] = user("Officer", RoleName.COURSE_OFFICER, access.scope_of(found.event))
    people["officer elsewhere"] = user("Officer", RoleName.COURSE_OFFICER, "event:999999")
    return found, row, people


def address(name, found, row):
    """The address of the page `name`."""
    if name in TOKENS:
        return reverse(name, args=[found.invited.first().token if name == "nominate" else row.token])
    if (name.endswith("participant") and name != "add-participant") or name == "participant-details":
        return reverse(name, args=[row.pk])
    if name in (
        "event",
        "course-file",
        "add-course",
        "add-participant",
        "event-alumni",
        "event-participants",
        "event-wording",
    ):
        return reverse(name, args=[found.event.slug])
    if name == "event-participants-file":
        return reverse(name, args=[found.event.slug, "csv"])
    if name in ("renew-link", "invited-contact"):
        return reverse(name, args=[found.invited.first().pk])
    return reverse(name, args=[found.pk, *([999] if name in ("undo-course", "end-officer") else [])])


def come(client, who):
    client.logout()
    if who.is_authenticated:
        client.force_login(who)


def through(client, people, ask):
    """Who of `people` is let in, where `ask()` gives an answer: neither 403 nor 404, nor led to sign-in."""
    found = set()
    for word, who in people.items():
        come(client, who)
        answer = ask()
        is_led_away = answer.status_code == 302 and "/login" in answer.headers["Location"]
        found |= {word} if answer.status_code not in (403, 404) and not is_led_away else set()
    return found


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_read_by_those_whom_the_table_names(client, world, name):
    found, row, people = world
    assert through(client, people, lambda: client.get(address(name, found, row))) == PAGES[name]


@pytest.mark.parametrize("name", ["erase-details", "add-participant", "edit-participant", "withdraw-participant"])
def test_each_form_is_taken_from_those_alone_who_read_it(client, world, name):
    found, row, people = world
    held = [word for word in people if word not in PAGES[name]]
    for word in held:
        come(client, people[word])
        assert client.post(address(name, found, row), {"name": "Changed"}).status_code == 403
    assert (Participant.objects.get().name, Participant.objects.get().state) == ("Guest 1", "accepted")
    assert Confidential.objects.count() == 1


@pytest.mark.parametrize("name", SENT)
def test_what_is_only_sent_is_taken_from_those_whom_the_table_names(client, world, name):
    found, row, people = world
    refused = set()
    for word, who in people.items():
        come(client, who)
        refused |= {word} if client.post(address(name, found, row)).status_code == 403 else set()
    assert refused == set(PEOPLE) - SENT[name]


def test_an_officer_reads_the_list_and_changes_nothing_in_it(client, world):
    found, row, people = world
    come(client, people["course officer"])
    page = client.get(address("event-participants", found, row)).content.decode()
    assert ["Guest 1" in page, 'name="chosen"' in page, "Download" in page] == [True, False, False]
    answer = client.post(address("event-participants", found, row), {"verb": "arrive", "chosen": row.pk})
    row.refresh_from_db()
    assert (answer.status_code, row.state) == (403, "accepted")
    assert reverse("participant-details", args=[row.pk]) in client.get(row.get_absolute_url()).content.decode()


def test_confidential_details_are_written_by_officers_and_by_no_administrator(client, world):
    found, row, people = world
    way = address("participant-details", found, row)
    written = {}
    for word, who in people.items():
        come(client, who)
        written[word] = client.post(way, {"passport_number": word}).status_code
    assert {word for word, status in written.items() if status == 302} == OFFICER
    assert Confidential.objects.get().passport_number == "course officer"
    come(client, people["administrator"])
    assert "course officer" not in client.get(row.get_absolute_url()).content.decode()


def test_a_role_that_has_ended_opens_nothing(client, world):
    found, row, people = world
    people["course officer"].roles.update(starts_on="2020-01-01", ends_on="2020-12-31")
    come(client, people["course officer"])
    assert client.get(address("participant-details", found, row)).status_code == 403


def test_an_officer_who_is_ended_reads_nothing_from_that_moment_and_reads_again_once_named_anew(client, world):
    found, row, people = world
    officer, ways = people["course officer"], [address("participant-details", found, row), row.get_absolute_url()]
    role = actions.name_officer(found, people["nobody in particular"], by=None, on=timezone.localdate())
    come(client, people["secretariat"])
    client.post(reverse("end-officer", args=[found.pk, officer.roles.get().pk]))
    answer = client.post(reverse("end-officer", args=[found.pk, role.pk]), follow=True)
    told = [str(one) for one in answer.context["messages"]]
    assert told[-1] == f"{role.user} is course officer no more, from now."
    assert "Nobody is course officer" in answer.content.decode()
    read = []
    for who in (officer, people["nobody in particular"]):
        come(client, who)
        read += [client.get(way).status_code for way in ways]
    assert read == [403] * 4
    actions.name_officer(found, people["nobody in particular"], by=None, on=timezone.localdate())
    assert [client.get(way).status_code for way in ways] == [200, 200]


@pytest.mark.parametrize("name", sorted(set(PAGES) - set(TOKENS)))
def test_of_an_event_that_they_may_not_see_nobody_is_told_that_there_is_a_course(client, world, name):
    found, row, people = world
    Event.objects.update(audience="administrator")
    outsiders = {word: who for word, who in people.items() if word != "administrator"}
    for who in outsiders.values():
        come(client, who)
        assert client.get(address(name, found, row)).status_code == 404


def test_the_pages_known_by_their_address_are_kept_by_no_cache_and_found_by_no_search_engine(client, world):
    found, row, _people = world
    for name in TOKENS:
        answer = client.get(address(name, found, row))
        page = answer.content.decode()
        assert ("no-store" in answer.headers["Cache-Control"], 'content="noindex"' in page) == (True, True), name
