"""What would happen with a row, in words: constant queries for a page of rows."""

from django.utils.text import capfirst
from django.utils.translation import gettext

from zhinan.kit.punctuation import in_a_line, in_rows
from zhinan.kit.values import label_of, plain_in_words

from .states import RowState

TONES = {
    RowState.ADD: "good",
    RowState.CHANGE: "good",
    RowState.TAKEN: "good",
    RowState.DOUBTFUL: "waiting",
    RowState.WRONG: "bad",
}


class Wording:
    """The changes of the rows of one page as sentences; linked records are loaded once for all of them."""

    def __init__(self, one, resource, rows):
        self.resource, self.rows = resource, rows
        self.coming = {key: text for key, (_column, _folded, text) in one.to_be_recorded().items()}
        wanted = {}
        for row in rows:
            for name, pair in row.changes.items():
                for value in pair:
                    collect(resource.model, name, value, wanted)
        self.linked = {model: model._base_manager.in_bulk(keys) for model, keys in wanted.items()}
        targets = {row.target for row in rows if row.target is not None}
        self.targets = resource.records_for_links().in_bulk(targets) if targets else {}

    def lines(self, row):
        """(label, before, after) of each change of `row`, in the order of the columns."""
        model = self.resource.model
        places = {column.name: place for place, column in enumerate(self.resource.columns)}
        return [
            (label_of(model, name), self.words(model, name, before), self.words(model, name, after))
            for name, (before, after) in sorted(row.changes.items(), key=lambda pair: places.get(pair[0], len(places)))
        ]

    def words(self, model, name, value):
        """A value as a reader expects it."""
        field = model._meta.get_field(name)
        if field.auto_created:
            related = field.related_model
            rows = ([self.words(related, key, part) for key, part in row.items() if key != "id"] for row in value or ())
            return in_rows(in_a_line(*row) for row in rows)
        if field.is_relation:
            keys = value if isinstance(value, list) else [value]
            found = self.linked.get(field.related_model, {})
            return in_rows(filter(None, (found.get(key) or self.coming.get(key) for key in keys)))
        return plain_in_words(field, value)

    def target(self, row):
        """The record that `row` is about, or None."""
        return self.targets.get(row.target)


def collect(model, name, value, wanted):
    """Put the keys of records that `value` names into `wanted`, {model: keys}."""
    field = model._meta.get_field(name)
    if field.auto_created:
        for row in value or ():
            for key, part in row.items():
                if key != "id":
                    collect(field.related_model, key, part, wanted)
    elif field.is_relation and value not in (None, []):
        wanted.setdefault(field.related_model, set()).update(value if isinstance(value, list) else [value])


def told(one, rows, resource, form):
    """What a page shows of each of its `rows` of the import `one`."""
    wording, found = Wording(one, resource, rows), []
    for row in rows:
        doubts, cells = form.of_row(row)
        state = RowState(row.state)
        found.append(
            {
                "row": row,
                "state": capfirst(state.label),
                "tone": TONES.get(state, ""),
                "lines": wording.lines(row),
                "target": wording.target(row),
                "doubts": doubts,
                "cells": cells,
                "trouble": row.troubles.get("", ""),
                "note": row.note and gettext(row.note),  # as it stands where it holds a name or a number
            }
        )
    return found
