"""Looks at an installation and says, a line each, what is well and what to do."""

import shutil
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

from zhinan.history.models import Entry
from zhinan.kit.mail import deliver
from zhinan.search.actions import status

from . import delivery, environment
from .models import late_tasks

if find_spec("redis"):
    from redis.exceptions import RedisError
else:
    RedisError = OSError  # without that package there is no such cache, and so no such trouble

SPACE = 200 * 1024 * 1024
WAIT = 5  # seconds that a mail server is waited for


@dataclass(frozen=True)
class Line:
    """What was found about one thing, in a sentence."""

    name: str
    is_well: bool
    sentence: str


def examine(now):
    """Lines about database, index, queue, mail, cache and disk, as of the moment `now`."""
    database = _database()
    if not database.is_well:
        return [database, _disk()]
    return [database, _index(), _queue(now), _mail(now), _cache(now), _disk()]


def _database():
    try:
        waiting = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
    except DatabaseError as trouble:
        words = _first_line(trouble)
        return Line("database", False, f"does not answer ({words}). Check ZHINAN_DATABASE, and that its server runs.")
    if waiting:
        cure = "zhinan upgrade" if settings.WORLD == environment.OWN else "zhinan demo --no-serve"
        return Line("database", False, f"{len(waiting)} changes of its shape wait. Run `{cure}`.")
    return Line("database", True, f"{connection.vendor}, {Entry.objects.count():,} entries of history.")


def _index():
    found, cure = status(), "Run `zhinan search rebuild`."
    if not found["is_readable"]:
        return Line("index", False, f"is missing or cannot be read. {cure}")
    if found["position"] and not Entry.objects.filter(pk__gte=found["position"]).exists():
        return Line("index", False, f"has followed another database than this one. {cure}")
    behind = Entry.objects.after(found["position"] or 0).count()
    if behind:
        return Line("index", False, f"is {behind:,} changes behind. Start the worker: `zhinan worker`.")
    return Line("index", True, f"{found['documents']:,} documents, up to date.")


def _queue(now):
    late = late_tasks(now).count()
    if late:
        return Line("queue", False, f"{late} tasks wait for over five minutes. Start the worker: `zhinan worker`.")
    failed = _failed(now).exclude(task_path=deliver.module_path).count()
    if failed:
        return Line("queue", False, f"{failed} tasks failed since yesterday. Look at the worker's log.")
    return Line("queue", True, "nothing waits too long.")


def _mail(now):
    lost = _failed(now).filter(task_path=deliver.module_path)
    if last := lost.order_by("-finished_at").first():
        words = last.exception_class_path.rpartition(".")[2] or "unknown"  # its words may name the receiver
        return Line("mail", False, f"{lost.count()} mails could not be sent since yesterday, the last: {words}.")
    found = environment.mail()
    if "FILES" in found:
        return Line("mail", True, f"is written as files to {found['FILES']}. To send it, set ZHINAN_MAIL.")
    server = f"{found['HOST']}:{found['PORT']}"
    sender = delivery.backend(timeout=WAIT)
    try:
        sender.open()
        sender.close()
    except OSError as trouble:
        return Line("mail", False, f"{server} does not take mail ({_first_line(trouble)}). Check ZHINAN_MAIL.")
    return Line("mail", True, f"{server} answers.")


def _failed(now):
    """Tasks that failed within the last day."""
    return DBTaskResult.objects.failed().filter(finished_at__gt=now - timedelta(days=1))


def _cache(now):
    try:
        cache.set("doctor", now.isoformat(), 60)
        is_kept = cache.get("doctor") == now.isoformat()
    except (DatabaseError, OSError, RedisError) as trouble:
        return Line("cache", False, f"does not answer ({_first_line(trouble)}). Check ZHINAN_CACHE.")
    kind = settings.CACHES["default"]["BACKEND"].rpartition(".")[2]
    return Line("cache", is_kept, f"{kind} answers." if is_kept else f"{kind} forgets at once. Check ZHINAN_CACHE.")


def _disk():
    free = shutil.disk_usage(settings.FOLDER).free
    sentence = f"{free // (1024 * 1024):,} MB free in {settings.FOLDER}."
    return Line("disk", free >= SPACE, sentence if free >= SPACE else f"{sentence} Free some space: it is nearly full.")


def _first_line(trouble):
    """What is the trouble, in a line."""
    return (str(trouble).strip() or type(trouble).__name__).splitlines()[0]
