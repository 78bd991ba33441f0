"""Short makers for the tests of this room, and of those above it."""

from itertools import count

from zhinan.sources.models import Listing, Source

NUMBERS = count(1)


def source(**facts):
    """A document in the database."""
    number = next(NUMBERS)
    named = {"key": f"paper-{number}", "file": f"papers/{number}.txt", "title": f"Paper {number}"}
    return Source.objects.create(**named | facts)


def listing(record, kind, extent, **facts):
    """A list of `record` that a source gives to this extent."""
    return Listing.objects.create(**Listing.pointer(record), kind=kind, extent=extent, source=source(), **facts)
