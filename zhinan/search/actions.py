"""How the index changes: writing beside readers, rebuilding beside both."""

import shutil
from contextlib import contextmanager

import tantivy
from django.core.files import locks
from django.utils.translation import gettext as _

from .models import Index, NoIndex, folder
from .models.language import entry, register, schema

HEAP, REBUILD_HEAP = 50_000_000, 200_000_000
REBUILD_THREADS = 2
PROGRESS_STEP = 1000


class Busy(Exception):
    """Somebody else is writing; the text says so."""


class NotWritten(Exception):
    """What was put since the last commit did not get into the index and is to be put again; the text says why."""


class Writer:
    """The one writer of an index, as a context manager.

    Each round begins at `position`, reads what happened since then, puts and drops, and ends with
    `commit(position)`. Whoever keeps to that loses nothing: not when it is killed (what was committed stays, what was
    not is read again, and putting twice is putting once), and not when the index is rebuilt meanwhile (the writer
    follows to the new folder, whose position is from before the rebuild). Leaving without commit drops what was put.
    Raises Busy where another process writes, NoIndex where there is no index.
    """

    def __init__(self, root=None):
        self.root = root or folder.root()
        self._place = self._index = self._writer = None

    def __enter__(self):
        self._follow()
        return self

    def __exit__(self, kind, trouble, traceback):
        writer, self._writer = self._writer, None
        if kind is None and writer is not None:
            writer.rollback()
            writer.wait_merging_threads()

    @property
    def position(self):
        """The place in the history that the index, as it now stands, has followed."""
        self._follow()
        return folder.position(self._place)

    def put(self, documents):
        """Add `documents`, each in place of the one with its id."""
        for document in documents:
            made = entry(document)
            with self._writing() as writer:
                writer.delete_documents_by_term("id", document.id)
                writer.add_document(made)

    def drop(self, ids):
        """Take the documents with these `ids` out."""
        for each in ids:
            with self._writing() as writer:
                writer.delete_documents_by_term("id", each)

    def commit(self, position=None):
        """Let readers see what was put and dropped, safe on disk; then note `position` beside it."""
        with self._writing() as writer:
            writer.commit()
        if position is not None:
            folder.write(self._place / folder.POSITION, position)

    def _follow(self):
        """Open the folder that answers, unless it is open: after a rebuild that is another one."""
        place = folder.current(self.root)
        if place == self._place and self._writer is not None:
            return
        self._place, self._writer = place, None
        try:
            index = register(tantivy.Index.open(str(place)))
        except ValueError as trouble:
            raise folder.no_index(trouble) from trouble
        self._writer = _writer_of(index, HEAP, 1)
        with _engine():
            self._writer.garbage_collect_files()  # what a killed writer left behind

    @contextmanager
    def _writing(self):
        if self._writer is None:
            raise NotWritten(_("Writing the search index failed before. Begin a new round at its position."))
        try:
            with _engine():
                yield self._writer
        except NotWritten:
            self._writer = None  # the engine's writer is dead after any error; the next round makes another
            raise


def rebuild(documents, *, position=0, progress=None, root=None):
    """Make the index anew from `documents` while the old one goes on answering, then switch; returns their number.

    Take `position`, the newest place in the history, before the first document is read from the database: the
    indexer goes on from there, so that what changes while this runs is read again. `progress` is called with the number
    of documents so far. The index before is kept until the next rebuild. Raises Busy where a rebuild is running,
    NotWritten where the disk takes no more; whatever it raises, the old index stays.
    """
    root = root or folder.root()
    root.mkdir(parents=True, exist_ok=True)
    with _alone(root):
        before = folder.all_of(root)
        place = root / f"{folder.SCHEMA}-{int(before[-1].name.partition('-')[2]) + 1 if before else 1:06d}"
        place.mkdir()
        try:
            number = _fill(place, documents, progress)
            folder.write(place / folder.POSITION, position)
            kept = {place, _answering(root)}
            folder.switch(root, place)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)  # what cannot go now goes with the next rebuild
            raise
        for old in set(before) - kept:
            shutil.rmtree(old)
    return number


def status(root=None):
    """What there is: folder, documents, bytes, schema, position, is_readable and trouble (a sentence, or empty)."""
    root = root or folder.root()
    found = {"folder": str(root), "documents": 0, "bytes": 0, "schema": folder.SCHEMA, "position": 0}
    try:
        opened = Index.open(root).opened()
    except NoIndex as trouble:
        return {**found, "is_readable": False, "trouble": str(trouble)}
    return {
        **found,
        "folder": str(opened.place),
        "documents": opened.searcher.num_docs,
        "bytes": folder.size(opened.place),
        "position": folder.position(opened.place),
        "is_readable": True,
        "trouble": "",
    }


def _fill(place, documents, progress):
    """Write a new index of `documents` into the empty folder `place`; returns how many there were."""
    with _engine():
        index = register(tantivy.Index(schema(), str(place)))
    writer = _writer_of(index, REBUILD_HEAP, REBUILD_THREADS)
    number = 0
    try:
        for number, document in enumerate(documents, 1):
            made = entry(document)
            with _engine():
                writer.delete_documents_by_term("id", document.id)
                writer.add_document(made)
            if progress and number % PROGRESS_STEP == 0:
                progress(number)
        with _engine():
            writer.commit()
    finally:
        with _engine():
            writer.wait_merging_threads()  # none of the engine's threads writes on after this
    return number


@contextmanager
def _engine():
    """Every trouble of the engine is a ValueError; it leaves here as NotWritten."""
    try:
        yield
    except ValueError as trouble:
        raise NotWritten(
            _("The search index could not be written (%(reason)s). What was not committed is to be put again.")
            % {"reason": trouble}
        ) from trouble


def _answering(root):
    try:
        return folder.current(root)
    except NoIndex:
        return None


def _writer_of(index, heap, threads):
    try:
        with _engine():
            return index.writer(heap, threads)
    except NotWritten as trouble:
        if "LockBusy" in str(trouble):
            raise Busy(_("Another process is writing the search index. Try again in a moment.")) from None
        raise


@contextmanager
def _alone(root):
    """Hold the lock of rebuilding, which the system takes back from a process that is killed."""
    with (root / "rebuilding").open("a") as file:
        if not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
            raise Busy(_("The search index is being rebuilt by another process. Wait until that has finished."))
        yield
