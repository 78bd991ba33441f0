"""The ways in which the history grows, and in which records change with it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from zhinan.kit.lifecycle import NotNow
from zhinan.kit.values import give_address, kept, names_of, pointing_at, put, put_lists

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


@transaction.atomic
def write(thing, values, *, by, verb="edited"):
    """Set `values` of the record `thing`, as `kit.values.kept` gives them, and write down what changed.

    Returns the Entry, or None where nothing changed and nothing was written. A new record is saved with an address of
    its own, and the verb is "recorded". Raises ValidationError for values that the record refuses.
    """
    known = names_of(type(thing))
    values = {name: value for name, value in values.items() if name in known}
    before = {}
    if not thing._state.adding:
        locked = type(thing)._base_manager.select_for_update().get(pk=thing.pk)
        before = kept(locked, values)
    else:
        verb = "recorded"
    put(thing, values)
    if hasattr(thing, "slug") and not thing.slug:
        give_address(thing, str(thing))
    thing.full_clean()
    thing.save()
    put_lists(thing, values)
    after = kept(thing, values)
    changes = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    return record(thing, verb, by=by, changes=changes) if changes or verb == "recorded" else None


def latest(thing):
    """The key of the newest entry about `thing`, 0 where there is none."""
    return Entry.objects.about(thing).order_by("-pk").values_list("pk", flat=True).first() or 0


def changes_since(thing, seen):
    """{name: [value then, value now]} of what changed on `thing` after the entry with the key `seen`."""
    changed = {}
    for entry in Entry.objects.about(thing).after(seen):
        for name, (before, after) in entry.changes.items():
            changed[name] = [changed.get(name, [before])[0], after]
    return {name: pair for name, pair in changed.items() if pair[0] != pair[1]}


def may_undo(entry, thing):
    """Whether the change of `entry` can be taken back from the record `thing` as far as its kind goes."""
    return entry.verb == "recorded" or (bool(entry.changes) and entry.changes.keys() <= set(names_of(type(thing))))


@transaction.atomic
def undo(entry, *, by):
    """Take back what `entry` tells of: its record gets the values of before, and a new record goes away again.

    Returns the new Entry. Raises NotNow where the record is gone, or was changed in the same place since.
    """
    thing = entry.record()
    if thing is None or not may_undo(entry, thing):
        raise NotNow(_("This cannot be taken back from here."))
    if entry.verb == "recorded":
        return take_away(thing, entry, by=by)
    now = kept(thing, entry.changes)
    later = [name for name, (_before, after) in entry.changes.items() if now[name] != after]
    if later:
        labels = ", ".join(label_of(type(thing), name) for name in later)
        raise NotNow(_("Changed again since then: {fields}. Take back the later change first.").format(fields=labels))
    try:
        return write(thing, {name: before for name, (before, _after) in entry.changes.items()}, by=by, verb="undone")
    except ValidationError as trouble:
        raise NotNow(" ".join(trouble.messages)) from None


def take_away(thing, entry, *, by):
    """Delete the new record `thing` where nothing points at it and nothing happened to it since, else archive it."""
    others = [rows for rows, name in pointing_at(thing) if rows.model is not Entry and rows.exists()]
    if others or Entry.objects.about(thing).exclude(pk=entry.pk).exists():
        if not hasattr(thing, "audience"):
            raise NotNow(_("Other records point at this one. Take those back first."))
        return write(thing, {"audience": ARCHIVE}, by=by, verb="archived")
    taken = record(thing, "taken_away", by=by)
    thing.delete()
    return taken


def label_of(model, name):
    """What people call the values under `name` of a record of `model`."""
    field = model._meta.get_field(name)
    if field.auto_created:
        return capfirst(field.related_model._meta.verbose_name_plural)
    return capfirst(field.verbose_name)


def forget(thing):
    """Empty the changes that the history holds about `thing`, a person who asked to be erased; what happened stays."""
    return Entry.objects.about(thing).update(changes={})
