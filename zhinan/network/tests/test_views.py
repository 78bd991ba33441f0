"""Pages of networks, agreements and partnerships."""

import pytest

from zhinan.accounts.tests.make import user

from .make import agreement, membership, network, organisation, partnership

pytestmark = pytest.mark.django_db


def asked(client, thing, expect, queries):
    """The page of `thing`, in a number of queries that is stated."""
    with expect(queries):
        answer = client.get(thing if isinstance(thing, str) else thing.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_networks_takes_two_queries(client, django_assert_num_queries, number):
    for _ in range(number):
        membership(network())
    page = asked(client, "/networks/", django_assert_num_queries, 2)
    assert page.count("1 members recorded") == number


def test_the_list_of_networks_counts_the_members_that_its_reader_may_see(client):
    found = network()
    membership(found)
    membership(found, organisation=organisation(audience="signed-in"))
    membership(found, joined_on="2001", left_on="2010")
    network(name="Secret circle", audience="administrator")
    page = client.get("/networks/").content.decode()
    assert ("1 members recorded" in page, "Secret circle" in page) == (True, False)
    client.force_login(user())
    assert "2 members recorded" in client.get("/networks/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_network_shows_its_members_and_partnerships_in_six_queries(client, django_assert_num_queries, number):
    found = network()
    for year in range(number):
        membership(found, joined_on=str(2018 + year))
        partnership(network=found, established_on=str(2018 + year))
    page = asked(client, found, django_assert_num_queries, 6)
    assert page.count('<td data-label="Organisation">') == number
    assert page.count('href="/partnerships/') == number


@pytest.mark.parametrize("number", [1, 3])
def test_an_agreement_shows_its_parties_in_five_queries(client, django_assert_num_queries, number):
    parties = [organisation() for _ in range(number)]
    found = agreement(*parties, organisation(name="Hidden weavers", audience="signed-in"), signed_on="2019-03")
    page = asked(client, found, django_assert_num_queries, 5)
    assert [party.name in page for party in parties] == [True] * number
    assert ("March 2019" in page, "Hidden weavers" in page) == (True, False)


@pytest.mark.parametrize("number", [1, 3])
def test_a_partnership_shows_who_is_in_it_and_what_followed_in_eight_queries(client, django_assert_num_queries, number):
    found = partnership(*(organisation() for _ in range(number)), network=network(name="Their network"))
    page = asked(client, found, django_assert_num_queries, 8)
    assert "Their network" in page


@pytest.mark.parametrize("make", [network, agreement, partnership])
def test_a_hidden_record_is_not_there_for_a_visitor(client, make):
    found = make(audience="signed-in")
    assert client.get(found.get_absolute_url()).status_code == 404
    client.force_login(user())
    assert client.get(found.get_absolute_url()).status_code == 200
    assert client.get(found.get_absolute_url() + "nothing/").status_code == 404
