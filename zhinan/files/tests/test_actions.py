"""Files are laid beside records, described, replaced, removed, put back; their contents go and stay with them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.files import actions, tasks
from zhinan.files.models import File, names, open_content
from zhinan.files.rules import Refused
from zhinan.history.actions import undo
from zhinan.history.models import ARCHIVE, Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.tests.make import organisation

from .make import PDF, attached, picture, told_by_a_camera, upload

pytestmark = pytest.mark.django_db

LATER = timedelta(days=2)


class ChangeOfMindError(Exception):
    """Something that undoes a transaction."""


def told(record):
    """(verb, changes, audience) of the history of `record`."""
    return list(Entry.objects.about(record).order_by("pk").values_list("verb", "changes", "audience"))


def lying():
    """The names of all contents."""
    return [name for shelf in names() for name in shelf]


def test_a_file_lies_beside_its_record_under_its_hash_and_the_history_tells_of_both():
    office, record = user("Office"), organisation()
    file = attached(record, by=office, caption="Annual report", credit="The office")
    assert (file.record(), file.name, file.kind, file.size) == (record, "report.pdf", "application/pdf", len(PDF))
    assert (file.uploaded_by, str(file), file.position) == (office.pseudonym, "Annual report", 1)
    assert lying() == [file.stored]
    assert file.stored.startswith(f"content/{file.sha256[:2]}/{file.sha256}.")
    with open_content(file.stored) as body:
        assert body.read() == PDF
    assert told(record) == [("file_attached", {}, "public")]
    changes = {"caption": [None, "Annual report"], "credit": [None, "The office"]}
    assert told(file) == [("recorded", changes, "")]


def test_the_history_of_a_record_tells_of_a_file_to_those_who_may_see_it():
    record = organisation()
    attached(record, audience="secretariat@programme:7")
    assert told(record) == [("file_attached", {}, "secretariat@programme:7")]
    hidden = organisation(audience="signed-in")
    attached(hidden)
    assert told(hidden) == [("file_attached", {}, "signed-in")]


def test_the_same_content_twice_lies_there_twice():
    record = organisation()
    one, other = attached(record), attached(record)
    assert (one.sha256 == other.sha256, one.stored == other.stored, len(lying())) == (True, False, 2)
    assert [one.position, other.position] == [1, 2]


@pytest.mark.parametrize(("facts", "trouble"), [({}, Refused), ({"use": "nonsense"}, ValidationError)])
def test_what_is_refused_leaves_neither_a_row_nor_a_content(facts, trouble):
    record = organisation()
    with pytest.raises(trouble):
        attached(record, content=PDF if facts else b"<html>", **facts)
    assert (File.objects.count(), lying(), told(record)) == (0, [], [])


def test_a_content_goes_where_its_transaction_comes_to_nothing():
    file = attached(organisation())
    content = actions.rules.examine(upload(), 1000)
    with pytest.raises(ChangeOfMindError), actions.stored(content) as name:
        assert default_storage.exists(name) is True
        File.objects.create(stored=name, name="a.pdf", kind="application/pdf", size=1, noun="a.b", noun_id=1)
        raise ChangeOfMindError
    assert (list(File.objects.all()), lying()) == ([file], [file.stored])


def test_describing_is_told_by_the_file_and_by_its_record_and_can_be_taken_back():
    office, record = user("Office"), organisation()
    file = attached(record, by=office, caption="Annual repotr")
    entry = actions.describe(file, {"caption": "Annual report"}, by=office)
    assert (entry.changes, told(record)[1:]) == (
        {"caption": ["Annual repotr", "Annual report"]},
        [("file_described", {}, "public")],
    )
    assert actions.describe(file, {"caption": "Annual report"}, by=office) is None
    actions.take_back(file, entry, by=office)
    assert (file.caption, len(told(record))) == ("Annual repotr", 3)


def test_a_change_that_was_changed_again_is_not_taken_back():
    file = attached(organisation(), caption="One")
    entry = actions.describe(file, {"caption": "Two"}, by=None)
    actions.describe(file, {"caption": "Three"}, by=None)
    with pytest.raises(NotNow):
        actions.take_back(file, entry, by=None)
    file.refresh_from_db()
    assert file.caption == "Three"


def test_a_new_version_says_what_the_old_one_said_but_not_that_people_agreed():
    record = organisation()
    before = attached(record, caption="Team", use="cover", consent="given", consent_note="In the folder", position=None)
    other = attached(record)
    after = actions.replace(before, upload("new.pdf", PDF + b"%"), by=None)
    assert (after.replaces, after.caption, after.use, after.position) == (before, "Team", "cover", before.position)
    assert (after.consent, after.consent_note) == ("", "")
    assert (list(File.objects.current()), list(File.objects.replaced())) == ([after, other], [before])
    assert (before.is_current(), after.is_current(), after.before()) == (False, True, [before])
    assert sorted(lying()) == sorted([before.stored, other.stored, after.stored])
    assert [verb for verb, _changes, _audience in told(record)] == ["file_attached"] * 2 + ["file_replaced"]


def test_a_file_that_was_replaced_or_removed_meanwhile_is_not_replaced():
    record = organisation()
    before, gone = attached(record), attached(record)
    actions.replace(before, upload(), by=None)
    actions.remove(gone, by=None)
    for file in (before, gone):
        with pytest.raises(NotNow):
            actions.replace(file, upload(), by=None)
    assert (File.objects.count(), len(lying())) == (3, 3)


def test_the_database_lets_one_living_version_stand_in_for_a_file():
    before = attached(organisation())
    actions.replace(before, upload(), by=None)
    facts = {"noun": before.noun, "noun_id": before.noun_id, "name": "a", "kind": before.kind, "size": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.create(stored="elsewhere", replaces=before, **facts)


def test_a_replacement_that_is_undone_leaves_the_version_before_and_it_can_be_replaced_again():
    before = attached(organisation())
    after = actions.replace(before, upload(), by=None)
    undo(after.entries().get(verb="recorded"), by=None)
    assert (before.is_current(), list(File.objects.current().visible_to(user()))) == (True, [before])
    newest = actions.replace(before, upload(), by=None)
    assert list(File.objects.current()) == [newest]


def test_removing_takes_the_earlier_versions_along_and_restoring_brings_them_back():
    record, office = organisation(), user("Office")
    first = attached(record, audience="signed-in")
    second = actions.replace(first, upload(), by=office)
    actions.remove(second, by=office)
    assert set(File.objects.values_list("audience", flat=True)) == {ARCHIVE}
    assert (list(File.objects.visible_to(user("All", RoleName.ADMINISTRATOR))), len(lying())) == ([], 2)
    actions.restore(second, by=office)
    assert list(File.objects.values_list("audience", flat=True)) == ["signed-in", "signed-in"]
    assert list(File.objects.current()) == [second]
    assert told(record)[-2:] == [("file_removed", {}, "signed-in"), ("file_restored", {}, "signed-in")]


def test_files_are_put_in_order_and_those_that_are_not_named_stay_where_they_are():
    record = organisation()
    one, hidden, two, three = (attached(record, caption=word) for word in ("1", "hidden", "2", "3"))
    elsewhere = attached(organisation())
    actions.reorder(record, [three.pk, one.pk, two.pk, elsewhere.pk], by=None)
    assert list(File.objects.about(record)) == [three, hidden, one, two]
    entries = len(told(record))
    actions.reorder(record, [three.pk, one.pk, two.pk], by=None)
    assert (len(told(record)), told(record)[-1]) == (entries, ("files_reordered", {}, "public"))


@pytest.mark.parametrize(
    ("size", "widths"),
    [((320, 200), []), ((321, 200), [(320, 199)]), ((1200, 900), [(320, 240), (800, 600)]),
     ((2000, 500), [(320, 80), (800, 200), (1600, 400)])],
)  # fmt: skip
def test_a_picture_gets_the_sizes_below_its_own(size, widths):
    file = attached(organisation(), "photo.jpg", picture(size=size))
    assert (file.width, file.height, file.is_ready()) == (*size, not widths)
    assert list(File.objects.without_sizes()) == ([file] if widths else [])
    tasks.make_sizes.call(file.pk)
    file.refresh_from_db()
    assert (file.is_ready(), list(File.objects.without_sizes())) == (True, [])
    found = []
    for width in file.widths():
        with open_content(file.stored_at(width)) as body, Image.open(body) as seen:
            found.append(seen.size)
    assert found == widths == [(width, file.height_at(width)) for width in file.widths()]


def test_sizes_that_are_made_twice_are_the_same():
    file = attached(organisation(), "photo.jpg", told_by_a_camera(size=(900, 700)))
    found = []
    for _ in range(2):
        actions.make_sizes(file)
        with open_content(file.stored_at(800)) as body:
            found.append(body.read())
    assert (found[0] == found[1], len(lying())) == (True, 3)


def test_the_sizes_of_a_file_that_is_gone_are_not_made():
    tasks.make_sizes.call(404)
    assert lying() == []


def test_tidying_makes_missing_sizes_and_leaves_what_lies_there_for_less_than_a_day():
    file = attached(organisation(), "photo.jpg", picture(size=(900, 700)))
    stray = default_storage.save("content/ab/stray.1", upload())
    tasks.tidy.call()
    file.refresh_from_db()
    assert (file.is_sized, default_storage.exists(stray)) == (True, True)


def test_sweeping_removes_contents_that_no_file_has_and_those_alone():
    kept = attached(organisation(), "photo.jpg", picture(size=(900, 700)))
    gone = attached(organisation(), "photo.jpg", picture(size=(900, 700)))
    for file in (kept, gone):
        actions.make_sizes(file)
    gone.delete()
    now = timezone.now()
    assert (actions.sweep(now), len(lying())) == (0, 6)
    assert (actions.sweep(now + LATER), actions.sweep(now + LATER)) == (3, 0)
    assert sorted(lying()) == [kept.stored, kept.stored_at(320), kept.stored_at(800)]


def test_sweeping_finds_nothing_where_nothing_was_ever_uploaded():
    assert actions.sweep(timezone.now()) == 0


def test_a_new_file_that_is_undone_goes_away_and_its_content_with_the_next_sweep():
    file = attached(organisation())
    undo(file.entries().get(), by=None)
    assert (File.objects.count(), actions.sweep(timezone.now() + LATER), lying()) == (0, 1, [])
