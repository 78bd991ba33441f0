"""How a table of the package is read and checked."""

import csv

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class WrongTable(ValueError):
    """A table of the package that cannot be loaded; the text names the file, the line and what is wrong there."""

    def __init__(self, path, line, trouble):
        self.path, self.line = path, line
        where = {"file": path.name, "line": line, "trouble": trouble}
        super().__init__(_("%(file)s, line %(line)s: %(trouble)s") % where)


def read(path, model, key):
    """The rows of the file `path` as a list of (line, {column: value}), checked against the fields of `model`.

    A link holds the code as it is written, or None. No two rows share the columns of `key` or the value of a unique
    field. Raises WrongTable.
    """
    rows = list(_cells(path))
    head = _head(path, model, key, rows)
    if len(rows) == 1:
        # An emptied file would withdraw every code that it held.
        raise WrongTable(path, 2, _("the table has no rows"))
    checked = [(line, _values(path, line, model, head, cells)) for line, cells in rows[1:]]
    unique = [(name,) for name in head if model._meta.get_field(name).unique]
    for columns in {tuple(key), *unique}:
        _refuse_repeats(path, columns, checked)
    return checked


def _cells(path):
    """Yield (line, cells) of the file; raises WrongTable where it is no CSV in UTF-8."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, strict=True)
        try:
            for cells in lines:
                yield lines.line_num, cells
        except (csv.Error, UnicodeDecodeError) as trouble:
            raise WrongTable(path, lines.line_num + 1, str(trouble)) from trouble


def _head(path, model, key, rows):
    """The columns, all of them fields of the model and none of the key missing."""
    head = rows[0][1] if rows else []
    known = {field.name for field in model._meta.concrete_fields if field.editable and not field.auto_created}
    for name in head:
        if name not in known:
            raise WrongTable(path, 1, _("there is no column “%(name)s”") % {"name": name})
    for name in key:
        if name not in head:
            raise WrongTable(path, 1, _("the column “%(name)s” is missing") % {"name": name})
    return head


def _values(path, line, model, head, cells):
    """{column: value} of one row, each cell read by its field."""
    if len(cells) != len(head):
        counts = {"found": len(cells), "expected": len(head)}
        raise WrongTable(path, line, _("%(found)d cells instead of %(expected)d") % counts)
    values = {}
    for name, cell in zip(head, cells, strict=True):
        field = model._meta.get_field(name)
        try:
            values[name] = _value(field, cell)
        except ValidationError as trouble:
            words = {"column": name, "cell": cell, "trouble": " ".join(trouble.messages)}
            raise WrongTable(path, line, _("%(column)s “%(cell)s”: %(trouble)s") % words) from trouble
    return values


def _value(field, cell):
    """What `cell` says, as the field reads it; an empty cell is None where the field may be null."""
    if cell == "" and field.null:
        return None
    if field.is_relation:
        if cell == "":
            raise ValidationError(field.error_messages["blank"])
        return cell
    return field.clean(cell, None)


def _refuse_repeats(path, columns, rows):
    """Raise WrongTable where two rows share the values of `columns`."""
    seen = {}
    for line, values in rows:
        value = tuple(values[name] for name in columns)
        if value in seen:
            words = {"value": " ".join(str(part) for part in value if part is not None), "line": seen[value]}
            raise WrongTable(path, line, _("“%(value)s” stands in line %(line)d already") % words)
        seen[value] = line
