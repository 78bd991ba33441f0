"""The page of a delivery."""

import pytest

from zhinan.accounts.tests.make import user
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import programme

from .make import delivery, item, party

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _codes(codelists):
    """Countries and currencies."""


@pytest.mark.parametrize("number", [1, 3])
def test_a_delivery_shows_what_went_to_whom_in_seven_queries(client, django_assert_num_queries, number):
    campaign = delivery(kind="campaign", title="The campaign")
    found = delivery(programme(name="The programme"), *("NPL", "NGA", "ETH")[:number], whole=campaign)
    for _ in range(number):
        item(found, "1000", quantity=5000)
        delivery(whole=found)
    with django_assert_num_queries(7):
        page = client.get(found.get_absolute_url()).content.decode()
    assert (page.count("<dt>Recipient</dt>"), page.count("5,000")) == (number, number)
    assert page.count('<li><a href="/deliveries/') == number
    assert ("The campaign" in page, "The programme" in page) == (True, True)


def test_hidden_parts_and_parties_stay_hidden_on_an_open_page(client):
    found = delivery()
    delivery(whole=found, title="Hidden consignment", audience="signed-in")
    party(found, "donor", organisation=organisation(name="Hidden donor", audience="signed-in"))
    page = client.get(found.get_absolute_url()).content.decode()
    assert ("Hidden consignment" in page, "Hidden donor" in page) == (False, False)
    client.force_login(user())
    page = client.get(found.get_absolute_url()).content.decode()
    assert ("Hidden consignment" in page, "Hidden donor" in page) == (True, True)


@pytest.mark.parametrize(("audience", "status"), [("public", 200), ("signed-in", 404)])
def test_a_visitor_finds_what_is_public(client, audience, status):
    assert client.get(delivery(audience=audience).get_absolute_url()).status_code == status
    assert client.get("/deliveries/there-is-none/").status_code == 404
