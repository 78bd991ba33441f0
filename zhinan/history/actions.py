"""The one way in which the history grows."""

from .models import Entry


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


def forget(thing):
    """Empty the changes that the history holds about `thing`, a person who asked to be erased; what happened stays."""
    return Entry.objects.about(thing).update(changes={})
