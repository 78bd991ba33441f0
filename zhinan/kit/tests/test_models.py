"""Rows that point at any record."""

import pytest

from .make import noun, organisation


@pytest.fixture
def pointed(db):
    """Two organisations and an entry of the history about each."""
    entries = noun("history.entry").objects
    found = [organisation(), organisation()]
    for one in found:
        entries.create(verb="recorded", **entries.model.pointer(one))
    return found


def test_a_pointer_is_the_noun_and_the_key(pointed):
    one = pointed[0]
    assert noun("history.entry").pointer(one) == {"noun": "network.organisation", "noun_id": one.pk}


def test_rows_about_one_record_are_found_and_lead_back_to_it(pointed):
    entry = noun("history.entry").objects.about(pointed[0]).get()
    assert entry.record() == pointed[0]


def test_rows_about_any_of_a_queryset_are_found_in_one_query(pointed, django_assert_num_queries):
    rows = noun("network.organisation").objects.exclude(pk=pointed[1].pk)
    with django_assert_num_queries(1):
        found = [entry.noun_id for entry in noun("history.entry").objects.about_any(rows)]
    assert found == [pointed[0].pk]


def test_a_record_of_another_noun_with_the_same_key_is_another_record(pointed):
    network = noun("network.network").objects.create(pk=pointed[0].pk, slug="other", name="Other")
    assert noun("history.entry").objects.about(network).count() == 0


def test_a_record_that_is_gone_leads_nowhere(pointed):
    entry = noun("history.entry").objects.about(pointed[0]).get()
    pointed[0].delete()
    assert entry.record() is None
