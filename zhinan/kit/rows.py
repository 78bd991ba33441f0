"""The rows of a list in any order, at the same cost on every page."""

from array import array
from functools import cached_property

from django.db.models import F
from django_tables2.data import TableData

CHUNK = 1_000  # records that a download holds at once
READ = 10_000  # keys that are read at once


class Rows(TableData):
    """Records for a django-tables2 table, a page of them at a time: first the keys in their order, then the records.

    The keys are the list: its length, its pages and its downloads are taken from them. Where the list `is_long`, they
    are recalled by the `glance`, if there is one; `words` is what it was narrowed by.
    """

    def __init__(self, records, glance=None, is_long=False, words=()):
        super().__init__(records)
        self.glance, self.is_long, self.words, self.aliases = glance, is_long, words, ()

    def order_by(self, aliases):
        """Take on the order of the columns `aliases`, those with a minus backwards."""
        self.aliases = tuple(aliases)
        self.__dict__.pop("keys", None)

    def orders(self):
        """What the database sorts by: unknown values last, and equal ones in the order in which they came."""
        for alias in self.aliases:
            column = self.table.columns[alias.lstrip("-")].column
            for path in column.order_by or (column.accessor,):
                way = self.sorted_by(str(path))
                yield way.desc(nulls_last=True) if alias.startswith("-") else way.asc(nulls_last=True)
        yield "pk"

    def sorted_by(self, path):
        """What the database sorts by for a column that stands at `path`."""
        return F(path)

    @cached_property
    def keys(self):
        """The keys of all rows: one query, or none where they are recalled."""
        if self.glance is None:
            return list(self.ordered())
        return self.glance.recall(("keys", self.words, self.aliases), self.few_keys, self.all_keys)

    def ordered(self):
        """The keys as a queryset."""
        return self.data.order_by(*self.orders()).values_list("pk", flat=True)

    def few_keys(self):
        """The keys of a short list; None for a long one, and for what it was narrowed to: that took as long."""
        return None if self.is_long else list(self.ordered())

    def all_keys(self):
        """The keys of a long list, eight bytes each."""
        return array("q", self.ordered().iterator(chunk_size=READ))

    def __len__(self):
        return len(self.keys)

    def __getitem__(self, key):
        """The records of a slice of the keys; one that went away meanwhile is left out."""
        wanted = self.keys[key]
        found = self.table.found(self.data.model._default_manager.filter(pk__in=wanted)).in_bulk()
        return [found[one] for one in wanted if one in found and self.is_seen(found[one])]

    def is_seen(self, record):
        """Whether the reader may see `record`: asked again of what carries an audience."""
        return not hasattr(record, "is_visible_to") or record.is_visible_to(self.table.user)

    def __iter__(self):
        """All records, some at a time."""
        for start in range(0, len(self.keys), CHUNK):
            yield from self[start : start + CHUNK]
