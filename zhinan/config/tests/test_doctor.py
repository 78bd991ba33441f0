"""What the doctor finds, and what it says is to be done."""

import socket
import threading
from datetime import timedelta

import pytest
from django.core.mail import send_mail
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhinan.config.doctor import examine
from zhinan.history.actions import record
from zhinan.history.models import Entry
from zhinan.kit.mail import deliver
from zhinan.network.models import Organisation
from zhinan.portal.tasks import bring_up_to_date, rebuild

pytestmark = pytest.mark.django_db


def found():
    """{name: (is well, sentence)} of what the doctor finds now."""
    return {line.name: (line.is_well, line.sentence) for line in examine(timezone.now())}


def test_all_is_well_in_an_installation_that_was_just_made():
    rebuild()
    assert {name: is_well for name, (is_well, _words) in found().items()} == dict.fromkeys(
        ("database", "index", "queue", "mail", "cache", "disk"), True
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
    facts = {"status": "FAILED", "finished_at": timezone.now()}
    DBTaskResult.objects.update(**facts, task_path="zhinan.config.worker.prune")
    assert found()["queue"] == (False, "1 tasks failed since yesterday. Look at the worker's log.")
    words = "Traceback\n  File\nsmtplib.SMTPRecipientsRefused: {'to@zhinan.example': (550, b'no such user')}\n"
    refused = {"traceback": words, "exception_class_path": "smtplib.SMTPRecipientsRefused"}
    DBTaskResult.objects.update(task_path=deliver.module_path, **refused)
    assert (found()["queue"], found()["mail"]) == (
        (True, "nothing waits too long."),
        (False, "1 mails could not be sent since yesterday, the last: SMTPRecipientsRefused."),
    )


def test_a_mail_that_is_tried_again_later_is_not_late(settings):
    later = deliver.using(run_after=timezone.now() + timedelta(hours=1))
    later.enqueue(subject="S", body="B", sender="a@zhinan.example", to=["b@zhinan.example"], html="")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=2))
    assert found()["queue"] == (True, "nothing waits too long.")
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(minutes=6))
    assert found()["queue"][0] is False


def test_a_mail_server_is_asked_whether_it_answers(monkeypatch):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        server = f"127.0.0.1:{door.getsockname()[1]}"
        monkeypatch.setenv("ZHINAN_MAIL", f"smtp://{server}")
        greeter = threading.Thread(target=greet, args=(door,))
        greeter.start()
        told = found()["mail"]
        greeter.join()
    assert told == (True, f"{server} answers.")
    is_well, words = found()["mail"]
    assert (is_well, words.startswith(f"{server} does not take mail ([Errno")) == (False, True)


def greet(door):
    """Answer one visitor as a mail server does."""
    visitor, _address = door.accept()
    with visitor, visitor.makefile("rwb") as line:
        for words in (b"220 here", b"250 here", b"221 bye"):
            line.write(words + b"\r\n")
            line.flush()
            line.readline()


def test_an_index_of_another_database_is_told():
    record(Organisation.objects.create(slug="o", name="O"), "recorded")
    rebuild()
    Entry.objects.all().delete()
    assert found()["index"] == (False, "has followed another database than this one. Run `zhinan search rebuild`.")


def test_a_cache_that_forgets_is_told(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert found()["cache"] == (False, "DummyCache forgets at once. Check ZHINAN_CACHE.")


def test_a_cache_without_its_table_is_told(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "nowhere"}}
    with transaction.atomic():
        is_well, words = found()["cache"]
        transaction.set_rollback(True)
    assert (is_well, words.startswith("does not answer ("), words.endswith("Check ZHINAN_CACHE.")) == (
        False,
        True,
        True,
    )


def test_in_an_installation_of_ones_own_an_older_shape_asks_for_an_upgrade(settings):
    settings.WORLD = "own"
    MigrationRecorder(connection).record_unapplied("sources", "0001_initial")
    assert found()["database"][1].endswith("changes of its shape wait. Run `zhinan upgrade`.")


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
