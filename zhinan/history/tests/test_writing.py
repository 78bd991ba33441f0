"""What is written is told, and what is told can be taken back."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from zhinan.history.actions import changes_since, latest, undo, write
from zhinan.history.models import ARCHIVE, Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.tests.make import noun, organisation, user
from zhinan.kit.values import kept, names_of

pytestmark = pytest.mark.django_db
ROW = {"name": "Tisserands", "language": "fr", "note": ""}


def newest(record):
    return Entry.objects.about(record).order_by("-pk").first()


def test_only_what_changed_is_told():
    found = organisation(name="Weavers", acronym="W")
    write(found, {"name": "Potters", "acronym": "W"}, by=user())
    entry = newest(found)
    assert (entry.verb, entry.changes) == ("edited", {"name": ["Weavers", "Potters"]})


def test_nothing_is_told_where_nothing_changed():
    found = organisation(name="Weavers")
    assert write(found, {"name": "Weavers"}, by=None) is None
    assert Entry.objects.about(found).count() == 0


def test_a_new_record_gets_an_address_in_plain_letters_that_is_its_own():
    made = []
    for _time in range(2):
        one = noun("network.organisation")()
        write(one, {"name": "南南合作 Centre"}, by=None)
        made.append((one.slug, newest(one).verb))
    assert made == [("nannanhezuo-centre", "recorded"), ("nannanhezuo-centre-2", "recorded")]


def test_rows_that_belong_to_a_record_are_written_and_told_with_it():
    found = organisation()
    write(found, {"names": [ROW]}, by=None)
    (row,) = kept(found, ["names"])["names"]
    assert row == {"id": row["id"], **ROW}
    assert newest(found).changes == {"names": [[], [row]]}


def test_a_value_that_the_record_refuses_writes_nothing():
    found = organisation(name="Weavers")
    with pytest.raises(ValidationError) as trouble:
        write(found, {"name": "", "acronym": "X"}, by=None)
    found.refresh_from_db()
    assert (list(trouble.value.message_dict), found.name, found.acronym) == (["name"], "Weavers", "")


def test_a_row_that_is_refused_is_named_and_nothing_of_the_record_is_written():
    found = organisation(name="Weavers")
    with pytest.raises(ValidationError):
        write(found, {"name": "Potters", "names": [ROW, {**ROW, "name": ""}]}, by=None)
    found.refresh_from_db()
    assert (found.name, found.names.count()) == ("Weavers", 0)


def test_an_organisation_is_no_part_of_its_own_parts():
    above = organisation()
    below = organisation(parent=above)
    with pytest.raises(ValidationError) as trouble:
        write(above, {"parent": below.pk}, by=None)
    assert list(trouble.value.message_dict) == ["parent"]


def test_a_change_is_taken_back_and_the_taking_back_too():
    found = organisation(name="Weavers")
    changed = write(found, {"name": "Potters", "names": [ROW]}, by=None)
    after = kept(found)
    back = undo(changed, by=None)
    found.refresh_from_db()
    assert (back.verb, found.name, found.names.count()) == ("undone", "Weavers", 0)
    undo(back, by=None)
    found.refresh_from_db()
    assert kept(found) == after


def test_a_change_that_was_changed_again_stays_and_the_sentence_names_the_field():
    found = organisation(name="Weavers")
    first = write(found, {"name": "Potters"}, by=None)
    write(found, {"name": "Smiths"}, by=None)
    with pytest.raises(NotNow, match="Name"):
        undo(first, by=None)
    found.refresh_from_db()
    assert found.name == "Smiths"


def test_a_change_of_another_field_does_not_stand_in_the_way():
    found = organisation(name="Weavers")
    first = write(found, {"name": "Potters"}, by=None)
    write(found, {"acronym": "P"}, by=None)
    undo(first, by=None)
    found.refresh_from_db()
    assert (found.name, found.acronym) == ("Weavers", "P")


def test_a_new_record_that_is_taken_back_is_gone_and_its_history_tells_it():
    made = noun("network.organisation")()
    entry = write(made, {"name": "Weavers"}, by=None)
    key = made.pk
    assert undo(entry, by=None).verb == "taken_away"
    assert noun("network.organisation").objects.filter(pk=key).count() == 0


def test_a_new_record_that_others_point_at_goes_into_the_archive_instead():
    made = noun("network.organisation")()
    entry = write(made, {"name": "Weavers"}, by=None)
    organisation(parent=made)
    undo(entry, by=None)
    made.refresh_from_db()
    assert made.audience == ARCHIVE


def test_what_changed_since_a_moment_is_the_sum_of_its_entries():
    found = organisation(name="Weavers")
    write(found, {"name": "Potters"}, by=None)
    seen = latest(found)
    write(found, {"name": "Smiths", "acronym": "S"}, by=None)
    write(found, {"name": "Dyers", "acronym": ""}, by=None)
    assert changes_since(found, seen) == {"name": ["Potters", "Dyers"]}


def test_what_is_sensitive_never_enters_the_history():
    person = noun("network.person")()
    write(person, {"name": "Somebody"}, by=None)
    person.email, person.consent_on = "somebody@zhinan.example", "2026-01-02"
    person.save()
    assert [name for name in names_of(type(person)) if name.startswith("email")] == []
    write(person, {"name": "Somebody else"}, by=None)
    person.refresh_from_db()
    assert (person.email, "zhinan.example" in str(list(Entry.objects.values_list("changes", flat=True)))) == (
        "somebody@zhinan.example",
        False,
    )


class EveryChangeIsTakenBack(TestCase):
    """Over any row of edits."""

    @given(
        st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "name": st.text("abcd 南", min_size=1, max_size=9).filter(str.strip),
                    "acronym": st.text("AB", max_size=4),
                    "is_united_nations": st.booleans(),
                    "names": st.lists(st.sampled_from("xyz"), unique=True).map(
                        lambda words: [{"name": word, "language": "en", "note": ""} for word in words]
                    ),
                },
            ),
            max_size=5,
        )
    )
    def test_in_the_opposite_order_leads_back_to_the_beginning(self, edits):
        found = organisation(name="Weavers")
        before = kept(found)
        entries = [entry for values in edits if (entry := write(found, values, by=None))]
        for entry in reversed(entries):
            undo(entry, by=None)
        found.refresh_from_db()
        assert kept(found) == before
