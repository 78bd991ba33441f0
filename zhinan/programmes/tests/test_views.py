"""Pages of funds and projects."""

import pytest

from zhinan.accounts.tests.make import user
from zhinan.network.tests.make import organisation

from .make import country, fund, party, posting, programme, project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _codes(codelists):
    """Countries and currencies."""


def asked(client, thing, expect, queries):
    """The page of `thing`, in a number of queries that is stated."""
    with expect(queries):
        answer = client.get(thing.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_fund_shows_its_projects_in_five_queries(client, django_assert_num_queries, number):
    found = fund(established_on="1983", manager=organisation(name="Trustee"))
    for _ in range(number):
        project(fund=found)
    project(fund=found, title="Hidden work", audience="signed-in")
    page = asked(client, found, django_assert_num_queries, 5)
    assert (page.count('href="/projects/'), "Trustee" in page, "Hidden work" in page) == (number, True, False)


@pytest.mark.parametrize("number", [1, 3])
def test_a_project_shows_its_parties_and_ledger_in_six_queries(client, django_assert_num_queries, number):
    found = project(programme(name="The programme"), starts_on="2020-08-25")
    for code in ("TZA", "UZB", "RWA")[:number]:
        party(found, "beneficiary", country=country(code))
        posting(found)
    page = asked(client, found, django_assert_num_queries, 6)
    assert (page.count("<dt>Beneficiary</dt>"), page.count('data-label="On"')) == (number, number)
    assert f"USD {number},000" in page


def test_a_project_hides_what_its_reader_may_not_see(client):
    found = project()
    posting(found, contributor=organisation(name="Hidden donor", audience="signed-in"))
    party(found, organisation=organisation(name="Hidden partner", audience="signed-in"))
    page = client.get(found.get_absolute_url()).content.decode()
    assert ("Hidden donor" in page, "Hidden partner" in page) == (False, False)
    client.force_login(user())
    page = client.get(found.get_absolute_url()).content.decode()
    assert ("Hidden donor" in page, "Hidden partner" in page) == (True, True)


@pytest.mark.parametrize("make", [fund, project])
def test_a_hidden_record_is_not_there_for_a_visitor(client, make):
    found = make(audience="signed-in")
    assert client.get(found.get_absolute_url()).status_code == 404
    client.force_login(user())
    assert client.get(found.get_absolute_url()).status_code == 200
