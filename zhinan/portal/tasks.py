"""The search indexer: reads the history after its own place in it, and keeps this machine's index true to it."""

from datetime import timedelta

from django.utils import timezone

from zhinan.history.models import Entry
from zhinan.search import actions as search
from zhinan.search.models import NoIndex

from .documents import BY_LABEL, DOCUMENTS, every_document, how_many

AGAIN = timedelta(seconds=10)  # how far back entries may still appear: commits become visible out of order
BATCH = 2000


class Follower:
    """Follows the history, as a context manager that keeps the index's one writer open between rounds."""

    def __init__(self):
        self.writer, self.seen = None, set()

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        self.close()

    def close(self):
        """Let go of the writer, as after trouble: the next round opens another."""
        writer, self.writer = self.writer, None
        if writer is not None:
            writer.__exit__(None, None, None)

    def follow(self):
        """One round: bring the index up to the newest entry; returns how many entries were read.

        A missing index, and one that another process writes, are left alone until the next round.
        """
        try:
            if self.writer is None:
                self.writer = search.Writer().__enter__()
            return self.catch_up(timezone.now())
        except (NoIndex, search.Busy):
            self.writer = None
        except search.NotWritten:
            self.close()
        return 0

    def catch_up(self, now):
        """Read what the index has not seen, write it, and commit at the newest place."""
        position, news = self.writer.position, Entry.objects.order_by("pk")
        entries = list(news.after(position).values_list("pk", "noun", "noun_id")[:BATCH])
        late = news.filter(at__gte=now - AGAIN, pk__lte=position).exclude(pk__in=self.seen)
        entries += late.values_list("pk", "noun", "noun_id")
        if not entries:
            return 0
        touched = {}
        for _key, noun, key in entries:
            touched.setdefault(noun, set()).add(key)
        touched = with_hanging(touched)
        for noun in touched.keys() & BY_LABEL.keys():
            self.write(BY_LABEL[noun], touched[noun])
        self.writer.commit(max(position, *(key for key, _noun, _id in entries)))
        self.seen = set(news.filter(at__gte=now - AGAIN).values_list("pk", flat=True)) & (
            self.seen | {key for key, _noun, _id in entries}
        )
        return len(entries)

    def write(self, model, keys):
        """Put the documents of the records of `model` with these `keys`, and drop those that are gone."""
        documents = list(DOCUMENTS[model](model._default_manager.filter(pk__in=keys)))
        label = model._meta.label_lower
        self.writer.put(documents)
        self.writer.drop({f"{label}:{key}" for key in keys} - {document.id for document in documents})


def with_hanging(touched):
    """`touched`, {noun: keys}, with the records that are seen, and called, only with one of those."""
    found = {noun: set(keys) for noun, keys in touched.items()}
    for model in DOCUMENTS:
        for name in model.seen_with:
            keys = touched.get(model._meta.get_field(name).related_model._meta.label_lower)
            if keys:
                hanging = model._default_manager.filter(**{f"{name}__in": keys}).values_list("pk", flat=True)
                found.setdefault(model._meta.label_lower, set()).update(hanging)
    return found


def rebuild(progress=None):
    """Make the index anew while the old one answers; returns the number of documents."""
    position = Entry.objects.newest_key()
    total = how_many()
    step = (lambda done: progress(min(done, total), total)) if progress else None
    return search.rebuild(every_document(), position=position, progress=step)


def bring_up_to_date(progress=None):
    """Make the index where there is none, else catch up with the history."""
    if not search.status()["is_readable"]:
        rebuild(progress)
        return
    with Follower() as follower:
        while follower.follow() >= BATCH:
            continue
