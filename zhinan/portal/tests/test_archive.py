"""The archive: what was put away, by whom, and the way back."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhinan.accounts.actions import archive, restore
from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.deliveries.tests.make import delivery
from zhinan.events.tests.make import event, person
from zhinan.grants.tests.make import grant
from zhinan.knowledge.tests.make import collection, good_practice, publication, solution, story
from zhinan.network.tests.make import agreement, organisation
from zhinan.portal.figures import kept_nouns
from zhinan.portal.views.archive import PER_PAGE
from zhinan.programmes.tests.make import programme, project

from .make import office, record_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


def listed(client, **words):
    """What the archive shows, newest first."""
    answer = client.get(reverse("archive"), words)
    assert answer.status_code == 200
    return re.findall(r'<td data-label="Record">(?:<a [^>]*>)?([^<]*)', answer.content.decode())


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


NEVER = {"reporting.statement", "exchange.import"}  # are put away by no page


def in_full(noun):
    """A record of `noun` with all that its rule of who may edit it asks for."""
    made = {
        "collectionitem": lambda: good_practice(collection(programme())),
        "delivery": lambda: delivery(project=project(programme())),
        "event": lambda: event(programme()),
        "grant": lambda: grant(project=project(programme())),
        "project": lambda: project(programme()),
        "publication": lambda: publication(programme()),
        "solution": lambda: solution(programme=programme()),
        "story": lambda: story(programme=programme()),
    }
    return made[noun]() if noun in made else record_of(noun, "Word")


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("label", sorted({*kept_nouns()} - NEVER))
def test_an_archive_of_one_and_of_three_takes_the_same_queries(client, keeper, label, number):
    programme()  # the one of the keeper: those of the records are others
    noun = label.partition(".")[2]
    for _ in range(number):
        archive(in_full(noun), by=keeper)
    client.get(reverse("archive"))
    with CaptureQueriesContext(connection) as asked:
        assert len(listed(client)) == number
    # Session, account, roles; how many, the entries, the records, and who did it; and what the rule of the noun needs.
    assert len(asked) == QUERIES + MORE.get(noun, 0)


QUERIES = 7
MORE = {
    "collectionitem": 1,
    "delivery": 2,
    "event": 2,
    "framework": 1,
    "grant": 1,
    "programme": 1,
    "project": 1,
    "publication": 1,
    "solution": 1,
    "story": 1,
}


def test_a_long_archive_has_pages(client, keeper):
    for k in range(PER_PAGE + 1):
        archive(organisation(name=f"Body {k:02}"), by=keeper)
    assert (len(listed(client)), listed(client, page=2)) == (PER_PAGE, ["Body 00"])
    assert client.get(reverse("archive"), {"page": 3}).status_code == 404


def test_an_empty_archive_says_what_would_stand_in_it(client, keeper):
    assert "Records that are put away stand here" in client.get(reverse("archive")).content.decode()


def test_whoever_may_take_a_record_out_finds_it_at_its_address_with_the_way_back(client, keeper):
    body = organisation(name="Weavers", website="https://weavers.example")
    archive(body, by=keeper)
    restore = reverse("restore-organisation", args=[body.slug])
    for address in (body.get_absolute_url(), reverse("edit-organisation", args=[body.slug]), restore):
        page = client.get(address)
        assert page.status_code == 200
        found = [
            words in page.content.decode() for words in ("“Weavers” is in the archive", restore, "weavers.example")
        ]
        assert found == [True] * 3
    assert restore in client.get(reverse("archive")).content.decode()


def test_to_all_others_an_archived_record_is_not_there(client, keeper):
    known, hidden = organisation(name="Weavers"), organisation(name="Hidden", audience="secretariat@programme:99")
    for body in (known, hidden):
        archive(body, by=user("Administrator", RoleName.ADMINISTRATOR))
    restore = reverse("restore-organisation", args=[hidden.slug])
    assert [client.get(hidden.get_absolute_url()).status_code, client.post(restore).status_code] == [404, 404]
    assert client.post(known.get_absolute_url()).status_code == 404
    for reader in (None, user("Member")):
        client.logout()
        if reader:
            client.force_login(reader)
        assert client.get(known.get_absolute_url()).status_code == 404
