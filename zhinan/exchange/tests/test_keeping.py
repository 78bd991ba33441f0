"""Files of imports: kept for a while, and none is left behind."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from zhinan.exchange import actions, keeping
from zhinan.exchange.models import Import
from zhinan.exchange.tasks import empty_imports
from zhinan.kit.lifecycle import NotNow
from zhinan.network.models import Organisation
from zhinan.notices.models import Notice

from .make import looked_at, office, row, states, uploaded
from .test_actions import HEAD, ROWS, StoppedError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]

TODAY = date(2026, 11, 22)


@pytest.fixture
def by():
    """Somebody of the secretariat."""
    return office()


def test_an_upload_that_comes_to_nothing_leaves_no_file(by, tmp_path, monkeypatch):
    def fails(*_args, **_words):
        raise StoppedError

    monkeypatch.setattr(actions, "record", fails)
    with pytest.raises(StoppedError):
        uploaded("organisations", HEAD, ROWS, by)
    assert (Import.objects.count(), list(tmp_path.rglob("*.xlsx"))) == (0, [])


def test_what_was_uploaded_is_deleted_after_a_while_and_who_did_it_is_told(
    by, tmp_path, settings, django_capture_on_commit_callbacks
):
    one = actions.take(looked_at("organisations", HEAD, ROWS, by), by=by)
    young = looked_at("organisations", HEAD, ROWS[:2], by)
    old = timezone.now() - settings.KEEP_IMPORTS - timedelta(hours=1)
    Import.objects.filter(pk=one.pk).update(moved_at=old)
    with django_capture_on_commit_callbacks(execute=True):
        empty_imports.call()
    one.refresh_from_db()
    assert (one.state, one.sheets, states(one), row(one, 2).cells) == ("emptied", [], ["taken"], {})
    kept = str(list(one.rows.values())) + str(Import.objects.filter(pk=one.pk).values())
    assert ("Rice" in kept, "Bamboo" in kept) == (False, False)
    assert len(list(tmp_path.rglob("*.xlsx"))) == young.rows.count() - 1 == 1
    assert [(told.user, told.record()) for told in Notice.objects.all()] == [(by, one)]
    with pytest.raises(NotNow, match="is emptied"):
        actions.choose(one, "Sheet1", 1, 1, by=by)
    one = actions.undo(one, by=by, on=TODAY)
    assert (one.state, Organisation.objects.count(), Notice.objects.count()) == ("undone", 0, 1)


def test_a_file_that_no_import_has_is_removed_after_a_day(by, tmp_path):
    one = uploaded("organisations", HEAD, ROWS, by)
    left = tmp_path / "imports" / "2020" / "01" / "left.xlsx"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"left")
    assert keeping.sweep(timezone.now()) == 0
    assert keeping.sweep(timezone.now() + timedelta(days=2)) == 1
    assert (left.exists(), one.file.storage.exists(one.file.name)) == (False, True)
