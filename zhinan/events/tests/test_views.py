"""The page of an event."""

import pytest

from zhinan.accounts.tests.make import user
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import programme

from .make import attendance, contribution, event, head_count, party

pytestmark = pytest.mark.django_db


def page_of(client, thing):
    answer = client.get(thing.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_an_event_shows_who_came_and_what_was_said_in_twelve_queries(client, django_assert_num_queries, number):
    found = event(programme(name="The programme"))
    for _ in range(number):
        head_count(found, 80, "more_than")
        contribution(found)
        party(found, "organiser", organisation=organisation())
        event(whole=found)
    with django_assert_num_queries(12):
        page = page_of(client, found)
    assert (page.count("<b>more than 80</b>"), page.count("Solidarity"), page.count("<dt>Organiser</dt>")) == (
        number,
        number,
        number,
    )
    assert (page.count('<li><a href="/events/'), "The programme" in page) == (number, True)


def test_a_list_of_attendances_is_told_as_a_number_alone(client):
    found = event()
    for _ in range(3):
        attendance(found)
    assert "3 attendances are recorded." in page_of(client, found)


def test_hidden_parts_parties_and_programmes_stay_hidden_on_an_open_page(client):
    found = event(programme(name="Hidden programme", audience="signed-in"))
    event(whole=found, title="Hidden session", audience="signed-in")
    party(found, "host", organisation=organisation(name="Hidden host", audience="signed-in"))
    hidden = ("Hidden programme", "Hidden session", "Hidden host")
    page = page_of(client, found)
    assert [words for words in hidden if words in page] == []
    client.force_login(user())
    page = page_of(client, found)
    assert [words for words in hidden if words not in page] == []


def test_a_hidden_whole_is_not_named_on_the_page_of_its_part(client):
    found = event(whole=event(title="Hidden series", audience="signed-in"))
    assert "Hidden series" not in page_of(client, found)


@pytest.mark.parametrize(("audience", "status"), [("public", 200), ("signed-in", 404)])
def test_a_visitor_finds_what_is_public(client, audience, status):
    assert client.get(event(audience=audience).get_absolute_url()).status_code == status
    assert client.get("/events/there-is-none/").status_code == 404
