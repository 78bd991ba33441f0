"""Everything that points at one record made to point at another, and back again."""

from collections import defaultdict

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, transaction
from django.db.models import DecimalField, Q
from django.utils.translation import gettext as _

from zhinan.accounts.models import Visibility
from zhinan.history.actions import record
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.values import pointing_at

from ..models.identity import rows_word


class Moves:
    """What is done so that rows point at `kept` instead of `other`; for what the lists hold see Merging."""

    def __init__(self, kept, other, moved=()):
        self.kept, self.other = kept, other
        self.moved, self.joined, self.stayed = list(moved), [], []
        self.touched = defaultdict(set)  # {model: keys} of the records that the joined rows belonged to

    def rows(self, rows, name):
        """Let `rows` point at the kept record by their column `name`."""
        model = rows.model
        said = {signature(row, name) for row in model._base_manager.filter(**pointer(model, name, self.kept))}
        stay = []
        for row in rows.order_by("pk"):
            if signature(row, name) in said and is_link(row):
                self.touch(row, name)
                self.joined.append(serializers.serialize("json", [row]))
                model._base_manager.filter(pk=row.pk).delete()
            else:
                stay.append(row.pk)
        self.change(model, stay, name, self.other.pk, self.kept.pk)

    def children(self, rows, name):
        """Let the parts of the merged organisation be parts of the kept one, but for those that the kept one is in."""
        above, step = set(), self.kept
        while step is not None and step.pk not in above:
            above.add(step.pk)
            step = getattr(step, name)
        keys = set(rows.values_list("pk", flat=True)) - {self.kept.pk}
        self.change(rows.model, sorted(keys - above), name, self.other.pk, self.kept.pk)
        self.change(rows.model, sorted(keys & above), name, self.other.pk, getattr(self.other, f"{name}_id"))

    def words(self):
        """Rewrite the scopes of roles and invitations, and the audiences of records, that name the merged record."""
        noun = self.kept._meta.model_name
        before, after = f"{noun}:{self.other.pk}", f"{noun}:{self.kept.pk}"
        for model in apps.get_models():
            for column in {field.name for field in model._meta.concrete_fields} & {"scope", "audience"}:
                rows = model._base_manager.filter(Q(**{column: before}) | Q(**{f"{column}__endswith": f"@{before}"}))
                found = defaultdict(list)
                for key, text in rows.order_by("pk").values_list("pk", column):
                    found[text].append(key)
                for text, keys in found.items():
                    self.change(model, keys, column, text, text.removesuffix(before) + after)

    def change(self, model, keys, column, before, after):
        """Set `column` to `after` in the rows with these `keys`: together, or apart where the database refuses one."""
        groups = [keys] if keys else []
        while groups:
            group = groups.pop()
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk__in=group).update(**{column: after})
                self.moved += [[model._meta.label_lower, key, column, before, after] for key in group]
            except IntegrityError:
                if len(group) == 1:
                    self.stayed.append([model._meta.label_lower, group[0], column])
                else:
                    groups += [group[: len(group) // 2], group[len(group) // 2 :]]

    def back(self):
        """Give each moved row its value of before; raises NotNow where one is gone or was changed since."""
        groups = defaultdict(list)
        for label, key, column, before, after in self.moved:
            groups[label, column, before, after].append(key)
        for (label, column, before, after), keys in groups.items():
            model = apps.get_model(label)
            rows = model._base_manager.filter(pk__in=keys, **{column: after})
            if rows.update(**{column: before}) != len(keys):
                raise NotNow(_("{what} were changed or deleted since.").format(what=rows_word(model)))

    def part(self, text):
        """Put a row that was joined into the database again; raises NotNow where it has no place there any more."""
        for row in serializers.deserialize("json", text):
            model = type(row.object)
            gone = [field for field in model._meta.concrete_fields if not is_there(field, row.object)]
            if gone or model._base_manager.filter(pk=row.object.pk).exists():
                raise NotNow(_("What these belonged to is gone: {what}.").format(what=rows_word(model)))
            try:
                with transaction.atomic():
                    row.save()
            except IntegrityError:
                raise NotNow(_("Entered anew since: {what}.").format(what=rows_word(model))) from None
            self.touch(row.object, "")

    def touch(self, row, name):
        """Remember the records that `row` belongs to, but for the one that it points at by `name`."""
        for field in links(type(row), name):
            self.touched[field.related_model].add(field.value_from_object(row))

    def owners(self):
        """Records that are read differently now: those that were moved, and those that rows belong to."""
        keys, rows = self.touched, defaultdict(list)
        for label, key, column, _before, _after in self.moved:
            rows[label, column].append(key)
        for (label, column), found in rows.items():
            model = apps.get_model(label)
            if issubclass(model, Visibility):
                keys[model] |= set(found)
            for field in links(model, column):
                owned = model._base_manager.filter(pk__in=found).exclude(**{field.name: None})
                keys[field.related_model] |= set(owned.values_list(field.attname, flat=True))
        keys[type(self.kept)] -= {self.kept.pk, self.other.pk}
        return [one for model, found in keys.items() for one in model._base_manager.filter(pk__in=found).order_by("pk")]


def repoint(kept, other, *, by):
    """Make everything that points at `other` point at `kept`; the Moves. The history stays where it is.

    A row that says the same twice goes; one that the database refuses beside a row of `kept` stays. An organisation
    above `kept` is never put below it. Records whose rows changed get an entry, so that the search finds them anew.
    """
    moves = Moves(kept, other)
    for rows, name in pointing_at(other):
        if rows.model is type(kept):
            moves.children(rows, name)
        elif rows.model is not Entry:
            moves.rows(rows, name)
    moves.words()
    for thing in moves.owners():
        record(thing, "relinked", by=by)
    return moves


def point_back(merging, *, by):
    """Take back what `repoint` did for `merging`; raises NotNow where a row is gone or was changed since."""
    moves = Moves(merging.kept(), merging.merged(), merging.moved)
    moves.back()
    for text in merging.joined:
        moves.part(text)
    for thing in moves.owners():
        record(thing, "relinked", by=by)


def pointer(model, name, record):
    """What finds the rows of `model` that point at `record` by `name`."""
    return model.pointer(record) if name == "noun_id" else {name: record}


def signature(row, name):
    """All that `row` says, without its key and whom it points at by `name`."""
    return tuple(
        str(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name != name and not getattr(field, "auto_now_add", False)
    )


def is_link(row):
    """Whether `row` says nothing by being there twice: it counts no amount, and nothing points at it."""
    counts = any(isinstance(field, DecimalField) for field in row._meta.concrete_fields)
    return not counts and not any(rows.exists() for rows, _name in pointing_at(row) if rows.model is not Entry)


def links(model, but):
    """The columns of `model` that point at records which others can see, without the one named `but`."""
    found = [field for field in model._meta.concrete_fields if field.is_relation and field.name != but]
    return [field for field in found if issubclass(field.related_model, Visibility)]


def is_there(field, row):
    """Whether what `row` points at by `field` is in the database; a column that is no link points at nothing."""
    key = field.value_from_object(row) if field.is_relation else None
    return key is None or field.related_model._base_manager.filter(**{field.target_field.name: key}).exists()
