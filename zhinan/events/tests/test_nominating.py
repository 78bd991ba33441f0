"""Nominating for a course: by the link of a country or by hand, told by mail, seen on a page of one's own."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from zhinan.accounts.tests.make import user
from zhinan.codelists.models import Country
from zhinan.events import actions, tasks
from zhinan.events.models import Event, Participant
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.programmes.tests.make import programme

from .make import DeadBackend
from .test_courses import NOW, course, nominated, nominee, states, sweep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture(autouse=True)
def _sent_at_once(settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def office(client):
    """A programme whose secretariat is signed in."""
    found = programme(name="Our programme")
    client.force_login(user("Secretariat", "secretariat", found.scope()))
    return found


def typed(*people, **more):
    """What a browser sends of a nomination."""
    said = {"body": "Ministry of Water", "consent": "on", "people-TOTAL_FORMS": str(max(len(people), 2))}
    said |= {"people-INITIAL_FORMS": "0"}
    for number, (name, email) in enumerate(people):
        said |= {f"people-{number}-name": name, f"people-{number}-email": email, f"people-{number}-language": "en"}
    return said | more


AMINA, BEN = ("Amina", "amina@zhinan.example"), ("Ben", "ben@zhinan.example")


def test_a_government_nominates_several_people_by_its_link_and_each_gets_a_mail(client):
    found = course()
    address = found.invited.first().own_address()
    page = client.get(address).content.decode()
    assert ("Growing rice with less water" in page, "Kenya" in page, page.count("<fieldset")) == (True, True, 2)
    answer = client.post(address, typed(AMINA, BEN))
    assert (answer.status_code, answer.url) == (302, address)
    assert states(found) == [("Amina", "nominated"), ("Ben", "nominated")]
    row = found.participants.first()
    assert (row.country.alpha3, row.nominated_by, row.is_by_link, row.consented_on) == (
        *("KEN", "Ministry of Water", True, localdate()),
    )
    page = client.get(address).content.decode()
    assert ["<li>Amina</li>" in page, "amina@zhinan.example" in page] == [True, False]
    assert sweep() == [(email, "Your nomination: Rice") for _name, email in (AMINA, BEN)]
    assert "You were nominated by: Ministry of Water" in mail.outbox[0].body
    assert sweep() == []


def test_a_link_shows_only_who_was_nominated_by_it(client):
    found = course()
    nominated(found, 1)
    laos = found.invited.get(country__alpha3="LAO").own_address()
    client.post(laos, typed(BEN))
    pages = [client.get(one.own_address()).content.decode() for one in found.invited.all()]
    assert [(name in page) for page in pages for name in ("Guest 1", "Ben")] == [False, False, False, True]


def test_a_nomination_sent_twice_is_taken_once_and_the_same_mail_changes_nothing(client):
    found = course()
    address = found.invited.first().own_address()
    once = {"once": "6f9619ff-8b86-d011-b42d-00cf4fc964ff"}
    for _turn in range(2):
        assert client.post(address, typed(AMINA, **once)).status_code == 302
    actions.review(found.participants.get(), by=None)
    client.post(address, typed(("Another", "AMINA@zhinan.example")))
    assert states(found) == [("Amina", "reviewed")]
    assert Entry.objects.about(found.participants.get()).count() == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (typed(), "Write at least one person."),
        (typed(AMINA, ("Other", "amina@zhinan.example")), "A mail address stands here twice."),
        (typed(("Amina", "nowhere")), "This is no mail address."),
        (typed(AMINA, consent=""), "Ask them first: without this nobody can be nominated."),
        (typed(AMINA, body=""), "This field is required."),
        (typed(("", "amina@zhinan.example")), "This field is required."),
    ],
)
def test_what_must_be_mended_is_said_and_what_was_typed_stays(client, said, sentence):
    found = course()
    page = client.post(found.invited.first().own_address(), said).content.decode()
    assert (sentence in page, said["people-0-email"] in page if "people-0-email" in said else True) == (True, True)
    assert found.participants.count() == 0


def test_one_more_row_is_added_without_a_word_of_what_is_wrong(client):
    found = course()
    page = client.post(found.invited.first().own_address(), typed(("Amina", ""), more="people")).content.decode()
    assert (page.count("<fieldset"), 'value="Amina"' in page, "required." in page) == (3, True, False)
    client.post(found.invited.first().own_address(), {"more": "people"})
    assert found.participants.count() == 0


@pytest.mark.parametrize(
    ("closes", "begins", "is_open"), [(1, 30, True), (0, 30, True), (-1, 30, False), (None, 0, False)]
)
def test_nominations_close_after_their_last_day_or_as_the_course_begins(client, closes, begins, is_open):
    found = course(closes_on=closes if closes is None else (localdate() + timedelta(days=closes)).isoformat())
    event = found.event
    event.starts_on, event.ends_on = ((localdate() + timedelta(days=begins + more)).isoformat() for more in (0, 9))
    event.save()
    address = found.invited.first().own_address()
    assert ("Nominations are closed." in client.get(address).content.decode()) is not is_open
    client.post(address, typed(AMINA))
    assert found.participants.count() == int(is_open)


def test_one_link_nominates_no_crowd():
    found = course()
    crowd = [nominee(number) for number in range(201)]
    with pytest.raises(NotNow, match="Too many people"):
        actions.nominate_by_link(found.invited.first(), crowd, now=NOW, body="")
    assert found.participants.count() == 0


def test_the_secretariat_nominates_by_hand_and_mends(client, office):
    found = course(office)
    kenya = Country.objects.find("KEN").pk
    said = {"name": "Amina", "email": "Amina@zhinan.example", "country": kenya, "consent": "on", "sex": "female"}
    said["language"] = "zh"
    address = reverse("add-participant", args=[found.event.slug])
    assert client.post(address, said | {"nominated_by": "Embassy"}).url.endswith("/participants/")
    row = found.participants.get()
    assert (row.email, row.sex, row.nominated_by, row.is_by_link) == (
        "amina@zhinan.example",
        "female",
        "Embassy",
        False,
    )
    assert "stands in the list of this course already" in client.post(address, said).content.decode()
    client.post(reverse("edit-participant", args=[row.pk]), said | {"name": "Amina W", "position": "Engineer"})
    row.refresh_from_db()
    assert row.language == "zh"
    assert (row.name, row.position, row.state) == ("Amina W", "Engineer", "nominated")
    told = Entry.objects.about(row).order_by("pk").values_list("verb", "changes")
    assert list(told) == [("nominated", {}), ("edited", {})]


def test_the_own_page_is_reached_by_the_mail_alone_and_shows_how_it_stands(client):
    found = course()
    row = nominated(found, 1, state="accepted")
    assert sweep() == [("guest-1@zhinan.example", "You are accepted: Rice")]
    address = re.search(r"http\S+(/participations/\S+/)\n", mail.outbox[0].body)[1]
    page = client.get(address).content.decode()
    assert ["You are accepted." in page, reverse("own-details", args=[row.token]) in page] == [True, True]
    assert client.get(reverse("own-participation", args=["wrong"])).status_code == 404
    held = {str(value) for value in Participant.objects.values_list().get()}
    assert row.token not in held
    asked = client.get(reverse("own-withdraw", args=[row.token])).content.decode()
    assert ("deleted at once" in asked, states(found)) == (True, [("Guest 1", "accepted")])
    client.post(reverse("own-withdraw", args=[row.token]))
    assert states(found) == [("Guest 1", "withdrawn")]
    assert "You are withdrawn from the course." in client.get(address).content.decode()


def test_a_page_is_no_longer_open_once_its_event_is_archived(client):
    row = nominated(course(), 1, state="accepted")
    Event.objects.update(audience="archive")
    links = [reverse(name, args=[row.token]) for name in ("own-participation", "own-details", "own-withdraw")]
    links.append(row.course.invited.first().own_address())
    assert [client.get(link).status_code for link in links] == [404] * 4


def test_a_mail_that_fails_is_sent_later(settings):
    nominated(course(), 1)
    settings.DELIVERY_BACKEND = f"{DeadBackend.__module__}.DeadBackend"
    assert sweep() == []
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert sweep() == []
    assert tasks.send_due(timezone.now() + timedelta(minutes=6)) == 1


def test_who_has_or_hopes_for_a_place_is_told_that_the_course_is_off_and_on_again():
    found = course()
    nominated(found, 1, state="accepted"), nominated(found, 2)
    actions.turn_down(nominated(found, 3), by=None)
    sweep()
    actions.postpone(found.event, by=None)
    assert sweep() == [(f"guest-{number}@zhinan.example", "Postponed: Rice") for number in (1, 2)]
    actions.plan_again(Event.objects.get(), by=None)
    sweep()
    assert ["takes place after all" in one.body for one in mail.outbox] == [True, True]
    actions.cancel(Event.objects.get(), by=None)
    assert [subject for _who, subject in sweep()] == ["Cancelled: Rice"] * 2
    assert ["4 July 2050" in one.body for one in mail.outbox] == [False, False]
