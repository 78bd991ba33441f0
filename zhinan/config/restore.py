"""Puts a backup in the place of an installation: all of it, or nothing."""

import os
import shutil
import sqlite3
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from zhinan.accounts.models import User
from zhinan.history.models import Entry

from . import archive, environment
from .archive import NotKept
from .backup import DATABASE, TEXTS
from .models import Beat
from .tables import Lite, Postgres, make_tables, pointed_to, refuse_newer, sums

NEXT = "zhinan_next"  # PostgreSQL's schema in which a backup is put up


def restore(path, *, replace=False, progress=None):
    """Put the backup `path` in the place of the installation, brought up to this version; returns its manifest.

    With `replace`, also where something stands already, which is kept aside until all is done, and then dropped.
    Raises NotKept, and leaves what stood there.
    """
    path = Path(path).resolve()
    manifest = archive.read(path)
    refuse_newer(manifest["migrations"])
    texts = archive.texts(path)
    held = environment.hold()
    if held is None:
        raise NotKept(f"The installation in {settings.FOLDER} is being served. End that first.")
    with held:
        refuse(path, manifest, texts["secret"], replace)
        put_in_place(path, manifest, texts, progress)
    return manifest


def put_in_place(path, manifest, texts, progress):
    """Build the installation beside the one that stands there, then let them change places."""
    place = settings.FOLDER.resolve()
    stage, aside = place.with_name(f".{place.name}-next"), place.with_name(f".{place.name}-before")
    if aside.exists():
        raise NotKept(f"{aside} holds what an earlier restore had put aside. Move it back, or delete it.")
    try:
        put_up(path, manifest, texts, stage, progress)
        connection.close()
        with exchanged(stage, place, aside), exchanged_tables():
            lay_files(place)
    except DatabaseError as trouble:
        words = str(trouble).strip().splitlines()[0]
        raise NotKept(f"The database refused ({words}). Nothing was changed.") from trouble
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def refuse(path, manifest, secret, replace):
    """Raise NotKept where the backup must not be restored here and now."""
    world, place = settings.WORLD, settings.FOLDER.resolve()
    if manifest["world"] != world:
        raise NotKept(f"{path} is a backup of “{manifest['world']}”. Restore it with ZHINAN_WORLD={manifest['world']}.")
    if environment.SECRET.read() not in ("", secret):
        raise NotKept("ZHINAN_SECRET is another key than the backup's, so its secrets could not be read. Unset it.")
    if place in path.parents:
        raise NotKept(f"{path} stands in the folder that is replaced. Move it elsewhere first.")
    if is_empty():
        return
    if not replace:
        raise NotKept(f"{place} holds an installation already. To put the backup in its place, add --replace.")
    if worker := Beat.objects.alive().values_list("worker", flat=True).first() if has(Beat) else None:
        raise NotKept(f"A worker is at this database, or was a minute ago ({worker}). End it first.")


def is_empty():
    """Whether nothing has happened yet in the installation: nobody has an account, nothing was recorded."""
    if connection.vendor == "sqlite" and not Path(settings.DATABASES["default"]["NAME"]).exists():
        return True
    return not any(has(model) and model.objects.exists() for model in (Entry, User))


def has(model):
    """Whether the database has a table for `model`."""
    return model._meta.db_table in connection.introspection.table_names()


def put_up(path, manifest, texts, stage, progress):
    """Build the whole installation in the folder `stage`, and on PostgreSQL in a schema of its own."""
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    for name in ("secret", *TEXTS):
        if name in texts:
            environment.write_secretly(stage / name, texts[name])
    database = stage / DATABASE
    archive.take_out(path, manifest, database, stage / "files", progress)
    if connection.vendor == "sqlite":
        with pointed_to({"NAME": database}):
            bring_up()
        return
    with in_a_schema(), closing(sqlite3.connect(database)) as file:
        fill(Lite(file), manifest["migrations"])
        bring_up()
    database.unlink()


def bring_up():
    """Bring the default database up to this version, and see that no row points at nothing."""
    call_command("migrate", verbosity=0, interactive=False)
    connection.check_constraints()


@contextmanager
def in_a_schema():
    """Let the default database be the schema NEXT, which is made for that."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {NEXT} CASCADE")
        cursor.execute(f"CREATE SCHEMA {NEXT}")
    options = settings.DATABASES["default"].get("OPTIONS", {})
    words = f"{options.get('options', '')} -c search_path={NEXT}".strip()
    try:
        with pointed_to({"OPTIONS": options | {"options": words}}):
            yield
    except BaseException:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {NEXT} CASCADE")
        raise


def fill(source, seen):
    """Make the tables as they were after the changes of shape `seen`, and put the rows of `source` (Lite) into them."""
    make_tables(connection, seen)
    target = Postgres(connection)
    with transaction.atomic():
        target.fill(source)
    with transaction.atomic():
        if sums(source) != sums(target):
            raise NotKept("PostgreSQL does not hold the rows that the backup holds. Nothing was changed.")


@contextmanager
def exchanged(stage, place, aside):
    """Put the folder `stage` in the place of `place`; whatever fails inside, the old one stands there again after."""
    place.rename(aside)
    try:
        stage.rename(place)
        yield
    except BaseException:
        if place.exists():
            place.rename(stage)
        aside.rename(place)
        raise
    shutil.rmtree(aside)


def exchanged_tables():
    """Put the tables of the schema NEXT in the place of ours, in one transaction; nothing to be done on SQLite."""
    return nullcontext() if connection.vendor == "sqlite" else moved_tables()


@contextmanager
def moved_tables():
    """Drop our tables and move those of NEXT into their place; whatever fails inside, nothing of it has happened."""
    tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = %s AND table_type = 'BASE TABLE'"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = cursor.fetchone()[0]
        cursor.execute(tables, [NEXT])
        coming = [name for (name,) in cursor.fetchall()]
        cursor.execute(tables, [schema])
        going = [name for (name,) in cursor.fetchall() if name in coming]
        if going:
            cursor.execute("DROP TABLE " + ", ".join(f'"{schema}"."{name}"' for name in going) + " CASCADE")
        for name in coming:
            cursor.execute(f'ALTER TABLE {NEXT}."{name}" SET SCHEMA "{schema}"')
        cursor.execute(f"DROP SCHEMA {NEXT} CASCADE")
        yield


def lay_files(place):
    """Lay uploaded files where ZHINAN_MEDIA says, where that is not in the installation's folder."""
    target = Path(settings.MEDIA_ROOT)
    if not environment.MEDIA.read():
        return
    for file in (each for each in (place / "files").rglob("*") if each.is_file()):
        final = target / file.relative_to(place / "files")
        final.parent.mkdir(parents=True, exist_ok=True)
        part = final.with_name(f".{final.name}.{os.getpid()}")
        shutil.copyfile(file, part)
        part.replace(final)
    shutil.rmtree(place / "files", ignore_errors=True)
