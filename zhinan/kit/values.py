"""What a person may change on a record, as values that JSON holds: read from it and put back."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from anyascii import anyascii
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import F
from django.utils import formats
from django.utils.text import capfirst, slugify
from django.utils.translation import pgettext

from .dates import PartialDate
from .models import About
from .punctuation import in_a_line, in_rows, labelled, sentences
from .quantities import in_digits

RESERVED = {"add", "import", "archive", "export"}  # words that stand in addresses where a slug may
FAR = 10_000  # added to the positions of rows while they change places


def plain_fields(model):
    """The columns of `model` that a person may change; its address (slug) and what is sensitive are none of them."""
    out = {"slug", *getattr(model, "sensitive", ())}
    return [
        field for field in model._meta.concrete_fields if field.editable and is_plain(field) and field.name not in out
    ]


def is_plain(field):
    """Whether `field` holds something said about the record, and not what it is kept under."""
    return not (field.primary_key or field.auto_created or getattr(field, "auto_now", False))


def several_fields(model):
    """The many-to-many fields of `model` that have no table of their own."""
    return [field for field in model._meta.many_to_many if field.remote_field.through._meta.auto_created]


def part_names(model):
    """Related names of the rows that belong to a record of `model` and are changed, copied and taken back with it."""
    return getattr(model, "own_rows", ())


def names_of(model):
    """Every name that `kept` gives for a record of `model`."""
    fields = [field.name for field in (*plain_fields(model), *several_fields(model))]
    return (*fields, *part_names(model))


def kept(record, names=None):
    """{name: value}: everything that a person may change on the stored `record`, or only those of `names`.

    Links are keys, links to several are sorted lists of keys, dates, moments and amounts are texts, and rows that
    belong to the record are lists of {"id": key, name: value}. One query for each name that is a list.
    """
    model = record.__class__
    asked = names_of(model) if names is None else names
    found = {field.name: json_value(field, record) for field in plain_fields(model) if field.name in asked}
    for field in several_fields(model):
        if field.name in asked:
            found[field.name] = sorted(getattr(record, field.name).order_by().values_list("pk", flat=True))
    for name in part_names(model):
        if name in asked:
            found[name] = [row_of(part, name, model) for part in getattr(record, name).order_by("pk")]
    return found


def part_fields(model, name):
    """The columns of the rows that records of `model` hold under `name`, without the link back."""
    relation = model._meta.get_field(name)
    return [field for field in plain_fields(relation.related_model) if field.name != relation.field.name]


def row_of(part, name, model):
    """One row that belongs to a record of `model`, as {"id": key, name: value}."""
    several = {
        field.name: sorted(getattr(part, field.name).order_by().values_list("pk", flat=True))
        for field in several_fields(type(part))
    }
    plain = {field.name: json_value(field, part) for field in part_fields(model, name)}
    return {"id": part.pk, **plain, **several}


def json_value(field, record):
    """The value of one column, as JSON holds it: the same value is always the same text."""
    value = field.to_python(field.value_from_object(record))
    if isinstance(value, Decimal):
        return str(value.quantize(Decimal(1).scaleb(-field.decimal_places)))
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, PartialDate | UUID) else value


def put(record, values):
    """Set the columns among `values` on `record`, unsaved; raises ValidationError for what a field cannot read."""
    troubles = {}
    for field in plain_fields(record.__class__):
        if field.name in values:
            try:
                setattr(record, field.attname, field.to_python(values[field.name]))
            except ValidationError as trouble:
                troubles[field.name] = trouble.messages
    if troubles:
        raise ValidationError(troubles)


def put_lists(record, values):
    """Write the links to several and the rows among `values` of the stored `record`; raises ValidationError."""
    for field in several_fields(record.__class__):
        if field.name in values:
            getattr(record, field.name).set(values[field.name])
    for name in part_names(record.__class__):
        if name in values:
            put_rows(record, name, values[name])


def put_rows(record, name, rows):
    """Make the rows of `record` under `name` those of `rows`: what is gone is deleted, what had a key keeps it."""
    held = {part.pk: part for part in getattr(record, name).all()}
    stay = {row["id"] for row in rows if row.get("id")}
    for key in held.keys() - stay:
        held[key].delete()
    relation = record.__class__._meta.get_field(name)
    if any(
        field.name == "position" and isinstance(field, models.IntegerField)
        for field in part_fields(record.__class__, name)
    ):
        getattr(record, name).update(position=F("position") + FAR)
    for number, row in enumerate(rows, 1):
        part = held.get(row.get("id")) or relation.related_model(pk=row.get("id"))
        setattr(part, relation.field.name, record)
        save_row(part, row, name, number)


def save_row(part, row, name, number):
    """Check and write one row; raises ValidationError that names the list and the number of the row."""
    try:
        put(part, row)
        part.full_clean(validate_unique=False)
    except ValidationError as trouble:
        raise ValidationError({NON_FIELD_ERRORS: labelled(f"{name} {number}", sentences(*trouble.messages))}) from None
    part.save()
    for field in several_fields(type(part)):
        if field.name in row:
            getattr(part, field.name).set(row[field.name])


def give_address(record, text):
    """Give a new `record` a slug of its own after `text`, in plain letters whatever the script."""
    longest = record.__class__._meta.get_field("slug").max_length - 6
    base = slugify(anyascii(text))[:longest].strip("-") or record._meta.model_name
    base = f"{base}-1" if base in RESERVED else base
    taken = set(record.__class__._base_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    numbers = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    record.slug = base if base not in taken else next(slug for slug in numbers if slug not in taken)


def pointing_at(record):
    """Yield (rows, name) of everything in the database that points at `record` from outside: `name` is the field.

    `rows` is a queryset; rows that belong to the record are left out, links of the record itself too. For rows that
    point by noun and key (`kit.models.About`) the name is "noun_id".
    """
    model = record.__class__
    own = {model._meta.get_field(name).related_model for name in part_names(model)}
    own |= {field.remote_field.through for field in model._meta.many_to_many}
    for relation in model._meta.get_fields(include_hidden=True):
        is_link = relation.auto_created and not relation.concrete and not relation.many_to_many
        if is_link and relation.related_model not in own:
            name = relation.field.name
            yield relation.related_model._base_manager.filter(**{name: record}), name
    for other in apps.get_models():
        if issubclass(other, About):
            yield other._base_manager.filter(**About.pointer(record)), "noun_id"


def label_of(model, name):
    """What people call the values under `name` of a record of `model`."""
    field = model._meta.get_field(name)
    return str(capfirst(field.related_model._meta.verbose_name_plural if field.auto_created else field.verbose_name))


def in_words(model, name, value, among=lambda records: records, known=None):
    """The `value` under `name` of a record of `model` as a reader expects it; an empty text for nothing.

    `among` narrows a queryset to the records that the reader may see: a hidden one is not named. Where they were read
    before, `known` is {(model, key): record} of those, and nothing is asked of the database.
    """
    field = model._meta.get_field(name)
    if field.auto_created:
        return in_rows(row_in_words(field.related_model, row, among, known) for row in value or ())
    if field.is_relation:
        links = list(links_of(model, name, value))
        if known is not None:
            return in_rows(known[link] for link in links if link in known)
        return in_rows(among(field.related_model._default_manager.filter(pk__in=[key for _model, key in links])))
    return plain_in_words(field, value)


def links_of(model, name, value):
    """Yield (model, key) of each record that the `value` under `name` of a record of `model` leads to."""
    field = model._meta.get_field(name)
    if field.auto_created:
        for row in value or ():
            for part, held in row.items():
                yield from links_of(field.related_model, part, held) if part != "id" else ()
    elif field.is_relation:
        keys = value if isinstance(value, list) else [value]
        yield from ((field.related_model, key) for key in keys if key is not None)


def plain_in_words(field, value):
    """The value of one column as a reader expects it."""
    if value in (None, "", []):
        return ""
    if hasattr(field, "in_words"):
        return field.in_words(value)
    if field.name == "audience" or field.flatchoices:
        return choice_in_words(field, value)
    if isinstance(value, bool):
        return pgettext("answer", "yes") if value else pgettext("answer", "no")
    value = field.to_python(value)
    if isinstance(value, PartialDate):
        return value.in_words()
    if isinstance(value, Decimal):
        return in_digits(value)
    if isinstance(value, datetime):
        shape = pgettext("date format", "j F Y, H:i")
        return f"{formats.date_format(value, shape)} UTC"
    return formats.date_format(value, pgettext("date format", "j F Y")) if isinstance(value, date) else str(value)


def choice_in_words(field, value):
    """The value of a column that is chosen from a list, as a reader expects it."""
    if field.name == "audience" and hasattr(field.model, "audience_in_words"):
        return field.model.audience_in_words(value)
    choices = getattr(field.model, "audiences", ()) if field.name == "audience" else field.flatchoices
    return str(dict(choices).get(value, value))


def row_in_words(model, row, among, known=None):
    """One row that belongs to a record, its values one after the other."""
    return in_a_line(*(in_words(model, name, value, among, known) for name, value in row.items() if name != "id"))
