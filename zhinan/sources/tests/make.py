"""Short makers for the tests of this room, and of those above it."""

from itertools import count

from zhinan.sources.actions import list_as
from zhinan.sources.models import Source

NUMBERS = count(1)


def source(**facts):
    """A document in the database."""
    number = next(NUMBERS)
    named = {"key": f"paper-{number}", "file": f"papers/{number}.txt", "title": f"Paper {number}"}
    return Source.objects.create(**named | facts)


def listing(record, kind, extent, **facts):
    """A list of `record` that a source gives to this extent."""
    return list_as(record, kind, extent, source(), **facts)
