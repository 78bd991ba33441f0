"""How the package's tables become rows."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .models import (
    Area,
    Country,
    CountryStatus,
    Currency,
    Goal,
    MapOverride,
    OrganisationType,
    OutsideCode,
    PurposeCode,
    Target,
)
from .rules import WrongTable, read

FOLDER = Path(__file__).parent / "tables"


@dataclass(frozen=True)
class Table:
    """A table of the package: its file's name, the model it fills, the columns that tell its rows apart.

    `links` is {column: the field of the linked model whose value stands in the file}.
    """

    name: str
    model: type
    key: tuple
    links: dict = field(default_factory=dict)


TABLES = (
    Table("areas", Area, ("m49",), {"parent": "m49"}),
    Table("countries", Country, ("alpha3",), {"sub_region": "m49", "intermediate_region": "m49"}),
    Table("country_statuses", CountryStatus, ("country", "group", "starts_on"), {"country": "alpha3"}),
    Table("goals", Goal, ("number",)),
    Table("targets", Target, ("code",), {"goal": "number"}),
    Table("purposes", PurposeCode, ("code",)),
    Table("organisation_types", OrganisationType, ("code",)),
    Table("currencies", Currency, ("code",)),
    Table("outside_codes", OutsideCode, ("code",), {"country": "alpha3"}),
    Table("map_overrides", MapOverride, ("name",), {"drawn_as": "alpha3"}),
)


def load_all(progress=None, *, folder=FOLDER):
    """Bring the database up to the tables in `folder`; returns {table: (added, changed, same)}, numbers of rows.

    Codes that are no longer in their table are withdrawn (and count as changed), never deleted; rows of OutsideCode and
    MapOverride that the installation added or edited stay as they are. Every table is read before the first is written,
    and each is written whole or not at all. `progress(table, counts)` is called after each. Raises WrongTable.
    """
    files = [(table, folder / f"{table.name}.csv") for table in TABLES]
    tables = [(table, path, read(path, table.model, table.key)) for table, path in files]
    counts = {}
    for table, path, rows in tables:
        counts[table.name] = _load(table, path, rows)
        if progress is not None:
            progress(table.name, counts[table.name])
    return counts


def status():
    """(label, number of rows in the database, source, version) of each table, in the order of loading."""
    sources = tomllib.loads((FOLDER / "SOURCES.toml").read_text(encoding="utf-8"))
    rows = []
    for table in TABLES:
        label = capfirst(table.model._meta.verbose_name_plural)
        told = sources[table.name]
        rows.append((label, table.model.objects.count(), told["source"], told["version"]))
    return rows


@transaction.atomic
def _load(table, path, rows):
    """Insert, update or withdraw the rows of one table; returns (added, changed, same)."""
    attributes = [table.model._meta.get_field(name).attname for name in table.key]
    stored = {tuple(getattr(row, name) for name in attributes): row for row in table.model.objects.all()}
    added, changed, same = [], [], 0
    for values in _resolved(table, path, rows):
        row = stored.pop(tuple(values[name] for name in attributes), None)
        if row is None:
            row = table.model()
            row.take(values)
            added.append(row)
        elif row.take(values):
            changed.append(row)
        else:
            same += 1
    changed += [row for row in stored.values() if row.take({"is_withdrawn": True})]
    table.model.objects.bulk_create(added)
    names = [column.name for column in table.model._meta.concrete_fields if not column.primary_key]
    table.model.objects.bulk_update(changed, names, batch_size=50)
    return len(added), len(changed), same


def _resolved(table, path, rows):
    """{attribute: value} of each row, with links led to the rows that they name; raises WrongTable."""
    targets = {name: _targets(table, name, rows) for name in table.links}
    found = []
    for line, row in rows:
        values = {"is_withdrawn": False}
        for name, value in row.items():
            if name in targets and value is not None:
                if value not in targets[name]:
                    words = {"column": name, "cell": value}
                    raise WrongTable(path, line, _("%(column)s “%(cell)s” is in no other table") % words)
                value = targets[name][value]
            values[table.model._meta.get_field(name).attname] = value
        try:
            table.model(**values).clean()
        except ValidationError as trouble:
            raise WrongTable(path, line, " ".join(trouble.messages)) from trouble
        found.append(values)
    return found


def _targets(table, name, rows):
    """{code in the file: value of the link} for the link `name`; a table that links to itself may name its own rows."""
    link = table.model._meta.get_field(name)
    code = table.links[name]
    pairs = link.related_model.objects.values_list(code, link.target_field.attname)
    targets = {str(written): value for written, value in pairs}
    if link.related_model is table.model:
        targets |= {row[code]: row[code] for _line, row in rows}
    return targets
