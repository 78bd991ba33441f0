"""Good rows become records, through the history, in batches that are whole or not at all; and back again."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.history.actions import undo, write, write_many
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.resources import Judged
from zhinan.kit.values import pointing_at

from .judging import count, filled, judge_all_again, locked, run_of, save_rows, save_taken
from .models import Import, ImportRow
from .resources import BY_KEY
from .states import GOOD, LIFE, RowState, Work

BATCH = 1_000
UNDONE_AT_ONCE = 50
OVERTAKEN = gettext_noop("The record has changed since the preview. Look at this row once more.")
ARCHIVED = gettext_noop("In the archive, since more happened to it.")


class Taking:
    """Taking over the rows of one import. `is_quiet`: nothing but this has happened to any record since the preview.

    Then what the preview found still holds; otherwise each row is looked at once more before it is written.
    """

    def __init__(self, one, user):
        self.one, self.user, self.resource = one, user, BY_KEY[one.resource]
        self.is_quiet = self.resource.is_plain() and not self.news()

    def news(self):
        """Keys of the entries since the preview that tell of something else than this import."""
        news = Entry.objects.after(self.one.seen).exclude(noun=Import._meta.label_lower)
        found = set(news.values_list("pk", flat=True)) - set(self.one.recorded)
        for keys in self.one.rows.filter(state=RowState.TAKEN).values_list("entries", flat=True) if found else ():
            found.difference_update(keys)
        return found

    @cached_property
    def run(self):
        """What rows are looked up in, loaded where it is needed."""
        return run_of(self.one, self.user)

    def listen(self, since):
        """Note whether somebody else has done something after the entry `since`."""
        self.is_quiet = self.is_quiet and not Entry.objects.after(since).exclude(actor=self.user.pseudonym).exists()

    def judge(self, rows):
        """A Judged for each of `rows`."""
        if self.is_quiet:
            return [as_previewed(row) for row in rows]
        return self.run.judge([(row.number, row.cells, row.choice) for row in rows])


def as_previewed(row):
    """The Judged of a good row as it was kept."""
    values = {name: after for name, (_before, after) in row.changes.items()}
    return Judged(
        row.number, {}, row.state, target=row.target, values=values, changes=row.changes, identity=row.identity
    )


def take(one, user):
    """Take over the good rows of the import `one`; rows that have changed since the preview wait again.

    What was taken before a machine stopped stays taken: the work goes on with the rows that are left.
    """
    record_named(one, user)
    taking, last = Taking(one, user), 0
    rows = ImportRow.objects.filter(of=one, state__in=GOOD).order_by("number")
    while batch := list(rows.filter(number__gt=last)[:BATCH]):
        last = batch[-1].number
        with transaction.atomic():
            locked(one)
            since = Entry.objects.newest_key()
            take_batch(batch, taking)
            taking.listen(since)
            save_taken([row for row in batch if row.state == RowState.TAKEN])
            save_rows([row for row in batch if row.state != RowState.TAKEN])
            count(one, len(batch))
    judge_all_again(one, ImportRow.objects.filter(of=one, state=RowState.DOUBTFUL), user)
    finish(one, "take")


@transaction.atomic
def record_named(one, user):
    """Write the records that are to be recorded with the import `one`, as far as good rows name them.

    Then the rows are looked at once more, since what they name is there now.
    """
    wanted = one.to_be_recorded()
    if not wanted:
        return
    found, run = locked(one), run_of(one, user)
    for key, (column, row) in first_naming(one, run, wanted).items():
        resolve(found, key, recorded(run.finders[column.finder], wanted[key][-1], row, found, user))
    found.save()
    one.answers, one.recorded = found.answers, found.recorded
    judge_all_again(one, ImportRow.objects.filter(of=one, state__in=GOOD), user)


def first_naming(one, run, wanted):
    """{key below 0: (column, row)}: of each of the keys `wanted` the first good row that names it."""
    found, columns = {}, [column for column in run.resource.columns if column.finder]
    for line in ImportRow.objects.filter(of=one, state__in=GOOD).order_by("number").iterator(chunk_size=BATCH):
        row = run.read(line.number, line.cells, line.choice).row
        for column in columns:
            value = row.get(column.name)
            for key in value or () if column.is_several else [value]:
                if key in wanted:
                    found.setdefault(key, (column, row))
    return found


def recorded(finder, text, row, one, user):
    """The key of the record called `text`: written now for the import `one`, unless somebody did so meanwhile.

    None where it cannot be written; its rows wait again then.
    """
    key, _near = finder.find(text)
    if key is not None:
        return key
    record, values = finder.new(text, row)
    try:
        with transaction.atomic():
            entry = write(record, values, by=user)
    except ValidationError:
        return None
    one.recorded.append(entry.pk)
    return record.pk


def resolve(one, below, key):
    """Let the answers of `one`, unsaved, that stand for a record to be written mean `key`; None takes them back."""
    for answers in one.answers.values():
        for folded in [text for text, answer in answers.items() if isinstance(answer, dict)]:
            if answers[folded]["new"] == -below and key is None:
                del answers[folded]
            elif answers[folded]["new"] == -below:
                answers[folded] = key


def finish(one, verb):
    """The work on `one` is over: it moves by `verb`."""
    with transaction.atomic():
        locked(one)
        moved = LIFE.move(one, verb)
        moved.work = Work.NONE
        moved.save()


def take_batch(batch, taking):
    """Take over the rows of `batch`, in the order of the sheet where one may build on another."""
    for rows in groups(batch, taking.resource):
        judged = taking.judge(rows)
        new = []
        for row, found in zip(rows, judged, strict=True):
            if differs(row, found, taking.resource):
                filled(row, found)
                row.note = row.note or OVERTAKEN
            elif found.state == RowState.ADD:
                new.append((row, found))
            elif found.state == RowState.CHANGE:
                take_change(row, found, taking)
            else:
                filled(row, found)
        take_new(new, taking)


def groups(batch, resource):
    """The rows of `batch` in groups: where several rows tell of one new record, each in a group of its own."""
    if not resource.grows:
        return [batch]
    found, seen = [[]], set()
    for row in batch:
        if row.identity in seen:
            found.append([])
            seen = set()
        seen.add(row.identity)
        found[-1].append(row)
    return found


def differs(row, found, resource):
    """Whether something else would happen with `row` than was shown when it was looked at."""
    if row.state == RowState.ADD and resource.grows and found.state in (RowState.CHANGE, RowState.SAME):
        return False  # an earlier row has made the record that this one adds to
    if found.state == RowState.SAME:
        return False
    return row.state != found.state or row.changes != found.changes or row.target != found.target


def take_new(new, taking):
    """Write new records, pairs of an ImportRow and what was found: all at once, else one by one to find the culprit."""
    resource = taking.resource
    if resource.is_fixed:
        for row, found in new:
            take_fixed(row, found, taking)
        return
    if not new:
        return
    pairs = [(resource.made(found.row), found.values) for _row, found in new]
    try:
        with transaction.atomic():
            entries = write_many(pairs, by=taking.user)
    except (ValidationError, IntegrityError):
        for row, found in new:
            take_one(row, found, resource.made(found.row), taking)
        return
    for (row, found), entry, (record, _values) in zip(new, entries, pairs, strict=True):
        taken(row, found, entry, record, taking)


def take_fixed(row, found, taking):
    """Write a record that is never changed, by the room's own action; a refusal stays with the row."""
    try:
        with transaction.atomic():
            record = taking.resource.write(found, taking.user)
    except ValidationError as trouble:
        row.state, row.troubles = RowState.WRONG, {"": " ".join(trouble.messages)}
    else:
        taken(row, found, None, record, taking)


