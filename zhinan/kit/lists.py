"""Lists, and what their columns have in common: one declaration for page, CSV and XLSX."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from html import escape

import django_tables2 as tables
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from .punctuation import in_rows, listed
from .templatetags.kit import day as day_in_words


def link(record, words=None):
    """A link to the page of `record`."""
    return mark_safe(f'<a href="{record.get_absolute_url()}">{escape(str(words or record))}</a>')


class Text(tables.Column):
    """A value as it is; nothing where there is none."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{"default": "", **options})

    def reader(self, model, path):
        """The function that takes the value at `path` from a record of `model`; of a choice its words."""
        words = {field.name: dict(field.flatchoices) for field in model._meta.fields if field.choices}.get(path, {})
        words, steps = {value: str(label) for value, label in words.items()}, path.split("__")

        def read(record):
            for step in steps:
                record = getattr(record, step, None)
            return words.get(record, record) if words else record

        return read

    def shown(self, record, value, user):
        """What stands on the page for a `value` of `record` that is there, where `user` reads it."""
        return value

    def plain(self, value, user):
        """What stands in a file for a `value` that is there: a day and a number as such, all else as text."""
        return value if isinstance(value, int | Decimal | date) else str(value)


class Name(Text):
    """What the record of the row is called, with the way to its page."""

    def shown(self, record, value, user):
        return link(record, value)


@lru_cache(maxsize=5_000)
def in_words(day, language):
    """A PartialDate in the words of `language`, the reader's; many rows of a list have the same one."""
    return day.in_words()


class When(Text):
    """A partial date in words; sorted by its first possible day."""

    def __init__(self, name, accessor):
        super().__init__(name, accessor=accessor, order_by=f"{accessor.removesuffix('_on')}_earliest")

    def shown(self, record, value, user):
        return in_words(value, get_language())

    def plain(self, value, user):
        return value.text


class Day(Text):
    """A day."""

    def shown(self, record, value, user):
        return day_in_words(value)


class Seen(Text):
    """Another record, as far as the reader may see it. It is sorted by where every reader of the row may see it."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{"orderable": "order_by" in options, **options})
        self.links = {}  # of one table, for one reader: many rows name the same programme

    def shown(self, record, value, user):
        if value.pk not in self.links:
            self.links[value.pk] = link(value) if value.is_visible_to(user) else ""
        return self.links[value.pk]

    def plain(self, value, user):
        return str(value) if value.is_visible_to(user) else None


class Several(Text):
    """Several other records, each once; the table finds those that the reader may see."""

    def __init__(self, *args, **options):
        super().__init__(*args, orderable=False, **options)

    def shown(self, record, value, user):
        return mark_safe(listed(link(one) for one in dict.fromkeys(value)))

    def plain(self, value, user):
        return in_rows(dict.fromkeys(value)) or None


class Listed(tables.Table):
    """A list: `related` names what is read together with its records. `user` is who reads it."""

    related = ()

    def __init__(self, rows, user):
        self.user = user
        super().__init__(rows, template_name="kit/list.html")

    def found(self, records):
        """The queryset `records` with all that the columns ask for."""
        return records.select_related(*self.related) if self.related else records

    def readers(self):
        """[(column, what reads its value from a record, its label)]."""
        return [
            (bound.column, bound.column.reader(self.data.model, str(bound.accessor)), str(bound.header))
            for bound in self.columns
        ]

    def body(self):
        """The rows of the page in HTML; the library's own way takes ten times as long for each cell."""
        columns = [(column, read, escape(label)) for column, read, label in self.readers()]
        rows = ("".join(self.cell(record, *column) for column in columns) for record in self.page.object_list.data)
        return mark_safe("\n".join(f"<tr>{cells}</tr>" for cells in rows))

    def cell(self, record, column, read, label):
        """One cell in HTML."""
        value = read(record)
        said = "" if value in column.empty_values else conditional_escape(column.shown(record, value, self.user))
        return f'<td data-label="{label}">{said}</td>'

    def as_values(self):
        """Yield the labels, and then the values of all records, for a file."""
        columns = self.readers()
        yield [label for _column, _read, label in columns]
        for record in self.data:
            yield [self.plain(column, read(record)) for column, read, _label in columns]

    def plain(self, column, value):
        """One value for a file."""
        return None if value in column.empty_values else column.plain(value, self.user)
