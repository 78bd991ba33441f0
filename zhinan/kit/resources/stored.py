"""Many records at once, read and written in the shape of `kit.values.kept`: a few queries for hundreds of them."""

from anyascii import anyascii
from django.db import connection
from django.utils.text import slugify

from zhinan.kit.values import (
    RESERVED,
    json_value,
    part_fields,
    part_names,
    plain_fields,
    put,
    row_of,
    several_fields,
)

BATCH = 500


def kept_many(records):
    """{key: {name: value}} of the records in the list `records`: one query for each name that is a list."""
    if not records:
        return {}
    model, keys = type(records[0]), [record.pk for record in records]
    fields = plain_fields(model)
    found = {record.pk: {field.name: json_value(field, record) for field in fields} for record in records}
    for field in several_fields(model):
        for values in found.values():
            values[field.name] = []
        own, other = field.m2m_column_name(), field.m2m_reverse_name()
        rows = field.remote_field.through._base_manager.filter(**{f"{own}__in": keys})
        for key, linked in rows.order_by(own, other).values_list(own, other):
            found[key][field.name].append(linked)
    for name in part_names(model):
        put_parts(model, name, keys, found)
    return found


def put_parts(model, name, keys, found):
    """Put the rows that the records of `keys` hold under `name` into `found`."""
    relation = model._meta.get_field(name)
    of_whole = relation.field.attname
    fields = part_fields(model, name)
    has_lists = bool(several_fields(relation.related_model))
    for values in found.values():
        values[name] = []
    for part in relation.related_model._base_manager.filter(**{f"{of_whole}__in": keys}).order_by("pk"):
        row = {"id": part.pk, **{field.name: json_value(field, part) for field in fields}}
        found[getattr(part, of_whole)][name].append(row_of(part, name, model) if has_lists else row)


def in_batches(queryset, size=BATCH):
    """Yield the records of `queryset` in lists of `size`, by their keys."""
    last = 0
    while batch := list(queryset.filter(pk__gt=last).order_by("pk")[:size]):
        yield batch
        last = batch[-1].pk


def save_new(pairs):
    """Save new records of one model, a list of (unsaved record, values); returns {key: kept values}.

    Fields are checked as `full_clean` does, but for what only the database can tell (links, uniqueness, constraints).
    Raises ValidationError, IntegrityError. Needs a transaction.
    """
    model = type(pairs[0][0])
    links = [field.name for field in model._meta.fields if field.is_relation]
    give_addresses([record for record, values in pairs if put(record, values) is None])
    for record, _values in pairs:
        record.clean_fields(exclude=links)
        record.clean()
    model._base_manager.bulk_create([record for record, _values in pairs])
    fields = plain_fields(model)
    found = {record.pk: {field.name: json_value(field, record) for field in fields} for record, _values in pairs}
    for field in several_fields(model):
        save_links(field, pairs, found)
    for name in part_names(model):
        save_parts(model, name, pairs, found)
    return found


def save_links(field, pairs, found):
    """Write the links to several that the values of `pairs` have under `field`, and note them in `found`."""
    for record, values in pairs:
        found[record.pk][field.name] = sorted(set(values.get(field.name) or ()))
    quoted = connection.ops.quote_name
    table = quoted(field.remote_field.through._meta.db_table)
    columns = f"{quoted(field.m2m_column_name())}, {quoted(field.m2m_reverse_name())}"
    links = [(record.pk, key) for record, _values in pairs for key in found[record.pk][field.name]]
    with connection.cursor() as cursor:  # a row of two keys needs no object of its own
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES (%s, %s)", links)


def save_parts(model, name, pairs, found):
    """Write the rows that the values of `pairs` have under `name`, and note them in `found`."""
    relation = model._meta.get_field(name)
    links = [field.name for field in relation.related_model._meta.fields if field.is_relation]
    fields, parts = part_fields(model, name), []
    for record, values in pairs:
        found[record.pk][name] = []
        for row in values.get(name) or ():
            part = relation.related_model(**{relation.field.name: record})
            put(part, row)
            part.clean_fields(exclude=links)
            part.clean()
            parts.append((record.pk, part))
    relation.related_model._base_manager.bulk_create([part for _key, part in parts])
    for key, part in parts:
        row = {field.name: json_value(field, part) for field in fields}
        found[key][name].append({"id": part.pk, **row})


def give_addresses(records):
    """Give each of the new `records` without a slug one of its own, as `kit.values.give_address` does for one."""
    wanting = [record for record in records if getattr(record, "slug", None) == ""]
    if not wanting:
        return
    model, longest = type(wanting[0]), wanting[0]._meta.get_field("slug").max_length - 6
    bases = [slugify(anyascii(str(record)))[:longest].strip("-") or record._meta.model_name for record in wanting]
    bases = [f"{base}-1" if base in RESERVED else base for base in bases]
    slugs = model._base_manager.values_list("slug", flat=True)
    taken = set(slugs.filter(slug__in=bases))
    for base in taken.copy():
        taken |= set(slugs.filter(slug__startswith=f"{base}-"))
    for record, base in zip(wanting, bases, strict=True):
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        record.slug = slug
        taken.add(slug)
