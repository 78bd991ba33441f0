"""Many new records at once are written as one by one, or not at all."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from zhinan.history.actions import write, write_many
from zhinan.history.models import Entry
from zhinan.kit.tests.make import noun, user
from zhinan.kit.values import kept

pytestmark = pytest.mark.django_db

VALUES = {
    "name": "Weavers",
    "website": "https://weavers.example.org",
    "names": [{"name": "Tisserands", "language": "fr"}],
}


def weavers(**facts):
    """An unsaved organisation."""
    return noun("network.organisation")(**facts)


def told(entry):
    """What an entry says, without keys that the database gave."""
    changes = {name: pair for name, pair in entry.changes.items() if name not in ("names", "identifiers")}
    names = [part["name"] for part in entry.changes.get("names", [None, []])[1]]
    return entry.verb, entry.actor, entry.audience, changes, names


def test_they_stand_as_if_each_had_been_written_by_itself():
    office = user()
    single = write(weavers(), VALUES, by=office)
    entries = write_many([(weavers(), VALUES), (weavers(), VALUES)], by=office)
    assert [told(entry) for entry in entries] == [told(single)] * 2
    for entry in entries:
        ours, theirs = kept(entry.record()), kept(single.record())
        assert [part.pop("id") > 0 for part in (*ours["names"], *theirs["names"])] == [True, True]
        assert ours == theirs
    assert [entry.record().slug for entry in (single, *entries)] == ["weavers", "weavers-2", "weavers-3"]


def test_links_to_several_are_written_too(codelists):
    goals = sorted(noun("codelists.goal").objects.filter(number__in=(2, 17)).values_list("pk", flat=True))
    (entry,) = write_many([(weavers(), {"name": "Weavers", "goals": goals[::-1]})], by=None)
    assert (entry.changes["goals"], kept(entry.record())["goals"]) == ([None, goals], goals)


@pytest.mark.parametrize(
    ("wrong", "trouble"),
    [
        ({"name": ""}, ValidationError),
        ({"name": "Potters", "website": "no link"}, ValidationError),
        (
            {"name": "Potters", "identifiers": [{"scheme": "A-B", "number": "1"}, {"scheme": "A-B", "number": "1"}]},
            IntegrityError,
        ),
    ],
)
def test_one_that_is_refused_leaves_none(wrong, trouble):
    with pytest.raises(trouble):
        write_many([(weavers(), VALUES), (weavers(), wrong)], by=None)
    assert (noun("network.organisation").objects.count(), Entry.objects.filter(verb="recorded").count()) == (0, 0)


def test_a_batch_costs_the_same_number_of_queries_whatever_its_size(django_assert_num_queries):
    for many in (3, 40):
        with django_assert_num_queries(8):
            write_many([(weavers(), {**VALUES, "name": f"Weavers {many} {place}"}) for place in range(many)], by=None)
