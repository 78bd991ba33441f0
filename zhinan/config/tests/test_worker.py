"""The worker's rounds: tasks run, the search index follows, trouble with the database passes."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhinan.config import worker
from zhinan.config.models import LIFE, Alarm, Beat
from zhinan.history.actions import record
from zhinan.history.models import Entry
from zhinan.network.models import Organisation
from zhinan.network.tasks import remind_of_agreements
from zhinan.portal.tasks import Follower, rebuild
from zhinan.search.models import Index

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queue():
    return worker.queue_of("one")


@pytest.fixture(autouse=True)
def _to_memory(settings):
    settings.EMAIL_BACKEND = "zhinan.kit.mail.QueuedBackend"
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_a_round_sends_the_mail_that_waits_and_indexes_what_happened(queue):
    rebuild()
    send_mail("Subject", "Words", "from@zhinan.example", ["to@zhinan.example"])
    record(Organisation.objects.create(slug="o", name="Seedbank"), "recorded")
    with Follower() as follower:
        assert (worker.round_of_work(queue), worker.round_of_index(follower)) == (True, True)
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
            assert (worker.round_of_work(queue), worker.round_of_index(follower)) == (False, False)
        assert (worker.round_of_work(queue), worker.round_of_index(follower)) == (True, True)
    assert Index.open().search("seedbank", tokens={"public"}).total == 1


def test_another_mistake_is_not_hidden(queue):
    rebuild()

    def refuse(execute, sql, params, many, context):
        raise ZeroDivisionError

    with Follower() as follower, connection.execute_wrapper(refuse):
        for work in (lambda: worker.round_of_work(queue), lambda: worker.round_of_index(follower)):
            with pytest.raises(ZeroDivisionError):
                work()


def mail_begun_by(*workers):
    """A mail in the queue that the last of `workers` had begun to send."""
    send_mail("Subject", "Words", "from@zhinan.example", ["to@zhinan.example"])
    DBTaskResult.objects.update(status="RUNNING", worker_ids=list(workers))


def states():
    """{task: (state, workers that began it)} of the tasks, the scheduled ones left out."""
    return list(DBTaskResult.objects.exclude(task_path__contains="config").values_list("status", "worker_ids"))


def test_a_task_that_a_killed_worker_left_is_done_by_another(queue):
    worker.show_life("gone")
    mail_begun_by("gone")
    worker.round_of_work(queue)
    assert states() == [("RUNNING", ["gone"])]
    Beat.objects.update(seen_at=timezone.now() - 2 * LIFE)
    worker.round_of_work(queue)
    assert (len(mail.outbox), states()) == (1, [("SUCCESSFUL", ["gone", "one"])])


def test_a_task_over_which_every_worker_ended_is_given_up(queue):
    mail_begun_by("a", "b", "c", "d", "e")
    worker.requeue_orphans()
    assert (states(), mail.outbox) == ([("FAILED", ["a", "b", "c", "d", "e"])], [])
    assert DBTaskResult.objects.get().traceback == worker.GIVEN_UP


DAILY = [name for name, every, _task in worker.TIMETABLE if every == timedelta(days=1)]
MORE_OFTEN = [name for name, every, _task in worker.TIMETABLE if every < timedelta(days=1)]


def test_scheduled_work_is_queued_once_and_again_when_its_time_comes():
    now = timezone.now()
    worker.set_alarms(now)
    rung = [worker.ring(now), worker.ring(now), worker.ring(now + timedelta(hours=23))]
    assert rung == [[*DAILY, *MORE_OFTEN], [], MORE_OFTEN]
    later = now + timedelta(days=3, hours=1)
    assert [worker.ring(later), worker.ring(later)] == [[*DAILY, *MORE_OFTEN], []]
    assert Alarm.objects.get(name="prune").next_at == now + timedelta(days=4)
    assert DBTaskResult.objects.filter(task_path=worker.prune.module_path).count() == 2


def test_the_timetable_is_followed_as_it_is_now():
    now = timezone.now()
    Alarm.objects.create(name="what was once scheduled", next_at=now)
    Alarm.objects.create(name="prune", next_at=now + timedelta(hours=1))
    worker.set_alarms(now)
    assert Alarm.objects.get(name="prune").next_at == now + timedelta(hours=1)
    assert sorted(Alarm.objects.values_list("name", flat=True)) == sorted([*DAILY, *MORE_OFTEN])


def test_agreements_that_come_to_their_end_are_looked_for_every_day():
    assert [every.days for _name, every, work in worker.TIMETABLE if work is remind_of_agreements] == [1]


def test_what_finished_long_ago_is_forgotten(queue):
    now = timezone.now()
    for age in (13, 15):
        result = worker.prune.enqueue()
        finished = {"status": "SUCCESSFUL", "finished_at": now - timedelta(days=age)}
        DBTaskResult.objects.filter(pk=result.id).update(**finished)
    Beat.objects.create(worker="gone", seen_at=now - timedelta(days=2))
    worker.show_life("here")
    worker.prune.call()
    assert (DBTaskResult.objects.count(), list(Beat.objects.values_list("worker", flat=True))) == (1, ["here"])


def test_two_machines_on_one_database_find_a_change_after_one_round_of_each(queue, settings, tmp_path):
    worker.set_alarms(timezone.now())
    found = []
    record(Organisation.objects.create(slug="o", name="Seedbank"), "recorded")
    for machine in ("first", "second"):
        settings.SEARCH_FOLDER = tmp_path / machine
        worker.open_index()
        record(Organisation.objects.create(slug=machine, name=f"Seedbank of the {machine}"), "recorded")
        with Follower() as follower:
            worker.round_of_work(queue)
            worker.round_of_index(follower)
        found.append(Index.open().search("seedbank", tokens={"public"}).total)
    assert (found, DBTaskResult.objects.filter(task_path=worker.prune.module_path).count()) == ([2, 3], 1)


def test_an_index_that_followed_another_database_is_made_anew():
    organisation = Organisation.objects.create(slug="o", name="Seedbank")
    for _turn in range(3):
        record(organisation, "edited")
    rebuild()
    organisation.delete()
    Entry.objects.all().delete()
    worker.open_index()
    assert Index.open().search("seedbank", tokens={"public"}).total == 0


def test_the_loop_ends_when_it_is_told_to(queue):
    stop = threading.Event()
    stop.set()
    assert (worker.work(stop), Beat.objects.count()) == (None, 0)
