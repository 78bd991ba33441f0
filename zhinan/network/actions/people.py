"""A person who asked for it is forgotten."""

import json

from django.db import transaction
from django.db.models import Q

from zhinan.accounts.models import STAFF
from zhinan.files.actions import erase as erase_files
from zhinan.files.models import File
from zhinan.history.actions import forget, forget_values, record
from zhinan.history.models import Entry
from zhinan.kit.values import pointing_at

from ..models import Affiliation, Merging, NameKey, Organisation, Person, Twin


@transaction.atomic
def erase(person, *, by):
    """Delete all that is recorded of `person`, whichever records were merged into this one, and their files.

    What happened stays: who was at an event is counted there without a name, rows above this room lose what their model
    says is to be `emptied`, and the history says what was done and when, not to whom. Backups hold the person until
    they are overwritten. It cannot be taken back.
    """
    for human in [*merged_into(person), person]:
        for merging in mergings_without(human):
            merging.save(update_fields=["moved", "joined"])
        for rows in said_of(human):
            rows.delete()
        for rows, name in took_part(human):
            forget_in_wholes(rows)
            rows.update(**{name: None, **getattr(rows.model, "emptied", {})})
        erase_files(human, by=by)
        forget(human)
        record(human, "person_erased", by=by, to=STAFF)
        human.delete()


def forget_in_wholes(rows):
    """Take `rows` that name the erased out of the history of the records that they are parts of."""
    emptied = getattr(rows.model, "emptied", {})
    for field in rows.model._meta.concrete_fields if emptied else ():
        whole = field.related_model if field.is_relation else None
        name = whole and field.remote_field.get_accessor_name()
        if name in getattr(whole, "own_rows", ()):
            for record in whole._base_manager.filter(pk__in=rows.order_by().values(field.attname)):
                forget_values(record, name)


def merged_into(person):
    """The records in the archive that were merged into `person`, and into those: one query each."""
    found, waiting = [], [person.pk]
    while waiting:
        keys = Merging.objects.of(Person).in_force().filter(kept_id__in=waiting).values("merged_id")
        found += (new := list(Person._base_manager.filter(pk__in=keys)))
        waiting = [one.pk for one in new]
    return found


def mergings_without(human):
    """Mergings of organisations that moved positions of `human`, changed and unsaved, so that they forget those."""
    label = Affiliation._meta.label_lower
    held = set(human.positions.values_list("pk", flat=True))
    for merging in Merging.objects.of(Organisation):
        moved = [row for row in merging.moved if row[0] != label or row[1] not in held]
        joined = [text for text in merging.joined if not is_position(text, human)]
        if (moved, joined) != (merging.moved, merging.joined):
            merging.moved, merging.joined = moved, joined
            yield merging


def is_position(text, human):
    """Whether the row that a merging keeps as JSON is what `human` was in an organisation."""
    (row,) = json.loads(text)
    return row["model"] == Affiliation._meta.label_lower and row["fields"]["person"] == human.pk


def said_of(human):
    """Querysets of the rows that say something of `human` and nothing else; the history and files are none of them."""
    yield Merging.objects.of(Person).filter(Q(kept_id=human.pk) | Q(merged_id=human.pk))
    yield Twin.objects.of(Person).filter(Q(one_id=human.pk) | Q(other_id=human.pk))
    yield NameKey.objects.filter(noun=Person._meta.label_lower, noun_id=human.pk)
    for rows, name in pointing_at(human):
        if name == "noun_id" and rows.model not in (Entry, File):
            yield rows


def took_part(human):
    """(queryset, column) of the rows that stay without a name, as a place in the list of those who came."""
    return [(rows, name) for rows, name in pointing_at(human) if name != "noun_id"]
