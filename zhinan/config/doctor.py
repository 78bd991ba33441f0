"""Looks at an installation and says, a line each, what is well and what to do."""

import shutil
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

from zhinan.history.models import Entry
from zhinan.search.actions import status

LATE = timedelta(minutes=5)
SPACE = 200 * 1024 * 1024


@dataclass(frozen=True)
class Line:
    """What was found about one thing, in a sentence."""

    name: str
    is_well: bool
    sentence: str


def examine(now):
    """Lines about database, index, queue and disk, as of the moment `now`."""
    database = _database()
    if not database.is_well:
        return [database, _disk()]
    return [database, _index(), _queue(now), _disk()]


def _database():
    try:
        waiting = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
    except DatabaseError as trouble:
        words = str(trouble).strip().splitlines()[0]
        return Line("database", False, f"does not answer ({words}). Check ZHINAN_DATABASE, and that its server runs.")
    if waiting:
        return Line("database", False, f"{len(waiting)} changes of its shape wait. Run `zhinan demo --no-serve`.")
    return Line("database", True, f"{connection.vendor}, {Entry.objects.count():,} entries of history.")


def _index():
    found = status()
    if not found["is_readable"]:
        return Line("index", False, "is missing or cannot be read. Run `zhinan search rebuild`.")
    behind = Entry.objects.after(found["position"] or 0).count()
    if behind:
        return Line("index", False, f"is {behind:,} changes behind. Start the worker: `zhinan worker`.")
    return Line("index", True, f"{found['documents']:,} documents, up to date.")


def _queue(now):
    late = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - LATE).count()
    if late:
        return Line("queue", False, f"{late} tasks wait for over five minutes. Start the worker: `zhinan worker`.")
    failed = DBTaskResult.objects.filter(status="FAILED", finished_at__gt=now - timedelta(days=1)).count()
    if failed:
        return Line("queue", False, f"{failed} tasks failed since yesterday. Look at the worker's log.")
    return Line("queue", True, "nothing waits too long.")


def _disk():
    free = shutil.disk_usage(settings.FOLDER).free
    sentence = f"{free // (1024 * 1024):,} MB free in {settings.FOLDER}."
    return Line("disk", free >= SPACE, sentence if free >= SPACE else f"{sentence} Free some space: it is nearly full.")
