"""Commands that keep an installation safe: backup, restore, upgrade."""

from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhinan.kit.terminal import Progress, say
from zhinan.portal import tasks as indexer

from .. import backup, environment, restore
from ..archive import NotKept
from .looking import do_doctor
from .serving import prepare


def do_backup(words):
    """Write everything that the installation is into one file."""
    path = backup.place_for(words.file, timezone.now())
    say(f"{path} holds {told(write(path, words.verify))}.")
    if words.verify:
        say("It was restored into a database of its own, and each row of each table is the same.")
    say("It is as secret as the installation itself: whoever has it can read everything and sign in as anybody.")


def write(path, with_trial=False):
    """Make the backup `path`; says which uploaded files went away meanwhile. Returns its manifest."""
    manifest = backup.make(path, with_trial=with_trial, progress=Progress("Files"))
    if manifest["gone"]:
        say(f"{len(manifest['gone'])} uploaded files were removed while the backup was made.")
    return manifest


def told(manifest):
    """What a backup holds, in words."""
    rows, tables = sum(manifest["tables"].values()), len(manifest["tables"])
    return f"{rows:,} rows of {tables} tables and {manifest['files']:,} files, as of {manifest['made_at']}"


def do_restore(words):
    """Put a backup in the place of the installation."""
    manifest = restore.restore(words.file, replace=words.replace, progress=Progress("Files"))
    say(f"{words.file} stands in {settings.FOLDER}: {told(manifest)}.")
    prepare()
    say(f"{indexer.rebuild(progress=Progress('Search index')):,} documents in the index.")
    if waiting := DBTaskResult.objects.filter(status__in=("READY", "RUNNING")).count():
        say(f"{waiting} pieces of work waited in it, mails perhaps among them: they are done once it is served.")
    say("Serve it with `zhinan serve`. Other machines on this database need `zhinan search rebuild`.")


def do_upgrade(words):
    """Bring an installation up to this version, with a backup before its database changes."""
    held = environment.hold()
    if held is None:
        raise NotKept(f"The installation in {settings.FOLDER} is being served. End that first.")
    with held:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            folder = Path(environment.DATA.read()) / "backups"
            folder.mkdir(exist_ok=True)
            path = backup.place_for(folder, timezone.now())
            write(path)
            say(f"Before: everything as it was is in {path}.")
        lists = prepare().values()
        say(f"Database: {len(waiting)} changes of its shape made." if waiting else "Database: up to date already.")
        changed = sum(added + other for added, other, _same in lists)
        say(f"Codelists: {changed} rows brought up to date." if changed else "Codelists: up to date already.")
        indexer.bring_up_to_date(progress=Progress("Search index"))
        say("Search index and style sheets: up to date.")
        return do_doctor(words)
