"""Pages of networks, agreements and partnerships."""

import re

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.codelists.models import Goal, PurposeCode
from zhinan.network.models import Network

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
    assert page.count("1 member recorded") == number


def test_the_list_of_networks_counts_the_members_that_its_reader_may_see(client):
    found = network()
    membership(found)
    membership(found, organisation=organisation(audience="signed-in"))
    membership(found, joined_on="2001", left_on="2010")
    network(name="Secret circle", audience="administrator")
    page = client.get("/networks/").content.decode()
    assert ("1 member recorded" in page, "Secret circle" in page) == (True, False)
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


def test_the_members_of_a_network_are_given_out_as_a_file_as_of_the_day_that_is_shown(client):
    found = network()
    for name, joined, left in (("Weavers", "2018-05", ""), ("Dyers", "2019", "2020"), ("Spinners", "2021", "")):
        left_on = {"left_on": left, "state": "left"} if left else {}
        membership(found, organisation=organisation(name=name), joined_on=joined, **left_on)
    membership(found, organisation=organisation(name="Hidden", audience="staff"), joined_on="2018", audience="staff")

    def lines(query=""):
        page = client.get(f"{found.get_absolute_url()}{query}").content.decode()
        address = re.search(r'href="([^"]*members.csv[^"]*)" download', page)[1]
        return client.get(address).content.decode("utf-8-sig").splitlines()

    assert lines()[0] == "Organisation,Joined,Left"
    assert sorted(lines()[1:]) == ["Dyers,2019,2020", "Spinners,2021,", "Weavers,2018-05,"]
    assert sorted(lines("?on=2019-12-31")[1:]) == ["Dyers,2019,2020", "Weavers,2018-05,"]
    assert client.get(f"{found.get_absolute_url()}members.xlsx").status_code == 200
    assert client.get(f"{found.get_absolute_url()}members.pdf").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_an_agreement_shows_its_parties_in_six_queries(client, django_assert_num_queries, number):
    parties = [organisation() for _ in range(number)]
    found = agreement(*parties, organisation(name="Hidden weavers", audience="signed-in"), signed_on="2019-03")
    page = asked(client, found, django_assert_num_queries, 6)
    assert [party.name in page for party in parties] == [True] * number
    assert ("March 2019" in page, "Hidden weavers" in page) == (True, False)


def test_an_agreement_shows_who_signed_it_for_whom_as_far_as_its_reader_may_see(client):
    weavers, hidden = organisation(name="Weavers"), organisation(name="Hidden weavers", audience="signed-in")
    found = agreement(weavers, hidden)
    found.signatures.create(organisation=weavers, signatory="W. Eaver", position="Head", signed_on="2019-03-05")
    found.signatures.create(organisation=hidden, signatory="H. Idden")
    page = client.get(found.get_absolute_url()).content.decode()
    shown = [words in page for words in ("Signed by", "W. Eaver", "Head", "5 March 2019", "H. Idden", "Hidden")]
    assert shown == [True, True, True, True, False, False]


def test_when_an_agreement_reminds_is_read_by_those_who_keep_records(client):
    found = agreement(expires_on="2027-03-31", remind_days=31)
    assert "Reminds from" not in client.get(found.get_absolute_url()).content.decode()
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, "programme:1"))
    assert client.get(found.get_absolute_url()).context["facts"][-1] == ("Reminds from", "28 February 2027")


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


@pytest.mark.usefixtures("codelists")
def test_an_organisation_shows_what_it_works_on_and_in_which_languages(client):
    found = organisation(languages="English, French", is_united_nations=True)
    found.goals.add(Goal.objects.get(number=2))
    found.sectors.set(PurposeCode.objects.filter(code__in=("31120", "31110")))
    answer = client.get(found.get_absolute_url())
    facts = {label: value for label, value, *_address in answer.context["facts"] if value}
    assert facts == {
        "Part of the United Nations system": "yes",
        "Sectors": "31110 Agricultural policy and administrative management; 31120 Agricultural development",
        "Working languages": "English, French",
    }
    assert 'class="chip goal goal-2"' in answer.content.decode()


def test_the_page_of_networks_offers_to_add_one_to_those_who_may(client):
    found = {}
    for word, person in (("visitor", None), ("secretariat", user("Office", RoleName.SECRETARIAT, "programme:1"))):
        if person:
            client.force_login(person)
        empty = reverse("add-network") in client.get(reverse("networks")).content.decode()
        network()
        found[word] = (empty, reverse("add-network") in client.get(reverse("networks")).content.decode())
        Network.objects.all().delete()
    assert found == {"visitor": (False, False), "secretariat": (True, True)}
