"""The preview of an import: an ImportRow for each row of its sheet, in batches; begun anew if it was cut off."""

import json
from dataclasses import asdict
from itertools import islice

from django.db import connection, transaction
from django.db.models import F, JSONField
from django.db.models.functions import Now
from django.utils.translation import get_language

from zhinan.history.models import Entry
from zhinan.kit.reading import WrongSheet
from zhinan.kit.resources import Run

from .models import Import, ImportRow
from .reading import rows_to_judge, styles_of
from .resources import BY_KEY
from .states import GOOD, LIFE, OPEN, RowState, Work

BATCH = 1_000


class Overtaken(Exception):
    """Another piece of work on the same import has begun since."""


def run_of(one, user):
    """A Run over the rows of the import `one`, who sees what `user` sees."""
    return Run(BY_KEY[one.resource], user, styles_of(one), one.keys_of_answers())


def locked(one):
    """The import as it stands, locked; raises Overtaken where its work was begun anew. Needs a transaction."""
    found = Import.objects.select_for_update().get(pk=one.pk)
    if found.run != one.run:
        raise Overtaken
    return found


def preview(one, user):
    """Look at every row of the mapped import `one`, and keep what would happen with it."""
    ImportRow.objects.filter(of=one).delete()
    seen = Entry.objects.newest_key()
    rows = rows_to_judge(one, BY_KEY[one.resource])
    Import.objects.filter(pk=one.pk).update(done=0)
    run, done = run_of(one, user), 0
    try:
        while batch := list(islice(rows, BATCH)):
            judged = run.judge([(number, cells, {}) for number, cells in batch])
            done += len(batch)
            with transaction.atomic():
                locked(one)
                save_new(
                    filled(ImportRow(of=one, number=number, cells=cells), found)
                    for (number, cells), found in zip(batch, judged, strict=True)
                )
                count(one, len(batch))
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
    row.language = get_language()
    row.doubts = [asdict(doubt) for doubt in judged.doubts]
    kinds = {doubt.kind for doubt in judged.doubts}
    row.question = kinds.pop() if len(kinds) == 1 and judged.state == RowState.DOUBTFUL else ""
    row.target, row.changes, row.identity = judged.target, judged.changes, judged.identity
    return row


FIELDS = ("label", "cells", "state", "troubles", "note", "doubts", "question", "choice", "target", "identity")
FIELDS += ("changes", "entries", "language")


def save_new(rows):
    """Save new `rows`; plain statements take half the time that `bulk_create` takes."""
    fields = [field for field in ImportRow._meta.concrete_fields if not field.primary_key]
    names = [(field.attname, isinstance(field, JSONField)) for field in fields]
    told = [[text_of(getattr(row, name)) if is_json else getattr(row, name) for name, is_json in names] for row in rows]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quoted(ImportRow._meta.db_table)} ({columns}) VALUES ({places})", told)


def text_of(value):
    """`value` as JSON; most of them are an empty {} or [], for which no encoder is needed."""
    return json.dumps(value) if value else str(value)


def save_rows(rows):
    """Save what was found about `rows`; an insert that gives way to what stands is far quicker than `bulk_update`."""
    ImportRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=FIELDS)


def save_taken(rows):
    """Save that `rows` were taken over; one short statement for each is quicker than the whole of it anew."""
    table = connection.ops.quote_name(ImportRow._meta.db_table)
    told = [(row.state, row.note, row.target, json.dumps(row.entries), row.pk) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET state=%s, note=%s, target=%s, entries=%s WHERE id=%s", told)


def judge_again(one, rows, user, run=None):
    """Look once more at `rows`, a list of ImportRows whose cells or choices changed, and save them.

    Who has many rows gives a `run` that has not read any of them yet.
    """
    for found, row in zip(judged_again(one, rows, run or run_of(one, user)), rows, strict=True):
        filled(row, found)
    save_rows(rows)


def judged_again(one, rows, run):
    """A Judged for each of `rows`, beside the others of the import `one`; nothing is saved."""
    run.seen = {}
    asked = [(row.number, row.cells, row.choice) for row in rows]
    judged = run.judge(asked)
    others = ImportRow.objects.filter(of=one, identity__in={found.identity for found in judged} - {""})
    others = others.exclude(number__in=[row.number for row in rows]).exclude(state__in=(*OPEN, "out", "undone"))
    run.seen = dict(others.order_by("-number").values_list("identity", "number"))
    return run.judge(asked) if run.seen else judged


def in_own_words(one, rows, user):
    """Yield the `rows` of `one`, saying in the language of now what they wait for; nothing is saved."""
    run, rows = None, iter(rows)
    while batch := list(islice(rows, BATCH)):
        others = [row for row in batch if row.language != get_language() and (row.state in OPEN or is_told(row))]
        if others:
            run = run or run_of(one, user)
            say_again(others, judged_again(one, others, run))
        yield from batch


def say_again(rows, judged):
    """Take the sentences of `judged` into `rows`; where something else would be said by now, those of then stay."""
    for found, row in zip(judged, rows, strict=True):
        asked = [(doubt["column"], doubt["text"]) for doubt in row.doubts]
        if (found.state, found.troubles.keys()) == (row.state, row.troubles.keys()) and asked == [
            (doubt.column, doubt.text) for doubt in found.doubts
        ]:
            row.troubles, row.doubts = found.troubles, [asdict(doubt) for doubt in found.doubts]
            row.note = found.note or row.note


def is_told(row):
    """Whether there is something to read about a `row` that would be taken over."""
    return row.state in GOOD and row.note != ""


def judge_all_again(one, rows, user):
    """Look once more at each row of the queryset `rows` of the import `one`, a batch after the other."""
    run, last = run_of(one, user), 0
    rows = rows.order_by("number")
    while batch := list(rows.filter(number__gt=last)[:BATCH]):
        last = batch[-1].number
        judge_again(one, batch, user, run)


def count(one, step):
    """Note that `step` more rows of the import are done, and that the work goes on."""
    Import.objects.filter(pk=one.pk).update(done=F("done") + step, moved_at=Now())
