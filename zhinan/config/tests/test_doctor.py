"""What the doctor finds, and what it says is to be done."""

from datetime import timedelta

import pytest
from django.core.mail import send_mail
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhinan.config.doctor import examine
from zhinan.history.actions import record
from zhinan.network.models import Organisation
from zhinan.portal.tasks import bring_up_to_date, rebuild

pytestmark = pytest.mark.django_db


def found():
    """{name: (is well, sentence)} of what the doctor finds now."""
    return {line.name: (line.is_well, line.sentence) for line in examine(timezone.now())}


def test_all_is_well_in_an_installation_that_was_just_made():
    rebuild()
    assert {name: is_well for name, (is_well, _words) in found().items()} == dict.fromkeys(
        ("database", "index", "queue", "disk"), True
    )


def test_a_missing_index_is_to_be_made():
    assert found()["index"] == (False, "is missing or cannot be read. Run `zhinan search rebuild`.")


def test_an_index_that_lags_behind_says_by_how_much():
    rebuild()
    record(Organisation.objects.create(slug="o", name="O"), "recorded")
    assert found()["index"] == (False, "is 1 changes behind. Start the worker: `zhinan worker`.")
    bring_up_to_date()
    assert found()["index"] == (True, "1 documents, up to date.")


def test_tasks_that_wait_and_tasks_that_failed_are_told(settings):
    settings.EMAIL_BACKEND = "zhinan.kit.mail.QueuedBackend"
    send_mail("Subject", "Words", "from@zhinan.example", ["to@zhinan.example"])
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=6))
    assert found()["queue"] == (False, "1 tasks wait for over five minutes. Start the worker: `zhinan worker`.")
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now())
    assert found()["queue"] == (False, "1 tasks failed since yesterday. Look at the worker's log.")


def test_a_database_of_an_older_version_is_to_be_brought_up():
    MigrationRecorder(connection).record_unapplied("sources", "0001_initial")
    is_well, words = found()["database"]
    assert (is_well, words.endswith("changes of its shape wait. Run `zhinan demo --no-serve`.")) == (False, True)


def test_a_database_that_does_not_answer_is_said_and_the_rest_is_left():
    def refuse(execute, sql, params, many, context):
        raise OperationalError("connection refused\nIs the server running?")

    with connection.execute_wrapper(refuse):
        told = found()
    assert told.keys() == {"database", "disk"}
    assert told["database"][1].startswith("does not answer (connection refused). Check ZHINAN_DATABASE")
