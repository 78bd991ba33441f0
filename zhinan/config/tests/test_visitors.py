"""Pages for visitors are kept while nothing happens, and only then."""

import pytest
from django.test import Client

from zhinan.history.actions import record
from zhinan.network.models import Network

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return Network.objects.create(slug="network", name="A network")


@pytest.fixture
def visitor(settings):
    settings.MIDDLEWARE = ["zhinan.config.visitors.VisitorPages", *settings.MIDDLEWARE]
    return Client()


def test_a_page_is_answered_from_memory_with_one_query(visitor, network, django_assert_num_queries):
    first = visitor.get(network.get_absolute_url())
    with django_assert_num_queries(1):
        second = visitor.get(network.get_absolute_url())
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)


def test_a_page_shows_a_change_at_once(visitor, network):
    assert b"A network" in visitor.get(network.get_absolute_url()).content
    network.name = "Another name"
    network.save()
    record(network, "edited")
    assert b"Another name" in visitor.get(network.get_absolute_url()).content


def test_a_record_that_is_hidden_is_gone_at_once(visitor, network):
    assert visitor.get(network.get_absolute_url()).status_code == 200
    network.audience = "administrator"
    network.save()
    record(network, "edited")
    assert visitor.get(network.get_absolute_url()).status_code == 404


def test_who_brings_a_cookie_is_never_answered_from_memory(visitor, network):
    visitor.get(network.get_absolute_url())
    network.name = "Changed without history"
    network.save()
    visitor.cookies["sessionid"] = "something"
    assert b"Changed without history" in visitor.get(network.get_absolute_url()).content


def test_a_page_that_is_not_there_is_not_kept(visitor, network):
    assert visitor.get("/networks/later/").status_code == 404
    Network.objects.create(slug="later", name="Later")
    assert visitor.get("/networks/later/").status_code == 200


def test_a_page_that_sets_a_cookie_is_not_kept(visitor, network):
    first = visitor.get("/account/login/")
    visitor.cookies.clear()
    second = visitor.get("/account/login/")
    assert first.cookies["csrftoken"].value != second.cookies["csrftoken"].value


def test_a_strange_host_is_refused_though_the_page_is_kept(visitor, network):
    visitor.get(network.get_absolute_url())
    assert visitor.get(network.get_absolute_url(), headers={"host": "elsewhere.example"}).status_code == 400
