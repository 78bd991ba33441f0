"""The ways in which the history grows, and in which records change with it."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import listed, sentences
from zhinan.kit.resources.stored import save_new
from zhinan.kit.values import give_address, kept, label_of, names_of, pointing_at, put, put_lists

from .models import ARCHIVE, Entry


def record(thing, verb, *, by=None, changes=None, to=None):
    """Write down that `by` did `verb` to the record `thing`, in the transaction of the change itself.

    `by` is a user or None for the system; `changes` is {field: [before, after]} in values that JSON holds; `to` is an
    audience token, by default that of the record.
    """
    return Entry.objects.create(
        **Entry.pointer(thing),
        verb=verb,
        actor=by.pseudonym if by is not None else None,
        changes=changes or {},
        audience=to or getattr(thing, "audience", "public"),
    )


@contextmanager
def alone_with(thing):
    """Inside nobody else writes the record `thing`; gives it as it stands now."""
    with transaction.atomic():
        yield thing.__class__._base_manager.select_for_update().get(pk=thing.pk)  # not type(): a user may be lazy


@transaction.atomic
def write(thing, values, *, by, verb="edited"):
    """Set `values` of the record `thing`, as `kit.values.kept` gives them, and write down what changed.

    Returns the Entry, or None where nothing changed and nothing was written. A new record is saved with an address of
    its own, and the verb is "recorded". Raises ValidationError for values that the record refuses.
    """
    known = names_of(thing.__class__)
    values = {name: value for name, value in values.items() if name in known}
    if thing._state.adding:
        return write_new(thing, values, by=by)
    with alone_with(thing) as stored:
        before = kept(stored, values)
        put(stored, values)
        stored.full_clean()
        stored.save()
        put_lists(stored, values)
    thing.refresh_from_db()
    after = kept(thing, values)
    changes = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    return record(thing, verb, by=by, changes=changes) if changes else None


def write_new(thing, values, *, by):
    """Save the new record `thing` with `values`, and write down that it was recorded."""
    put(thing, values)
    if hasattr(thing, "slug") and not thing.slug:
        give_address(thing, str(thing))
    thing.full_clean()
    thing.save()
    put_lists(thing, values)
    changes = {name: [None, value] for name, value in kept(thing, values).items() if value not in (None, "", [])}
    return record(thing, "recorded", by=by, changes=changes)


@transaction.atomic
def write_many(pairs, *, by):
    """Save new records of one model, a list of (unsaved record, values), as `write` would each; returns the Entries.

    Raises ValidationError or IntegrityError where a record is refused, and then nothing is written: `write` tells which
    one it was. A batch costs a few queries, whatever its size.
    """
    found = save_new(pairs)
    actor = by.pseudonym if by is not None else None
    entries = []
    for thing, values in pairs:
        held = {name: value for name, value in found[thing.pk].items() if name in values}
        changes = {name: [None, value] for name, value in held.items() if value not in (None, "", [])}
        audience = getattr(thing, "audience", "public")
        entries.append(Entry(**Entry.pointer(thing), verb="recorded", actor=actor, changes=changes, audience=audience))
    return Entry.objects.bulk_create(entries)


@transaction.atomic
def move(thing, life, verb, word, *, by, **values):
    """Take the record `thing` through `verb` of its `life`, set `values` of its columns, and write `word` down.

    Returns the record as it is now. Raises NotNow at the wrong moment, ValidationError for values that it refuses.
    """
    moved, names = life.move(thing, verb), (life.field, *values)
    before = kept(moved.__class__._base_manager.get(pk=moved.pk), names)
    for name, value in values.items():
        setattr(moved, name, value)
    moved.full_clean()
    moved.save()
    after = kept(moved, names)
    record(
        moved, word, by=by, changes={name: [before[name], after[name]] for name in names if before[name] != after[name]}
    )
    return moved


def latest(thing):
    """The key of the newest entry about `thing`, 0 where there is none."""
    return Entry.objects.about(thing).newest_key()


def changes_since(thing, seen):
    """{name: [value then, value now]} of what changed on `thing` after the entry with the key `seen`."""
    changed = {}
    for entry in Entry.objects.about(thing).after(seen):
        for name, (before, after) in entry.changes.items():
            changed[name] = [changed.get(name, [before])[0], after]
    return {name: pair for name, pair in changed.items() if pair[0] != pair[1]}


def may_undo(entry, thing):
    """Whether the change of `entry` can be taken back from the record `thing` as far as its kind goes."""
    if entry.verb in ("merged", "unmerged"):
        return False  # more than the record itself moved: the room that merges takes it back
    return entry.verb == "recorded" or (bool(entry.changes) and entry.changes.keys() <= set(names_of(thing.__class__)))


def undo(entry, *, by):
    """Take back what `entry` tells of: its record gets the values of before, and a new record goes away again.

    Returns the new Entry. Raises NotNow where the record is gone, or was changed in the same place since.
    """
    thing = entry.record()
    if thing is None or not may_undo(entry, thing):
        raise NotNow(_("This cannot be taken back from here."))
    with alone_with(thing) as stored:
        return take_away(stored, entry, by=by) if entry.verb == "recorded" else put_back(stored, entry, by=by)


def put_back(thing, entry, *, by):
    """Give the record `thing` the values that it had before `entry`; raises NotNow where they were changed again."""
    now = kept(thing, entry.changes)
    later = [name for name, (_before, after) in entry.changes.items() if now[name] != after]
    if later:
        labels = listed(label_of(thing.__class__, name) for name in later)
        raise NotNow(_("Changed again since then: {fields}. Take back the later change first.").format(fields=labels))
    try:
        return write(thing, {name: before for name, (before, _after) in entry.changes.items()}, by=by, verb="undone")
    except ValidationError as trouble:
        raise NotNow(sentences(*trouble.messages)) from None


def take_away(thing, entry, *, by):
    """Delete the new record `thing` where nothing points at it and nothing happened to it since, else archive it."""
    others = [rows for rows, name in pointing_at(thing) if rows.model is not Entry and rows.exists()]
    if others or Entry.objects.about(thing).exclude(pk=entry.pk).exists():
        if "audience" not in names_of(thing.__class__):
            raise NotNow(_("Other records point at this one. Take those back first."))
        return write(thing, {"audience": ARCHIVE}, by=by, verb="archived")
    taken = record(thing, "taken_away", by=by)
    thing.delete()
    return taken


def forget_values(thing, name):
    """Take what stood under `name` of the record `thing` out of the history: it names somebody who was erased."""
    for entry in Entry.objects.about(thing).filter(changes__has_key=name):
        rest = {key: pair for key, pair in entry.changes.items() if key != name}
        Entry.objects.filter(pk=entry.pk).update(changes=rest)


def forget(thing):
    """Empty the changes that the history holds about `thing`, a person who asked to be erased; what happened stays."""
    return Entry.objects.about(thing).update(changes={})
