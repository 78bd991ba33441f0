"""The history only grows, and a person can be forgotten without tearing it."""

import pytest
from django.db import transaction

from zhinan.history.actions import forget, record
from zhinan.history.models import Entry
from zhinan.kit.tests.make import organisation, user

pytestmark = pytest.mark.django_db


class ChangeOfMindError(Exception):
    """Something that undoes a transaction."""


def weavers(**facts):
    return organisation(**{"slug": "weavers", "name": "Weavers"} | facts)


def test_an_entry_says_what_happened_to_which_record_and_by_whom():
    found, office = weavers(), user()
    entry = record(found, "edited", by=office, changes={"name": ["Potters", "Weavers"]})
    assert (entry.record(), entry.verb, entry.actor) == (found, "edited", office.pseudonym)
    assert Entry.objects.get(pk=entry.pk).changes == {"name": ["Potters", "Weavers"]}


def test_an_entry_by_the_system_has_no_actor_and_the_audience_of_its_record():
    entry = record(weavers(audience="signed-in"), "recorded")
    assert (entry.actor, entry.audience, entry.changes) == (None, "signed-in", {})


def test_an_entry_may_be_for_other_eyes_than_its_record():
    assert record(weavers(), "edited", to="administrator").audience == "administrator"


def test_an_entry_goes_with_the_change_that_is_undone():
    found = weavers()
    with pytest.raises(ChangeOfMindError), transaction.atomic():
        record(found, "edited")
        raise ChangeOfMindError
    assert Entry.objects.count() == 0


def test_forgetting_empties_the_changes_of_one_record_and_keeps_what_happened():
    found, other = weavers(), weavers(slug="potters")
    record(found, "edited", changes={"name": ["A", "B"]})
    record(other, "edited", changes={"name": ["C", "D"]})
    assert forget(found) == 1
    assert [(entry.verb, entry.changes) for entry in Entry.objects.about(found)] == [("edited", {})]
    assert Entry.objects.about(other).get().changes == {"name": ["C", "D"]}


def test_a_timeline_is_newest_first_and_about_one_record():
    found = weavers()
    for verb in ("recorded", "edited"):
        record(found, verb)
    record(weavers(slug="potters"), "recorded")
    assert [entry.verb for entry in Entry.objects.timeline(found)] == ["edited", "recorded"]


def test_whoever_reads_after_a_cursor_gets_the_rest_oldest_first():
    found = weavers()
    entries = [record(found, verb) for verb in ("recorded", "edited", "posted")]
    assert [entry.verb for entry in Entry.objects.after(entries[0].pk)] == ["edited", "posted"]
    assert list(Entry.objects.after(entries[2].pk)) == []


@pytest.mark.parametrize(
    ("verb", "words"),
    [("recorded", "Recorded"), ("posted", "Contribution posted"), ("sent_back", "Sent back")],
)
def test_what_happened_is_told_in_words(verb, words):
    assert record(weavers(), verb).words() == words