def take_change(row, found, taking):
    """Write what a row changes on the record that it is about."""
    record = taking.resource.model._base_manager.get(pk=found.target)
    take_one(row, found, record, taking)


def take_one(row, found, record, taking):
    """Write one record; a refusal stays with the row."""
    try:
        with transaction.atomic():
            entry = write(record, found.values, by=taking.user, verb="imported")
    except ValidationError as trouble:
        row.state, row.troubles = RowState.WRONG, {"": " ".join(trouble.messages)}
    except IntegrityError:
        row.state = RowState.WRONG
        row.troubles = {"": _("The database refuses this row: another record says the same already.")}
    else:
        taken(row, found, entry, record, taking)


def taken(row, found, entry, record, taking):
    """Note that `row` was written as `record`."""
    row.state, row.target, row.note = RowState.TAKEN, record.pk, ""
    row.entries = [*row.entries, entry.pk] if entry else row.entries
    if not taking.is_quiet:
        taking.run.learn(found, record)


def take_back(one, user, *, on):
    """Take back every row of the import `one` that was taken, the last one first; reversals are dated `on`.

    A row whose record was changed since then says so and stays.
    """
    resource = BY_KEY[one.resource]
    rows = ImportRow.objects.filter(of=one, state=RowState.TAKEN).order_by("-number")
    last = None
    while batch := list((rows if last is None else rows.filter(number__lt=last))[:UNDONE_AT_ONCE]):
        last = batch[-1].number
        with transaction.atomic():
            locked(one)
            for row in batch:
                take_back_row(row, resource, user, on)
            save_taken(batch)
            count(one, len(batch))
    take_back_named(one, user)
    finish(one, "undo")


def take_back_row(row, resource, user, on):
    """Take back what was written from `row`; a record that somebody has deleted meanwhile is taken back already."""
    entries, is_kept = Entry.objects.in_bulk(row.entries), False
    try:
        with transaction.atomic():
            if resource.is_fixed:
                resource.take_back(resource.model._base_manager.filter(pk=row.target).first(), user, on)
            for key in reversed(row.entries):
                if entries[key].record() is not None:
                    undone = undo(entries[key], by=user)
                    is_kept = entries[key].verb == "recorded" and (undone is None or undone.verb != "taken_away")
    except NotNow as refusal:
        row.note = str(refusal)
        return
    row.state, row.note = RowState.UNDONE, ARCHIVED if is_kept else ""


@transaction.atomic
def take_back_named(one, user):
    """Take back the records that were recorded because rows named them, but for those at which something points."""
    found, left = locked(one), []
    for entry in Entry.objects.filter(pk__in=found.recorded).order_by("-pk"):
        thing = entry.record()
        if thing is None:
            continue
        if any(rows.exists() for rows, _name in pointing_at(thing) if rows.model is not Entry):
            left.append(entry.pk)
            continue
        try:
            undo(entry, by=user)
        except NotNow:
            left.append(entry.pk)
    found.recorded = left
    found.save()
