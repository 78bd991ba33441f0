"""Commands that look: a report, the search index, the codelists, the doctor."""

import sys
from pathlib import Path

from django.utils import timezone

from zhinan.codelists import actions as codelists
from zhinan.kit.terminal import Progress, say
from zhinan.portal import tasks as indexer
from zhinan.programmes.models import Programme
from zhinan.reporting.editions import NoReport, Report, formats
from zhinan.search.actions import status as index_status

from .. import doctor


class CannotWrite(OSError):
    """A file cannot be written where it was asked for; the text says why."""


def do_report(words):
    """Write a programme's report of a year."""
    programmes = Programme.objects.public() if words.public else Programme.objects.all()
    today = timezone.localdate()
    if words.as_of and words.as_of > today:
        raise NoReport(f"{words.as_of} lies ahead: name a cut-off until today.")
    report = Report.of(words.programme, words.year, words.as_of, programmes=programmes, on=today)
    content = formats.write(report, words.format, with_findings=not words.public)
    if words.output:
        write_whole(Path(words.output), content)
        say(f"Written to {words.output} ({len(content):,} bytes).", stream=sys.stderr)
    elif words.format == "pdf" and sys.stdout.isatty():
        say("A PDF cannot be shown on a terminal. Add --output highlights.pdf.", stream=sys.stderr)
        return 1
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    return 0


def do_search(words):
    """Make the search index anew, or say how it is."""
    if words.action == "rebuild":
        say(f"{indexer.rebuild(progress=Progress('Search index')):,} documents in the index.")
        return 0
    found = index_status()
    for name, value in found.items():
        say(f"{name:<14} {value}")
    return 0 if found["is_readable"] else 1


def do_codelists(words):
    """Bring the codelists up to date, or say which ones there are."""
    if words.action == "load":
        for table, (added, changed, same) in codelists.load_all().items():
            say(f"{table:<20} {added:>5} added  {changed:>5} changed  {same:>5} same")
        return 0
    for label, rows, source, version in codelists.status():
        say(f"{label:<28} {rows:>5}  {source}, {version}")
    return 0


def do_doctor(words):
    """Look at the installation; the exit code is 1 where something needs doing."""
    complaints = 0
    for line in doctor.examine(timezone.now()):
        say(f"{line.name:<10} {'ok' if line.is_well else 'TO DO':<6} {line.sentence}")
        complaints += not line.is_well
    return min(complaints, 1)


def write_whole(path, content):
    """Put the bytes `content` into the file `path`, whole or not at all; raises CannotWrite.

    What is no ordinary file, as a device or a pipe, is written to as it stands.
    """
    path = path.resolve()
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(content)
        return
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as trouble:
        part.unlink(missing_ok=True)
        raise CannotWrite(f"{path} cannot be written ({trouble.strerror}). Name another file.") from trouble
