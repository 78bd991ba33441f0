"""Who may do what with frameworks, indicators and measurements: each way in, for each person."""

import pytest
from django.urls import reverse

from zhinan.accounts.tests.make import cast
from zhinan.programmes.tests.make import programme, project
from zhinan.programmes.tests.sending import EVERYBODY, answers
from zhinan.results import access

from .make import framework, indicator, measured, result

pytestmark = pytest.mark.django_db
OWN = {"secretariat", "administrator"}
ALL = {
    *OWN,
    *("visitor", "nobody in particular", "focal point", "finance", "evaluator", "secretariat elsewhere"),
}
READING, WRITING = (
    ("framework", "framework-sheet", "from-grants-sheet"),
    (
        *("add-indicator", "edit-indicator", "copy-indicator", "archive-indicator"),
        *("add-measurement", "correct-measurement", "withdraw-measurement", "edit-framework", "framework-files"),
    ),
)


@pytest.fixture
def people():
    """The programme, and everybody who may come."""
    here = programme(name="Our programme")
    return here, cast(here, programme(name="Another"))


@pytest.fixture
def addresses(people):
    """{name: address} of every page about one framework of the programme."""
    made = measured(indicator(result(framework(programme=people[0]))))
    of, there = made.indicator, made.indicator.result.framework
    words = {"framework": there.slug, "measurement": made.pk, "indicator": of.pk}
    found = {name: reverse(name, args=[words[name.split("-")[-1]]]) for name in WRITING[1:8]}
    return found | {
        "framework": there.get_absolute_url(),
        "framework-sheet": reverse("framework-sheet", args=[there.slug, "csv"]),
        "from-grants-sheet": reverse("from-grants-sheet", args=[of.pk, "csv"]),
        "framework-files": reverse("framework-files", args=[there.slug]),
        "add-indicator": reverse("add-indicator", args=[of.result.pk]),
        "add-measurement": reverse("add-measurement", args=[of.pk]),
    }


def through(client, person, address):
    """Whether `person` gets what stands at `address`."""
    client.logout()
    if person.is_authenticated:
        client.force_login(person)
    answer = client.get(address)
    assert answer.status_code in (200, 302, 403, 404)
    return answer.status_code == 200


@pytest.mark.parametrize("name", [*READING, *WRITING])
def test_everybody_reads_and_the_secretariat_of_the_programme_writes(client, people, addresses, name):
    allowed = {word for word, person in people[1].items() if through(client, person, addresses[name])}
    assert allowed == (ALL if name in READING else OWN)


@pytest.mark.parametrize("word", EVERYBODY)
def test_a_framework_is_typed_and_put_away_by_the_secretariat_of_its_programme(client, people, word):
    here, who = people
    assert answers(client, who[word], framework(programme=here)) == EVERYBODY[word]


def test_a_framework_of_a_project_is_kept_by_the_secretariat_of_its_programme(people):
    here, who = people
    bound, free = framework(project=project(here)), framework(project=project())
    assert {word for word, person in who.items() if access.edit(person, bound)} == OWN
    assert {word for word, person in who.items() if access.edit(person, free)} == {*OWN, "secretariat elsewhere"}


def test_what_is_for_the_secretariat_alone_is_not_there_for_others(client, people):
    here, who = people
    made = measured(indicator(result(framework(programme=here, audience="staff"))))
    for address in (made.indicator.result.framework.get_absolute_url(), made.indicator.get_absolute_url()):
        allowed = {word for word, person in who.items() if through(client, person, address)}
        assert allowed == {*OWN, "secretariat elsewhere"}
