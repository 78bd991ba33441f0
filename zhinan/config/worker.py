"""The worker's loop: tasks from the queue, scheduled work, and the search index kept up with the history."""

import logging
import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.core.management import call_command
from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from zhinan.accounts.models import Sending
from zhinan.awards.tasks import remind_of_reports
from zhinan.events import tasks as events
from zhinan.exchange.tasks import empty_imports
from zhinan.files.tasks import tidy
from zhinan.grants import tasks as grants
from zhinan.history.models import Entry
from zhinan.monitoring.tasks import forget_sheets
from zhinan.network.tasks import find_twins, keep_keys, remind_of_agreements
from zhinan.notices.tasks import send_due
from zhinan.portal import tasks as indexer
from zhinan.questionnaires import tasks as questionnaires
from zhinan.search.actions import Busy, NotWritten
from zhinan.search.actions import status as index_status

from .models import Alarm, Beat

LOG = logging.getLogger(__name__)
PAUSE = 0.3  # seconds between two looks
LONG_PAUSE = 2.0  # seconds until a database that did not answer is asked again
HEARTBEAT = 10  # seconds between two signs of life; six of them may be missed
ATTEMPTS = 5  # workers that may end over one task before it is given up
GIVEN_UP = "Given up: every worker that began this task ended before it was done."


@task()
def prune():
    """Forget what finished two weeks ago, forms that were taken then, and sessions and workers that are no more."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=14, failed_min_age_days=60, verbosity=0)
    call_command("clearsessions")
    Beat.objects.filter(seen_at__lt=Now() - timedelta(days=1)).delete()
    Sending.objects.filter(made_at__lt=timezone.now() - timedelta(days=14)).delete()


# (name, how often, the task): each is run once, however many workers there are.
TIMETABLE = (
    ("prune", timedelta(days=1), prune),
    ("tidy files", timedelta(days=1), tidy),
    ("find twins", timedelta(days=1), find_twins),
    ("remind of agreements", timedelta(days=1), remind_of_agreements),
    ("remind of reports", timedelta(days=1), remind_of_reports),
    ("forget sheets of reports", timedelta(days=1), forget_sheets),
    ("empty imports", timedelta(days=1), empty_imports),
    ("forget invitations to write", timedelta(days=1), grants.forget_invitations),
    ("mix anonymous answers", timedelta(hours=6), questionnaires.mix_answers),
    ("put surveys of events", timedelta(hours=6), events.put_surveys),
    ("forget people of events", timedelta(hours=6), events.forget_what_is_due),
    ("close calls", timedelta(minutes=10), grants.close_calls),
)


def work(stop=None):
    """Work until SIGTERM or SIGINT, or until the threading.Event `stop` is set."""
    stop = stop or threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    connection.ensure_connection()  # whoever starts it without a database is told at once
    name = f"{socket.gethostname()[:40]}-{os.getpid()}-{int(time.time())}"
    show_life(name)
    set_alarms(timezone.now())
    open_index()
    with ThreadPoolExecutor(2) as threads:
        others = [threads.submit(live, name, stop), threads.submit(follow, stop)]
        try:
            while not stop.is_set():
                stop.wait(PAUSE if round_of_work(queue_of(name)) else LONG_PAUSE)
        finally:
            stop.set()
    Beat.objects.filter(worker=name).delete()
    for other in others:
        other.result()  # raises what ended it


def queue_of(name):
    """What takes up to twenty tasks from the queue for the worker `name`."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=20,
        worker_id=name,
    )


def round_of_work(queue):
    """Scheduled work, tasks and mail that are due now; returns whether the database answered."""
    with Patience() as patience:
        ring(timezone.now())
        requeue_orphans()
        if DBTaskResult.objects.ready().exists():
            queue.run()
        send_due(timezone.now())
        questionnaires.send_due(timezone.now())
        events.send_due(timezone.now())
        keep_keys()
    return patience.trouble is None


