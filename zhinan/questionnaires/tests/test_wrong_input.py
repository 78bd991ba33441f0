"""What people get wrong: a form sent twice, mail addresses, scales; each is told, and nothing is taken twice."""

import re

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName, Sending
from zhinan.accounts.tests.make import user
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires.models import Response

from .make import CAME, GENDER, drafted, questionnaire, round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    """A programme whose secretariat is signed in."""
    found = programme(name="Our programme")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, found.scope()))
    return found


def hidden(page, name):
    """What stands in a hidden field of a page."""
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())[1]


def test_anonymous_answers_that_are_sent_twice_by_the_back_button_count_once(client):
    found = round_of(questionnaire(GENDER), way="open", is_anonymous=True)
    way = reverse("answer", args=[found.token])
    page = client.get(way)
    said = {"q-gender": "female", "once": hidden(page, "once")}
    thanks = reverse("answer-thanks", args=[found.token])
    assert [client.post(way, said).url for _turn in range(2)] == [thanks, thanks]
    assert Response.objects.count() == 1
    assert "no-store" in page.headers["Cache-Control"]  # who goes back and reads the page anew, gets another form
    assert hidden(client.get(way), "once") != said["once"]
    client.post(way, said | {"once": hidden(client.get(way), "once")})
    assert Response.objects.count() == 2


def test_what_is_kept_of_a_sent_form_says_nothing_of_the_anonymous_round(client):
    found = round_of(questionnaire(GENDER), way="open", is_anonymous=True)
    way = reverse("answer", args=[found.token])
    client.post(way, {"q-gender": "female", "once": hidden(client.get(way), "once")})
    assert Sending.objects.get().address == "/"


@pytest.mark.parametrize("once", ["", "not a key"])
def test_a_form_without_a_key_is_taken_and_one_that_must_be_mended_keeps_its_own(client, once):
    found = round_of(questionnaire(GENDER), way="open", is_anonymous=True)
    way = reverse("answer", args=[found.token])
    key = hidden(client.get(way), "once")
    assert hidden(client.post(way, {"once": key}), "once") == key
    assert client.post(way, {"q-gender": "male", "once": once}).status_code == 302
    assert Response.objects.count() == 1


def test_a_question_that_is_sent_twice_by_the_back_button_is_added_once(client, office):
    made = drafted(CAME, programme=office)
    way = reverse("add-question", args=[made.slug, "part_1"])
    said = {"label_en": "Your name", "kind": "short", "seen": hidden(client.get(way), "seen")}
    first, again = (client.post(way, said) for _turn in range(2))
    assert (first.status_code, again.status_code) == (302, 200)
    assert "Somebody changed this questionnaire while you wrote." in again.content.decode()
    assert [one.key for one in made.draft().asks.questions] == ["came", "your_name"]


def test_a_mail_typed_wrong_is_told_with_its_line_and_nobody_is_asked(client, office):
    found = round_of(questionnaire(GENDER, programme=office, audience="staff"), way="personal")
    way = reverse("round-people", args=[found.slug])
    people = "Amina <amina@zhinan.example>\nben@zhinan\nCho, cho(at)zhinan.example"
    page = client.post(way, {"people": people, "language": "en"}).content.decode()
    for line in ("ben@zhinan", "Cho, cho(at)zhinan.example"):
        assert f"Not a mail address: “{line}”. Write it as amina@example.org." in page
    assert ("Cho, cho(at)zhinan.example</textarea>" in page, found.asked.count()) == (True, 0)


@pytest.mark.parametrize("kind", ["scale", "grid"])
def test_a_scale_without_labels_gets_a_scale_of_agreement(client, office, kind):
    made = drafted(CAME, programme=office)
    said = {"label_en": "It was useful", "kind": kind, "choices_en": "", "rows_en": "The talks"}
    client.post(reverse("add-question", args=[made.slug, "part_1"]), said)
    labels = [one.label["en"] for one in made.draft().asks.questions[-1].choices]
    assert (labels[0], labels[-1], len(labels)) == ("Strongly disagree", "Strongly agree", 5)
