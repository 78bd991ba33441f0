"""The worker's loop: tasks from the queue, and the search index kept up with the history."""

import signal
import socket
import threading
import time

from django.db import close_old_connections
from django.db.utils import OperationalError
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from zhinan.portal.tasks import Follower

PAUSE = 0.3  # seconds between two looks


def work(stop=None):
    """Work until SIGTERM or SIGINT, or until the threading.Event `stop` is set."""
    stop = stop or threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
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
            round_of_work(queue, follower)
            stop.wait(PAUSE)


def round_of_work(queue, follower):
    """Everything that is due now. A database that is busy for a moment is asked again in the next round."""
    close_old_connections()
    try:
        if DBTaskResult.objects.ready().exists():
            queue._run_tasks = 0
            queue.run()
        follower.follow()
    except OperationalError as trouble:
        if "locked" not in str(trouble):
            raise


def requeue_orphans():
    """Give tasks back to the queue that a killed worker of this single machine left behind; tasks may run twice."""
    DBTaskResult.objects.filter(status="RUNNING").update(status="READY", started_at=None, worker_ids=[])
