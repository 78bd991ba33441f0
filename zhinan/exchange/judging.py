"""The preview of an import: an ImportRow for each row of its sheet, in batches; begun anew if it was cut off."""

import json
from dataclasses import asdict
from itertools import islice

from django.db import connection, transaction
from django.db.models import F

from zhinan.history.models import Entry
from zhinan.kit.reading import WrongSheet
from zhinan.kit.resources import Run

from .models import Import, ImportRow
from .reading import rows_to_judge, styles_of
from .resources import BY_KEY
from .states import LIFE, OPEN, RowState, Work

BATCH = 1_000


class Overtaken(Exception):
    """Another piece of work on the same import has begun since."""


def run_of(one, user):
    """A Run over the rows of the import `one`, who sees what `user` sees."""
    return Run(BY_KEY[one.resource], user, styles_of(one), one.answers)


def locked(one):
    """The import as it stands, locked; raises Overtaken where its work was begun anew. Needs a transaction."""
    found = Import.objects.select_for_update().get(pk=one.pk)
    if found.run != one.run:
        raise Overtaken
    return found


def newest_entry():
    """The key of the newest entry of the history."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def preview(one, user):
    """Look at every row of the mapped import `one`, and keep what would happen with it."""
    ImportRow.objects.filter(of=one).delete()
    seen = newest_entry()
    rows = rows_to_judge(one, BY_KEY[one.resource])
    run, done = run_of(one, user), 0
    try:
        while batch := list(islice(rows, BATCH)):
            judged = run.judge([(number, cells, {}) for number, cells in batch])
            done += len(batch)
            with transaction.atomic():
                locked(one)
                ImportRow.objects.bulk_create(
                    filled(ImportRow(of=one, number=number, cells=cells), found)
                    for (number, cells), found in zip(batch, judged, strict=True)
                )
                Import.objects.filter(pk=one.pk).update(done=done)
    except WrongSheet as trouble:
        Import.objects.filter(pk=one.pk, run=one.run).update(work=Work.NONE, trouble=str(trouble))
        return
    with transaction.atomic():
        locked(one)
        moved = LIFE.move(one, "preview")
        moved.work, moved.done, moved.total, moved.seen = Work.NONE, done, done, seen
        moved.save()


def label_of(cells):
    """The text by which people know a row: the first one in it."""
    return next((cell for cell in cells.values() if isinstance(cell, str)), "")[:200]


def filled(row, judged):
    """`row` with what was found about it, unsaved."""
    row.label = label_of(row.cells)
    row.state, row.troubles, row.note = judged.state, judged.troubles, judged.note
    row.doubts = [asdict(doubt) for doubt in judged.doubts]
    row.target, row.changes, row.identity = judged.target, judged.changes, judged.identity
    return row


FIELDS = ("label", "cells", "state", "troubles", "note", "doubts", "choice", "target", "identity", "changes", "entries")


def save_rows(rows):
    """Save what was found about `rows`; an insert that gives way to what stands is far quicker than `bulk_update`."""
    ImportRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=FIELDS)


def save_taken(rows):
    """Save that `rows` were taken over; one short statement for each is quicker than the whole of it anew."""
    table = connection.ops.quote_name(ImportRow._meta.db_table)
    told = [(row.state, row.note, row.target, json.dumps(row.entries), row.pk) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET state=%s, note=%s, target=%s, entries=%s WHERE id=%s", told)


def judge_again(one, rows, user):
    """Look once more at `rows`, a list of ImportRows whose cells or choices changed, and save them."""
    run = run_of(one, user)
    asked = [(row.number, row.cells, row.choice) for row in rows]
    judged = run.judge(asked)
    others = ImportRow.objects.filter(of=one, identity__in={found.identity for found in judged} - {""})
    others = others.exclude(number__in=[row.number for row in rows]).exclude(state__in=(*OPEN, "out", "undone"))
    run.seen = dict(others.order_by("-number").values_list("identity", "number"))
    for found, row in zip(run.judge(asked) if run.seen else judged, rows, strict=True):
        filled(row, found)
    save_rows(rows)


def judge_doubtful(one, user):
    """Look once more at every doubtful row of `one`: a row that was taken over may be what it names."""
    rows = ImportRow.objects.filter(of=one, state=RowState.DOUBTFUL).order_by("number")
    last = 0
    while batch := list(rows.filter(number__gt=last)[:BATCH]):
        last = batch[-1].number
        judge_again(one, batch, user)


def count(one, step):
    """Note that `step` more rows of the import are done."""
    Import.objects.filter(pk=one.pk).update(done=F("done") + step)
