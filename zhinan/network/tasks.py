"""Work for the worker: records that may be one, the keys they are found by while somebody types, and reminders."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task

from zhinan.history.models import ARCHIVE, Entry

from .actions import agreements, identity
from .models import NOUNS, NameKey, NamesRead
from .rules import gazetteer, subjects_of

BATCH = 1000
LATE = timedelta(minutes=1)  # how far back entries may still appear: commits become visible out of order


@task()
def find_twins():
    """Propose the pairs of organisations and of people that may be one; some two minutes for a hundred thousand."""
    return identity.propose()


@task()
def remind_of_agreements():
    """Tell of the agreements that run out; done twice, it tells once."""
    return agreements.remind(on=timezone.localdate())


def keep_keys():
    """Bring the keys of names up to the newest entry of the history; returns how many records were read.

    It stays a minute behind: what is newer is compared directly. The first time it reads all records. For each round
    of the worker: two queries a noun where nothing has changed.
    """
    return sum(keep_keys_of(model) for model in NOUNS.values())


def keep_keys_of(model):
    """`keep_keys` for the records of `model`; nobody waits for longer than a batch is written."""
    label = model._meta.label_lower
    settled = Entry.objects.filter(at__lt=timezone.now() - LATE)
    newest = settled.order_by("-pk").values_list("pk", flat=True).first() or 0
    read = NamesRead.objects.filter(noun=label).first()
    if read is None:
        keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    elif newest > read.position:
        entries = Entry.objects.filter(noun=label, pk__gt=read.position, pk__lte=newest)
        keys = sorted(set(entries.values_list("noun_id", flat=True)))
    else:
        return 0
    for start in range(0, len(keys), BATCH):
        write_keys(model, keys[start : start + BATCH])
    NamesRead.objects.update_or_create(noun=label, defaults={"position": newest})
    return len(keys)


def write_keys(model, keys):
    """Write the keys of the records of `model` with these primary `keys` anew; those in the archive have none."""
    label = model._meta.label_lower
    records = model._base_manager.filter(pk__in=keys).exclude(audience=ARCHIVE)
    found = subjects_of(records, gazetteer())
    rows = [(label, subject.key, number) for subject in found for number in subject.numbers()]
    table = connection.ops.quote_name(NameKey._meta.db_table)
    with transaction.atomic(), connection.cursor() as cursor:
        NameKey.objects.filter(noun=label, noun_id__in=keys).delete()
        # A record has a dozen keys: objects for each of them would take four times as long.
        cursor.executemany(f"INSERT INTO {table} (noun, noun_id, key) VALUES (%s, %s, %s)", rows)