def round_of_index(follower):
    """Bring the search index up to the newest entry of the history; returns whether the database answered."""
    with Patience() as patience:
        follower.follow()
    return patience.trouble is None


def follow(stop):
    """Keep the search index up with the history until `stop` is set, beside tasks however long; in its own thread.

    Where it fails, the worker ends too.
    """
    try:
        with indexer.Follower() as follower:
            while not stop.is_set():
                stop.wait(PAUSE if round_of_index(follower) else LONG_PAUSE)
    finally:
        stop.set()
        connection.close()


class Patience:
    """A piece of work with the database, as a context manager, that may find it locked, full or starting again.

    That is noted in `trouble` and raised no further: nothing is lost, since the next round asks once more.
    """

    def __enter__(self):
        self.trouble = None
        close_old_connections()
        return self

    def __exit__(self, kind, trouble, traceback):
        if isinstance(trouble, (OperationalError, InterfaceError)):
            self.trouble = trouble
            LOG.warning("The database does not answer and is asked again: %s", str(trouble).strip())
            connection.close()
            return True
        return False


def open_index():
    """Make the search index where there is none, or where it has followed another database than this one."""
    found = index_status()
    try:
        if not found["is_readable"] or found["position"] > Entry.objects.newest_key():
            indexer.rebuild()
    except (Busy, NotWritten) as trouble:
        LOG.warning("%s", trouble)  # the other work goes on, and `zhinan doctor` says what to do


def set_alarms(now):
    """Set an alarm, due at once, for what is new in the timetable; drop those of what stands there no more."""
    names = [name for name, _every, _task in TIMETABLE]
    Alarm.objects.bulk_create((Alarm(name=name, next_at=now) for name in names), ignore_conflicts=True)
    Alarm.objects.exclude(name__in=names).delete()


def ring(now):
    """Put scheduled work that is due at `now` into the queue; returns the names.

    Who holds an alarm's row moves it on and queues its work in one transaction, and others pass it by: so each is
    queued once. SQLite, which locks no rows, lets one transaction write at a time.
    """
    if not Alarm.objects.due(now).exists():
        return []
    rung = []
    with transaction.atomic():
        held = {alarm.name: alarm for alarm in Alarm.objects.due(now).select_for_update(skip_locked=True)}
        for name, every, work_due in TIMETABLE:
            if name in held:
                missed = (now - held[name].next_at) // every
                held[name].next_at += every * (missed + 1)
                held[name].save(update_fields=["next_at"])
                work_due.enqueue()
                rung.append(name)
    return rung


def live(name, stop):
    """Show every few seconds that the worker `name` is alive, until `stop` is set; runs in a thread of its own."""
    try:
        while not stop.wait(HEARTBEAT):
            close_old_connections()
            try:
                show_life(name)
            except (OperationalError, InterfaceError):
                connection.close()  # the loop says so, and asks again
    finally:
        connection.close()


def show_life(name):
    """Note that the worker `name` is alive."""
    Beat.objects.update_or_create(worker=name, defaults={"seen_at": Now()})


def requeue_orphans():
    """Give back to the queue what a worker had begun that is alive no more; so tasks may run twice.

    A task over which one worker after the other has ended is given up, for it may be what ends them.
    """
    running = list(DBTaskResult.objects.running().only("worker_ids"))
    if not running:
        return
    alive = set(Beat.objects.alive().values_list("worker", flat=True))
    for result in running:
        if result.worker_ids and result.worker_ids[-1] in alive:
            continue
        given_up = {"status": "FAILED", "finished_at": Now(), "traceback": GIVEN_UP}
        again = {"status": "READY", "started_at": None}
        # Another worker may have been here first: only a row that still names the same workers is changed.
        same = DBTaskResult.objects.running().filter(pk=result.pk, worker_ids=result.worker_ids)
        same.update(**(given_up if len(result.worker_ids) >= ATTEMPTS else again))
