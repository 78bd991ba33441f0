"""What was read of long lists, kept in each process's memory for as long as nothing has happened."""

import threading
import time
from collections import OrderedDict
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import get_language

LONG = 2_000  # rows, from which on a list is kept; a shorter one is read anew each time
LIFE = 60  # seconds, at most: reference data is loaded without an entry of the history
MOST = 4_000_000  # numbers that are kept in all, of eight bytes each


class Kept(NamedTuple):
    """A value, the place of the history before it was read, and the moment."""

    place: tuple
    moment: float
    value: Any

    def weight(self):
        """How many numbers it is, and some more for itself."""
        return 1_000 + (len(self.value) if hasattr(self.value, "__len__") else 1)


class Memory:
    """Values by their keys; the one that was least lately asked for goes first."""

    def __init__(self):
        self.kept, self.lock = OrderedDict(), threading.Lock()

    def look_up(self, key):
        """What is kept under `key`, young enough; else None."""
        with self.lock:
            found = self.kept.get(key)
            if found is None or time.monotonic() - found.moment > LIFE:
                self.kept.pop(key, None)
                return None
            self.kept.move_to_end(key)
            return found

    def keep(self, key, found):
        """Keep `found`, and forget what is too much."""
        with self.lock:
            self.kept[key] = found
            weight = sum(each.weight() for each in self.kept.values())
            while weight > MOST:
                weight -= self.kept.popitem(last=False)[1].weight()


MEMORY = Memory()


class Glance:
    """One request's look into the memory: what is read by whoever has all the words of the tuple `about`.

    `where()` says where the history stands. It is asked at most once, and only where something long is or will be kept.
    Every change that others can see is an entry of the history, so what was read at the same place is what would be
    read now.
    """

    def __init__(self, about, where):
        self.about, self.where = (*about, get_language()), where

    @cached_property
    def place(self):
        """Where the history stands."""
        return self.where()

    def recall(self, key, short, whole):
        """What is kept under `key`; else `short()`, or where that is None, being too long, `whole()`, to be kept."""
        kept = MEMORY.look_up((*self.about, *key))
        if kept is not None and kept.place == self.place:
            return kept.value
        value = short()
        if value is None:
            place = self.place  # before it is read: what is written meanwhile makes it old
            value = whole()
            MEMORY.keep((*self.about, *key), Kept(place, time.monotonic(), value))
        return value

    def how_many(self, records):
        """How many `records` there are."""

        def short():
            number = records.order_by()[: LONG + 1].count()
            return number if number <= LONG else None

        return self.recall(("number",), short, records.order_by().count)
