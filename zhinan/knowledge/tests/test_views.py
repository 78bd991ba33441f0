"""Pages of solutions, publications, collections and stories."""

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.history.actions import record
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import country, programme

from .make import collection, good_practice, publication, question, solution, story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _codes(codelists):
    """Countries and goals."""


def asked(client, thing, expect, queries):
    """The page of `thing`, in a number of queries that is stated."""
    with expect(queries):
        answer = client.get(thing.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_solution_is_shown_whole_in_nine_queries(client, django_assert_num_queries, number):
    found = solution(17, range(1, number + 1), programme=programme(name="The programme"), scope="Global")
    found.countries.set(country(code) for code in ("TZA", "UZB", "RWA")[:number])
    for place in range(number):
        found.parties.create(role="implementing", organisation=organisation())
        similar = found.similar.create(title=f"Similar {place}")
        similar.countries.set(found.countries.all())
    page = asked(client, found, django_assert_num_queries, 9)
    assert (page.count("<dt>Implementing</dt>"), sum(f"Similar {place}" in page for place in range(3))) == (
        number,
        number,
    )
    assert "The programme" in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_publication_shows_its_questions_in_seven_queries(client, django_assert_num_queries, number):
    found = publication(programme(), kind="questions")
    for _ in range(number):
        question(found)
        found.parties.create(role="publisher", organisation=organisation())
    page = asked(client, found, django_assert_num_queries, 7)
    assert (page.count("How?"), page.count("<dt>Publisher</dt>")) == (number, number)


@pytest.mark.parametrize("number", [1, 3])
def test_a_collection_shows_its_good_practices_in_seven_queries(client, django_assert_num_queries, number):
    found = collection(programme(), publication=publication())
    for _ in range(number):
        good_practice(found, solution=solution())
    good_practice(found, title="Hidden practice", audience="signed-in")
    good_practice(found, solution=solution(title="Hidden solution", audience="signed-in"))
    page = asked(client, found, django_assert_num_queries, 7)
    assert page.count('<a href="/good-practices/') == number
    assert ("Hidden practice" in page, "Hidden solution" in page) == (False, False)


def test_whoever_may_change_a_collection_finds_the_way_to_each_of_its_good_practices(client):
    found = collection(programme(), title="Practices")
    item = good_practice(found, title="Weaving")
    ways = [reverse(f"{verb}-collectionitem", args=[item.pk]) for verb in ("edit", "archive")]
    add = f"{reverse('add-collectionitem')}?collection=Practices+%5B{found.slug}%5D"
    told = {}
    for who, one in cast(found.programme, programme()).items():
        if one.is_authenticated:
            client.force_login(one)
        page = client.get(found.get_absolute_url()).content.decode()
        told[who] = [f'href="{way}"' in page for way in (item.get_absolute_url(), *ways, add)]
    keepers = {who for who, ways in told.items() if ways == [True] * 4}
    readers = {who for who, ways in told.items() if ways == [True, False, False, False]}
    assert (keepers, readers) == ({"secretariat", "administrator"}, told.keys() - {"secretariat", "administrator"})


def test_an_empty_collection_offers_to_add_the_first_good_practice_to_those_who_may(client):
    found = collection(programme())
    assert client.get(found.get_absolute_url()).content.decode().count("Add a good practice") == 0
    client.force_login(user("Keeper", RoleName.SECRETARIAT, found.programme.scope()))
    page = client.get(found.get_absolute_url()).content.decode()
    assert (page.count("Add a good practice"), "none of them is recorded yet" in page) == (1, True)


def test_a_good_practice_has_a_page_with_its_timeline_in_four_queries(client, django_assert_num_queries):
    found = good_practice(collection(programme(), title="Practices"), solution=solution(title="Looms"))
    record(found, "recorded")
    page = asked(client, found, django_assert_num_queries, 4)
    assert [words in page for words in ("Practices", "Looms", "What happened")] == [True] * 3


def test_a_good_practice_is_hidden_with_its_collection_and_with_its_solution(client):
    hidden = good_practice(collection(programme(), audience="signed-in"))
    assert client.get(hidden.get_absolute_url()).status_code == 404
    hidden = good_practice(collection(programme()), solution=solution(audience="signed-in"))
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_a_story_is_told_in_five_queries(client, django_assert_num_queries):
    found = story(programme=programme(), kind="impact", text="Masks arrived.", published_on="2020-05")
    page = asked(client, found, django_assert_num_queries, 5)
    assert ("Masks arrived." in page, "May 2020" in page) == (True, True)


@pytest.mark.parametrize("make", [solution, publication, collection, story])
def test_a_hidden_record_is_not_there_for_a_visitor(client, make):
    found = make(audience="signed-in")
    assert client.get(found.get_absolute_url()).status_code == 404
    client.force_login(user())
    assert client.get(found.get_absolute_url()).status_code == 200
