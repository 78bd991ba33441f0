"""The archive: what was put away, by whom, and the way back."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhinan.accounts.actions import archive, restore
from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.events.tests.make import person
from zhinan.network.tests.make import agreement, membership, network, organisation
from zhinan.portal.views.archive import PER_PAGE
from zhinan.programmes.tests.make import programme

from .make import office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


def listed(client, **words):
    """What the archive shows, newest first."""
    answer = client.get(reverse("archive"), words)
    assert answer.status_code == 200
    return re.findall(r'<td data-label="Record">([^<]*)', answer.content.decode())


@pytest.fixture
def keeper(client):
    """Somebody who keeps records, signed in."""
    found = office()
    client.force_login(found)
    return found


def test_what_was_put_away_stands_newest_first_with_who_and_when(client, keeper):
    for thing in (organisation(name="First"), person(name="Second"), agreement(title="Third")):
        archive(thing, by=keeper)
    organisation(name="Never archived")
    page = client.get(reverse("archive")).content.decode()
    assert listed(client) == ["Third", "Second", "First"]
    assert (page.count(">Secretariat<"), "Agreement</td>" in page) == (3, True)


def test_it_is_taken_out_by_its_button_and_stands_there_no_more(client, keeper):
    body = organisation(name="Weavers", audience="signed-in")
    archive(body, by=keeper)
    page = client.get(reverse("archive")).content.decode()
    assert f'action="{reverse("restore-organisation", args=[body.slug])}"' in page
    client.post(reverse("restore-organisation", args=[body.slug]))
    body.refresh_from_db()
    assert (body.audience, listed(client)) == ("signed-in", [])


def test_what_was_put_away_twice_stands_there_once_by_its_last_day(client, keeper):
    first, second = organisation(name="First"), organisation(name="Second")
    archive(first, by=keeper)
    first.refresh_from_db()
    restore(first, by=keeper)
    archive(second, by=keeper)
    first.refresh_from_db()
    archive(first, by=keeper)
    assert listed(client) == ["First", "Second"]


def test_a_record_that_its_reader_never_saw_is_not_shown_to_them(client, keeper):
    administrator = user("Administrator", RoleName.ADMINISTRATOR)
    archive(organisation(name="Of another programme", audience="secretariat@programme:99"), by=administrator)
    archive(organisation(name="Of mine", audience="secretariat@programme:1"), by=administrator)
    assert listed(client) == ["Of mine"]
    client.force_login(administrator)
    assert listed(client) == ["Of mine", "Of another programme"]


OPENED = {
    "visitor": 302,
    "nobody in particular": 403,
    "focal point": 403,
    "finance": 403,
    "evaluator": 403,
    "secretariat": 200,
    "secretariat elsewhere": 200,
    "administrator": 200,
}


def test_the_archive_opens_to_those_who_keep_records(client):
    found = {}
    for word, reader in cast(programme(), programme()).items():
        client.logout()
        if word != "visitor":
            client.force_login(reader)
        found[word] = client.get(reverse("archive")).status_code
    assert found == OPENED


@pytest.mark.parametrize("number", [1, 3])
def test_an_archive_of_one_and_of_three_takes_the_same_queries(client, keeper, number):
    for _ in range(number):
        archive(organisation(), by=keeper)
        archive(membership(network()), by=keeper)
    client.get(reverse("archive"))
    with CaptureQueriesContext(connection) as asked:
        assert len(listed(client)) == 2 * number
    # Session, account, roles; how many, the entries, the records of each noun of the page, and who did it.
    assert len(asked) == QUERIES


QUERIES = 8


def test_a_long_archive_has_pages(client, keeper):
    for k in range(PER_PAGE + 1):
        archive(organisation(name=f"Body {k:02}"), by=keeper)
    assert (len(listed(client)), listed(client, page=2)) == (PER_PAGE, ["Body 00"])
    assert client.get(reverse("archive"), {"page": 3}).status_code == 404


def test_an_empty_archive_says_what_would_stand_in_it(client, keeper):
    assert "Records that are put away stand here" in client.get(reverse("archive")).content.decode()
