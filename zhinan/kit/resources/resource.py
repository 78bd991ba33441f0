"""What a room says about the spreadsheets of one of its nouns."""

from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError

from zhinan.kit.values import json_value, part_names, plain_fields, several_fields

from .called import Called


@dataclass(frozen=True)
class Match:
    """Which record a row is about: `key`, or None for a new one; `candidates` where it may be one of several."""

    key: int | None = None
    candidates: tuple = ()
    why: str = ""


class Resource:
    """The columns of a noun, and how its rows become records. A subclass stands in a room's `resources.py`.

    `join` are the relations that the name and the address of a record need. `grows`: several rows may tell of one
    record, each adding a part to it. `is_fixed`: a record that stands is never changed by a row. `part_keys` is {name
    of the parts: columns by which a part is known again}.
    """

    key, model, label, note = "", None, "", ""
    columns, part_keys, join = (), {}, ()
    grows = is_fixed = False

    def load(self, user):
        """{finder: what finds records by name} for one piece of work; the one under "self" finds the noun itself."""
        raise NotImplementedError

    def match(self, row, run):
        """The Match of `row`, {column: value}: which of the records that stand it is about."""
        raise NotImplementedError

    def alike(self, rows, run):
        """A Match for each of `rows` that `match` found nothing for: candidates by more than a near spelling."""
        return [Match() for _row in rows]

    def values(self, row, run):
        """{name: value} that `row` says, in the shape of `kit.values.kept`; what it leaves out stays as it is."""
        raise NotImplementedError

    def cells(self, record, values, run):
        """Yield {column: value} for each row that says what `record` holds, whose kept values are `values`."""
        raise NotImplementedError

    def identity(self, row):
        """What tells a row from other rows of the same file."""
        raise NotImplementedError

    def signs(self, row):
        """Further values that no two records share, as numbers in a register."""
        return ()

    def is_certain(self, identity):
        """Whether two rows with the same `identity` tell of the same record beyond doubt, where several may."""
        return True

    def check(self, row, values, before, run):
        """Yield (column, sentence) of what is wrong with a row as a whole; `before` is {} for a new record."""
        return ()

    def made(self, row):
        """A new, unsaved record with what the history must not hold, as a mail address."""
        return self.model()

    def taken(self, record, row, run):
        """Learn of a `record` that was written from `row`, where later rows may link to it."""

    def write(self, found, by):
        """Write the new record of the Judged `found`, where it is fixed; returns it. Raises ValidationError."""
        raise NotImplementedError

    def take_back(self, record, by, on):
        """Take back a fixed `record` with the day `on`; raises NotNow."""
        raise NotImplementedError

    def refusal(self, changes):
        """The sentence for a row that would change a record that is fixed."""
        return ""

    def is_plain(self):
        """Whether a new record is made of its values alone, each row by itself."""
        return not self.grows and not self.is_fixed and type(self).made is Resource.made

    def column(self, name):
        """The column called `name`."""
        return next(column for column in self.columns if column.name == name)

    def records(self, user):
        """The records that `user` may compare with and export."""
        return self.model._default_manager.visible_to(user)

    def records_for_links(self):
        """All records with what their names and addresses need."""
        return self.model._base_manager.select_related(*self.join)

    # what comes of it

    def normal(self, values):
        """(values as they will be kept, {name: sentences}): each read and checked by its field, links not looked up."""
        found, troubles = normal(self.model, values)
        found |= {
            field.name: sorted(values[field.name]) for field in several_fields(self.model) if field.name in values
        }
        for name in part_names(self.model):
            if name in values:
                rows = [normal(self.model._meta.get_field(name).related_model, row) for row in values[name]]
                found[name] = [row for row, _troubles in rows]
                for _row, wrong in rows:
                    troubles |= wrong
        return found, troubles

    def merged(self, values, before):
        """`values` with the parts that stand in `before` kept: a row adds to them or changes them, and deletes none."""
        found = dict(values)
        for name in part_names(self.model):
            if name in values:
                found[name] = merge(before.get(name, []), values[name], self.part_keys[name])
        return found


class OnADay(Resource):
    """A noun that is known again by its title and its date: "self" finds titles, "days" is {key: date as text}.

    `day` names the column of the date, `several` and `similar` are the sentences for titles that leave a doubt.
    """

    day, several, similar = "", "", ""

    def match(self, row, run):
        """By address; by title on the same date, a less precise one included; a near title of that date is in doubt."""
        known, days = run.finders["self"], run.finders["days"]
        if row.get("code") and len(found := known.exact(row["code"])) == 1:
            return Match(found[0])
        on = row.get(self.day) or ""
        same = tuple(key for key in known.exact(row["title"]) if days[key].startswith(on) or on.startswith(days[key]))
        if len(same) == 1:
            return Match(same[0])
        if same:
            return Match(None, same, str(self.several))
        near = tuple(key for key in known.near(row["title"]) if days[key] == on)
        return Match(None, near, str(self.similar))


def normal(model, values):
    """(values, {name: sentences}) of one record or part of `model`: in the shape that JSON holds, checked by field."""
    fields, scratch = fields_of(model)
    found, troubles = dict(values), {}
    for name, value in values.items():
        field = fields.get(name)
        if field is None:
            continue
        try:
            value = field.to_python(value)
            setattr(scratch, field.attname, value if field.is_relation else field.clean(value, scratch))
        except ValidationError as trouble:
            troubles[name] = trouble.messages
        else:
            found[name] = json_value(field, scratch)
    return found, troubles


@lru_cache
def fields_of(model):
    """({name: column of `model` that a person may change}, a record to try values on, never saved)."""
    return {field.name: field for field in plain_fields(model)}, model()


def merge(held, wanted, keys):
    """The rows `held`, {"id": key, name: value}, with those of `wanted`; the columns `keys` tell which are the same."""
    rows = [dict(row) for row in held]
    places = {tuple(str(row.get(key)) for key in keys): place for place, row in enumerate(rows)}
    for row in wanted:
        place = places.get(tuple(str(row.get(key)) for key in keys))
        if place is None:
            rows.append({"id": None, **row})
        else:
            rows[place] |= row
    return rows


def called(records, *names):
    """Called of the queryset `records`, by the columns `names`: the first is what they are shown as."""
    return Called((row[0], row[1:]) for row in records.order_by("pk").values_list("pk", *names))
