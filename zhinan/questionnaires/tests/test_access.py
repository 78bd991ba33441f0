"""Who may do what with questionnaires, rounds and responses: each way in, for each person."""

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import cast
from zhinan.programmes.tests.make import programme
from zhinan.questionnaires import actions

from .make import GENDER, asked, drafted, questionnaire, round_of

pytestmark = pytest.mark.django_db
OWN = ("secretariat", "administrator")
# address, method, who gets through; everybody else is refused
BUILDING = [
    ("build-questionnaire", "get", OWN),
    ("add-section", "get", OWN),
    ("edit-section", "get", OWN),
    ("add-question", "get", OWN),
    ("edit-question", "get", OWN),
    ("edit-questionnaire", "get", OWN),
    ("build-languages", "post", OWN),
    ("arrange-questions", "post", OWN),
    ("publish-questionnaire", "post", OWN),
    ("next-version", "post", OWN),
    ("discard-version", "post", OWN),
    ("add-round-of", "get", OWN),
]
RUNNING = [
    ("round", "get", (*OWN, "evaluator")),
    ("round-people", "get", OWN),
    ("remind-round", "post", OWN),
    ("open-round", "get", OWN),
    ("close-round", "get", OWN),
    ("edit-round", "get", OWN),
    ("copy-round", "get", OWN),
    ("archive-round", "get", OWN),
]
MORE = {"edit-section": ["part_1"], "add-question": ["part_1"], "edit-question": ["gender"]}


@pytest.fixture
def people():
    """The programme, and everybody who may come."""
    here = programme(name="Our programme")
    return here, cast(here, programme(name="Another"))


def through(client, person, method, address):
    """Whether `person` gets what stands at `address`."""
    client.logout()
    if person.is_authenticated:
        client.force_login(person)
    answer = getattr(client, method)(address)
    led_to_sign_in = answer.status_code == 302 and "/login/" in answer.url
    assert answer.status_code in (200, 302, 403, 404)
    return answer.status_code in (200, 302) and not led_to_sign_in


@pytest.mark.parametrize(("name", "method", "allowed"), BUILDING)
def test_a_questionnaire_is_built_by_the_secretariat_of_its_programme(client, people, name, method, allowed):
    here, who = people
    made = drafted(GENDER, programme=here, audience="staff")
    address = reverse(name, args=[made.slug, *MORE.get(name, [])])
    assert {word for word, person in who.items() if through(client, person, method, address)} == set(allowed)


@pytest.mark.parametrize(("name", "method", "allowed"), RUNNING)
def test_a_round_is_run_by_the_secretariat_of_its_programme(client, people, name, method, allowed):
    here, who = people
    made = round_of(questionnaire(programme=here, audience="public"), way="personal")
    address = reverse(name, args=[made.slug])
    assert {word for word, person in who.items() if through(client, person, method, address)} == set(allowed)


def test_single_answers_are_read_by_the_secretariat_and_the_evaluator(client, people):
    here, who = people
    made = round_of(questionnaire(programme=here, audience="public"))
    response = actions.begin(made, now=timezone.now())
    address = reverse("response", args=[response.pk])
    allowed = {word for word, person in who.items() if through(client, person, "get", address)}
    assert allowed == {"secretariat", "evaluator", "administrator"}


def test_somebody_is_taken_off_the_list_by_those_who_run_the_round(client, people):
    here, who = people
    made = round_of(questionnaire(programme=here, audience="public"), way="personal")
    one = asked(made, asked_on=None)
    for word in ("secretariat elsewhere", "evaluator", "finance", "nobody in particular"):
        assert through(client, who[word], "post", reverse("ask-no-more", args=[one.pk])) is False
    assert through(client, who["secretariat"], "post", reverse("ask-no-more", args=[one.pk])) is True
    assert made.asked.count() == 0
