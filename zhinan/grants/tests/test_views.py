"""The page of a grant."""

import pytest

from zhinan.accounts.tests.make import user
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import programme

from .make import grant, output, party

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _countries(codelists):
    """Countries and areas."""


@pytest.mark.parametrize("number", [1, 3])
def test_a_grant_shows_who_it_is_for_and_its_outputs_in_nine_queries(client, django_assert_num_queries, number):
    found = grant(programme(name="The programme"), *("TZA", "UZB", "RWA")[:number], starts_on="2020-08-25")
    for _ in range(number):
        output(found)
    with django_assert_num_queries(9):
        page = client.get(found.get_absolute_url()).content.decode()
    assert (page.count("<dt>Beneficiary</dt>"), page.count("<li>Skills improved</li>")) == (number, number)
    assert ("The programme" in page, "25 August 2020" in page) == (True, True)


def test_a_hidden_party_stays_hidden_on_an_open_page(client):
    found = grant(programme())
    party(found, "implementing", organisation=organisation(name="Hidden institute", audience="signed-in"))
    assert "Hidden institute" not in client.get(found.get_absolute_url()).content.decode()
    client.force_login(user())
    assert "Hidden institute" in client.get(found.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("audience", "status"), [("public", 200), ("signed-in", 404), ("administrator", 404)])
def test_a_visitor_finds_what_is_public(client, audience, status):
    found = grant(programme(), audience=audience)
    assert client.get(found.get_absolute_url()).status_code == status
    assert client.get("/grants/there-is-none/").status_code == 404
