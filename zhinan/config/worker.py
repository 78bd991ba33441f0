"""The worker's loop: tasks from the queue, and the search index kept up with the history."""

import logging
import signal
import socket
import threading
import time

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from zhinan.portal.tasks import Follower

LOG = logging.getLogger(__name__)
PAUSE = 0.3  # seconds between two looks
LONG_PAUSE = 2.0  # seconds until a database that did not answer is asked again


def work(stop=None):
    """Work until SIGTERM or SIGINT, or until the threading.Event `stop` is set."""
    stop = stop or threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    connection.ensure_connection()  # whoever starts it without a database is told at once
    requeue_orphans()
    queue = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=20,
        worker_id=f"{socket.gethostname()[:40]}-{int(time.time())}",
    )
    with Follower() as follower:
        while not stop.is_set():
            answered = round_of_work(queue, follower)
            stop.wait(PAUSE if answered else LONG_PAUSE)


def round_of_work(queue, follower):
    """Everything that is due now; returns whether the database answered.

    One that is locked, full or starting again is asked once more in the next round: nothing is lost meanwhile.
    """
    close_old_connections()
    try:
        if DBTaskResult.objects.ready().exists():
            queue._run_tasks = 0
            queue.run()
        follower.follow()
    except (OperationalError, InterfaceError) as trouble:
        LOG.warning("The database does not answer and is asked again: %s", str(trouble).strip())
        connection.close()
        return False
    return True


def requeue_orphans():
    """Give tasks back to the queue that a killed worker left behind; tasks may run twice.

    Only on SQLite, where there is one machine with one worker: elsewhere another worker may be at them.
    """
    if connection.vendor != "sqlite":
        return
    DBTaskResult.objects.filter(status="RUNNING").update(status="READY", started_at=None, worker_ids=[])
