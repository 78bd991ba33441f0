"""The worker's rounds: tasks run, the search index follows, trouble with the database passes."""

import threading

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.db import InterfaceError, OperationalError, connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from zhinan.config import worker
from zhinan.history.actions import record
from zhinan.network.models import Organisation
from zhinan.portal.tasks import Follower, rebuild
from zhinan.search.models import Index

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queue():
    facts = {"queue_names": ["*"], "excluded_queue_names": [], "interval": 0, "batch": True}
    return Worker(**facts, backend_name="default", startup_delay=False, max_tasks=20, worker_id="one")


@pytest.fixture(autouse=True)
def _to_memory(settings):
    settings.EMAIL_BACKEND = "zhinan.kit.mail.QueuedBackend"
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_a_round_sends_the_mail_that_waits_and_indexes_what_happened(queue):
    rebuild()
    send_mail("Subject", "Words", "from@zhinan.example", ["to@zhinan.example"])
    record(Organisation.objects.create(slug="o", name="Seedbank"), "recorded")
    with Follower() as follower:
        assert worker.round_of_work(queue, follower) is True
    assert [message.subject for message in mail.outbox] == ["Subject"]
    assert Index.open().search("seedbank", tokens={"public"}).total == 1


@pytest.mark.parametrize("trouble", [OperationalError("server closed the connection"), InterfaceError("closed")])
def test_a_database_that_is_away_for_a_moment_loses_nothing(queue, trouble):
    rebuild()
    record(Organisation.objects.create(slug="o", name="Seedbank"), "recorded")

    def refuse(execute, sql, params, many, context):
        raise trouble

    with Follower() as follower:
        with connection.execute_wrapper(refuse):
            assert worker.round_of_work(queue, follower) is False
        assert worker.round_of_work(queue, follower) is True
    assert Index.open().search("seedbank", tokens={"public"}).total == 1


def test_another_mistake_is_not_hidden(queue):
    def refuse(execute, sql, params, many, context):
        raise ZeroDivisionError

    with Follower() as follower, connection.execute_wrapper(refuse), pytest.raises(ZeroDivisionError):
        worker.round_of_work(queue, follower)


def test_a_task_that_a_killed_worker_left_is_done_by_the_next_one_where_there_is_only_one(queue):
    send_mail("Subject", "Words", "from@zhinan.example", ["to@zhinan.example"])
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["gone"])
    worker.requeue_orphans()
    with Follower() as follower:
        worker.round_of_work(queue, follower)
    expected = (1, "SUCCESSFUL") if connection.vendor == "sqlite" else (0, "RUNNING")
    assert (len(mail.outbox), DBTaskResult.objects.get().status) == expected


def test_the_loop_ends_when_it_is_told_to(queue):
    stop = threading.Event()
    stop.set()
    assert worker.work(stop) is None
