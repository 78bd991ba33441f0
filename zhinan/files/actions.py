"""How files come to lie beside records, and change."""

from contextlib import ExitStack, contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from zhinan.history.actions import forget, record, undo, write
from zhinan.history.models import ARCHIVE
from zhinan.kit.lifecycle import NotNow

from . import rules
from .models import File, drop, keep, last_changed, names, open_content, put

CARRIED = ("caption", "alt", "credit", "language", "use", "audience")  # what a new version says like the one before
PATIENCE = timedelta(days=1)  # how long a content may wait for its row


@contextmanager
def stored(content):
    """Store `content` before the transaction that runs inside, and remove it where that comes to nothing."""
    with ExitStack() as way_back:
        name = keep(content.body, content.sha256)
        way_back.callback(drop, name)
        with transaction.atomic():
            yield name
        way_back.pop_all()


def attach(thing, upload, *, by, **facts):
    """Lay `upload`, a Django File, beside the record `thing`; `facts` are its caption, alt, audience and so on.

    Returns the File. Raises Refused where the upload may not stay, ValidationError for wrong facts.
    """
    content = rules.examine(upload, settings.LARGEST_FILE)
    with stored(content) as name:
        last = File.objects.about(thing).aggregate(last=Max("position"))["last"] or 0
        file = made(content, name, by, **File.pointer(thing), position=last + 1)
        write(file, facts, by=by)
        tell(thing, "file_attached", file, by)
    return file


def replace(file, upload, *, by):
    """Let `upload` stand in for `file`, which is kept as the version before; returns the new File.

    What `file` says is carried over, but not the consent, which was to other content. Raises Refused as `attach`
    does, and NotNow where another version stands in for `file` already.
    """
    content = rules.examine(upload, settings.LARGEST_FILE)
    with stored(content) as name:
        before = File.objects.select_for_update().get(pk=file.pk)
        if not before.is_current():
            raise NotNow(_("This file was replaced or removed meanwhile. Look at the newest version first."))
        pointer = {"noun": before.noun, "noun_id": before.noun_id}
        newer = made(content, name, by, **pointer, position=before.position, replaces=before)
        write(newer, {word: getattr(before, word) for word in CARRIED}, by=by)
        tell(before.record(), "file_replaced", newer, by)
    return newer


def made(content, name, by, **facts):
    """A File of the examined `content` that lies under `name`, unsaved."""
    words = ("name", "kind", "size", "sha256", "width", "height")
    known = {word: getattr(content, word) for word in words}
    return File(stored=name, uploaded_by=by.pseudonym if by is not None else None, **known, **facts)


def tell(thing, verb, file, by):
    """Write `verb` into the history of the record `thing`, for those who may see `file`, without naming it."""
    record(thing, verb, by=by, to=file.audience or None)


@transaction.atomic
def describe(file, values, *, by):
    """Set `values` of `file`, as {"caption": ...}; returns the Entry, None where nothing changed.

    Raises ValidationError for values that a file refuses.
    """
    entry = write(file, values, by=by)
    if entry is not None:
        tell(file.record(), "file_described", file, by)
    return entry


@transaction.atomic
def take_back(file, entry, *, by):
    """Take back one change that the history tells of `file`; raises NotNow where it was changed again since."""
    taken = undo(entry, by=by)
    file.refresh_from_db()
    tell(file.record(), "file_described", file, by)
    return taken


@transaction.atomic
def reorder(thing, order, *, by):
    """Put the current files of the record `thing` in `order`, keys; those that it does not name keep their places."""
    files = {file.pk: file for file in File.objects.about(thing).current().exclude(audience=ARCHIVE)}
    before = list(files)
    after = rules.in_order(before, order)
    if after != before:
        for position, key in enumerate(after, 1):
            files[key].position = position
        File.objects.bulk_update(files.values(), ["position"])
        record(thing, "files_reordered", by=by)


@transaction.atomic
def remove(file, *, by):
    """Archive `file` and its earlier versions; `restore` puts them back."""
    tell(file.record(), "file_removed", file, by)
    for version in (file, *file.before()):
        write(version, {"audience": ARCHIVE}, by=by, verb="archived")


@transaction.atomic
def restore(file, *, by):
    """Put back `file` and its earlier versions out of the archive; raises NotNow where that is not possible."""
    for version in (*reversed(file.before()), file):
        entry = version.entries().filter(verb="archived").first()
        if version.audience == ARCHIVE and entry is not None:
            undo(entry, by=by)
    file.refresh_from_db()
    tell(file.record(), "file_restored", file, by)


@transaction.atomic
def erase(thing, *, by):
    """Delete the files of the record `thing` for good, earlier versions too, and what the history says of them.

    `sweep` removes their contents.
    """
    for file in File.objects.about(thing).order_by("-pk"):  # a version before its predecessor, to which it points
        forget(file)
        record(file, "file_erased", by=by)
        file.delete()


def make_sizes(file):
    """Make the smaller sizes of the picture `file`; done twice, it does the same."""
    for width in file.widths():
        with open_content(file.stored) as body:
            put(file.stored_at(width), rules.at_width(body, width, file.height_at(width)))
    file.remember_sizes()


def sweep(now):
    """Remove contents that no file has, older than a day at the moment `now`; returns how many."""
    gone = 0
    for lying in names():
        owners = {name: ".".join(name.split(".")[:2]) for name in lying}  # a size lies under its picture's name
        held = set(File.objects.filter(stored__in=set(owners.values())).values_list("stored", flat=True))
        for name in (name for name in lying if owners[name] not in held and last_changed(name) < now - PATIENCE):
            drop(name)
            gone += 1
    return gone
