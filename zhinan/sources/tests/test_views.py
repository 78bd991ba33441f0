"""The page of a source shows its text as it was received."""

import pytest

from .make import source

pytestmark = pytest.mark.django_db


def test_a_source_is_shown_whole_and_escaped(client, django_assert_num_queries):
    found = source(title="Highlights", text="First <b>line</b>\nSecond")
    with django_assert_num_queries(1):
        page = client.get(found.get_absolute_url()).content.decode()
    assert "First &lt;b&gt;line&lt;/b&gt;" in page
    assert "Second" in page


def test_a_source_that_is_not_there_is_not_found(client):
    assert client.get("/sources/nothing/").status_code == 404
