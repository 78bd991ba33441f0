"""How the files of imports come and go: kept for a while; what imports recorded stays, and can still be taken back."""

from contextlib import ExitStack, contextmanager
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_noop

from zhinan.history.actions import record
from zhinan.notices.actions import tell

from .models import Import
from .states import LIFE, RowState, Work

FOLDER = "imports"  # where the files lie, by year and month
PATIENCE = timedelta(days=1)  # how long a file may wait for its row
WRITTEN = (RowState.TAKEN, RowState.UNDONE)
NOTHING = {"label": "", "cells": {}, "troubles": {}, "doubts": [], "choice": {}, "identity": "", "changes": {}}
EMPTIED = gettext_noop(
    "The file “{file}” and what it said were deleted, since nothing more had happened with its import."
)


@contextmanager
def stored(one, file, name):
    """Store `file` for the unsaved import `one` before the transaction that runs inside; removed where that fails."""
    with ExitStack() as way_back:
        file.seek(0)
        one.file.save(name, file, save=False)
        way_back.callback(one.file.storage.delete, one.file.name)
        with transaction.atomic():
            yield
        way_back.pop_all()


@transaction.atomic
def empty(one):
    """Delete the file of the import `one` and every cell of it; rows that were written keep the way back.

    Who made the import is told.
    """
    found = LIFE.move(one, "empty")
    file, name = found.file.storage, found.file.name
    found.rows.exclude(state__in=WRITTEN).delete()
    found.rows.update(**NOTHING)
    found.file, found.sheets, found.answers, found.trouble = "", [], {}, ""
    found.work, found.run = Work.NONE, found.run + 1  # what was cut off for so long is not begun again
    found.save()
    record(found, "emptied")
    if found.made_by is not None:
        tell([found.made_by], EMPTIED, found, file=found.name)
    transaction.on_commit(lambda: file.delete(name))


def sweep(now):
    """Remove files that no import has, older than a day at the moment `now`; returns how many."""
    gone = 0
    for folder in folders(FOLDER):
        lying = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
        held = set(Import.objects.filter(file__in=lying).values_list("file", flat=True))
        for name in lying:
            if name not in held and default_storage.get_modified_time(name) < now - PATIENCE:
                default_storage.delete(name)
                gone += 1
    return gone


def folders(name):
    """Yield the folder `name` and all that lie in it."""
    if default_storage.exists(name):
        yield name
        for inner in default_storage.listdir(name)[0]:
            yield from folders(f"{name}/{inner}")
