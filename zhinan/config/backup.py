"""Makes a backup of the installation in one file, as it is at one moment, while it is served."""

import sqlite3
import tempfile
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import timezone

from . import archive, environment
from .archive import NotKept
from .tables import PASSING, Lite, Postgres, lite, make_tables, pointed_to, sums

TEXTS = ("settings", "accounts.txt")  # small files of the installation's folder that belong to it
QUICK = {"init_command": "PRAGMA journal_mode=MEMORY;PRAGMA synchronous=OFF;"}  # for a file that is made whole or not
DATABASE = "zhinan.sqlite3"


def place_for(words, now):
    """The file that `words` name; in a folder, one named after the world and the moment `now`."""
    path = Path(words)
    return path / f"zhinan-{settings.WORLD}-{now:%Y-%m-%dT%H%M%S}.backup" if path.is_dir() else path


def make(path, *, with_trial=False, progress=None):
    """Write a backup of the installation to the new file `path`; returns its manifest.

    What was written is read again: each file as it was, each table with as many rows.

    With `with_trial` it is restored into a database of its own, and each row is compared. The manifest's "gone" names
    uploaded files that somebody removed meanwhile. Raises NotKept; a file is left only where all went well.
    """
    texts = {name: (settings.FOLDER / name).read_text("utf-8") for name in TEXTS if (settings.FOLDER / name).exists()}
    with archive.whole(path) as part, snapshot() as source:
        (copy_pages if connection.vendor == "sqlite" else carry_rows)(source, part)
        with lite(part) as written:
            counts = Lite(written).counts()
        if counts != source.counts():
            raise NotKept("The copy of the database does not hold as many rows as the database. Try again.")
        facts = {
            "zhinan": version("zhinan"),
            "world": settings.WORLD,
            "made_at": timezone.now().isoformat(timespec="seconds"),
            "vendor": source.vendor,
            "migrations": source.shape(),
            "tables": counts,
        }
        secret = {"secret": environment.secret()}
        gone = archive.append(part, facts, secret | texts, settings.MEDIA_ROOT, progress)
        manifest = archive.manifest(part)
        if with_trial:
            try_out(part, source)
    return manifest | {"gone": gone}


@contextmanager
def snapshot():
    """The database as it is at this moment, however it changes meanwhile: Lite or Postgres."""
    if connection.vendor == "sqlite":
        address = f"{Path(settings.DATABASES['default']['NAME']).resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=20)) as file:
            file.execute("BEGIN")
            file.execute("SELECT 1 FROM sqlite_master").fetchone()  # only now does the transaction begin
            yield Lite(file)
        return
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield Postgres(connections["default"])


def copy_pages(source, part):
    """Copy a SQLite database to the file `part`, without what is passing, as one file without a journal."""
    with closing(sqlite3.connect(part, isolation_level=None)) as target:
        target.execute("PRAGMA synchronous = OFF")
        target.execute("PRAGMA journal_mode = OFF")
        source.connection.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
        target.execute("PRAGMA secure_delete = ON")  # what is left out is not to be found in free pages either
        for (name,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if name in PASSING:
                target.execute(f'DELETE FROM "{name}"')


def carry_rows(source, part):
    """Write the rows of a PostgreSQL database to a SQLite database in the file `part`."""
    description = {"ENGINE": "django.db.backends.sqlite3", "NAME": part, "OPTIONS": QUICK}
    seen = source.shape()
    with pointed_to(description) as target:
        make_tables(target, seen)
    with closing(sqlite3.connect(part, isolation_level=None)) as target:
        Lite(target).fill(source)


def try_out(path, source):
    """Restore the backup into a database of its own beside it, and compare each table with `source`."""
    manifest = archive.read(path)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".zhinan-trial-") as folder:
        database = Path(folder) / DATABASE
        archive.take_out(path, manifest, database, Path(folder) / "files")
        with lite(database) as restored:
            words = restored.execute("PRAGMA integrity_check").fetchone()[0]
            broken = restored.execute("PRAGMA foreign_key_check").fetchone()
            if words != "ok" or broken:
                raise NotKept(f"The restored database is not whole ({broken or words}). Look at the original.")
            here, there = sums(source), sums(Lite(restored))
        wrong = [table for table in sorted(here.keys() | there.keys()) if here.get(table) != there.get(table)]
        if wrong:
            raise NotKept(f"The restored database differs from the original in {', '.join(wrong)}.")
