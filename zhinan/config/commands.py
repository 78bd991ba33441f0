"""What each command of `zhinan` does, once the installation is open."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from zhinan.codelists import actions as codelists
from zhinan.codelists.rules import WrongTable
from zhinan.demo.reading import WrongData
from zhinan.demo.worlds import accounts, load_world
from zhinan.kit.supervisor import PortInUse, claim, run_together, wait_for
from zhinan.kit.terminal import Progress, say
from zhinan.kit.typesetting import CannotSet
from zhinan.portal import tasks as indexer
from zhinan.programmes.models import Programme
from zhinan.reporting.editions import NoReport, Report, formats
from zhinan.search.actions import Busy
from zhinan.search.actions import status as index_status

from . import doctor, environment, worker


class CannotWrite(OSError):
    """A file cannot be written where it was asked for; the text says why."""


class NoInstallation(Exception):
    """There is nothing yet that the command could work on; the text says where it looked."""


MAKERS = ("demo", "serve")  # the commands that make an installation where there is none
TROUBLE = (
    environment.WrongSetting,
    NoInstallation,
    NoReport,
    WrongData,
    WrongTable,
    PortInUse,
    CannotSet,
    Busy,
    CannotWrite,
)
NO_DATABASE = (
    "The database does not answer or is not set up ({trouble}). "
    "`zhinan doctor` looks closer; `zhinan demo --no-serve` sets one up."
)


def run(words):
    """Run the command that `words` name; returns the exit code. What a person can mend is said in a sentence."""
    try:
        if words.command not in MAKERS:
            find_installation()
        return globals()[f"do_{words.command}"](words) or 0
    except TROUBLE as trouble:
        say(trouble, stream=sys.stderr)
    except DatabaseError as trouble:
        say(NO_DATABASE.format(trouble=str(trouble).strip().splitlines()[0]), stream=sys.stderr)
    except OSError as trouble:
        say(f"{trouble.filename or 'Writing'}: {trouble.strerror}.", stream=sys.stderr)
    return 1


def find_installation():
    """Make sure that there is a database to ask, since SQLite would make an empty one; raises NoInstallation."""
    file = settings.DATABASES["default"]["NAME"]
    if connection.vendor == "sqlite" and not Path(file).exists():
        raise NoInstallation(
            f"There is no installation in {settings.FOLDER}. Name its folder with ZHINAN_DATA, "
            "or make one with `zhinan demo --no-serve`."
        )


def do_demo(words):
    """Make the demonstration installation, once, and serve it."""
    if not words.no_serve:
        claim(environment.bind(), environment.port())
    if words.fresh:
        environment.start_over()
    prepare()
    load_world(settings.WORLD, progress=Progress("Records"))
    indexer.bring_up_to_date(progress=Progress("Search index"))
    return 0 if words.no_serve else serve(accounts())


def do_serve(words):
    """Serve an installation that is there already."""
    claim(environment.bind(), environment.port())
    prepare()
    return serve([])


def do_worker(words):
    """Work in the background until a signal comes."""
    worker.work()


def do_report(words):
    """Write a programme's report of a year."""
    programmes = Programme.objects.public() if words.public else Programme.objects.all()
    if words.as_of and words.as_of > timezone.localdate():
        raise NoReport(f"{words.as_of} lies ahead: name a cut-off until today.")
    report = Report.of(words.programme, words.year, words.as_of, programmes=programmes)
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


def prepare():
    """Bring database, codelists and style sheets up to this version; quick where nothing is to be done."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    codelists.load_all()
    call_command("collectstatic", verbosity=0, interactive=False)


def serve(people):
    """Run web server and worker until a signal comes; `people` are (mail address, password, role) to be shown."""

    held = environment.hold()  # until this process ends

    def ready():
        wait_for(environment.bind(), environment.port())
        say(f"\nZhinan serves the {settings.WORLD} world on {settings.ADDRESS}/")
        if people:
            say("\nDemonstration accounts (sign in with mail address and password):")
        for address, password, role in people:
            say(f"  {address:<34} {password:<20} {role}")
        say("\nCtrl-C ends it.")

    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", environment.bind()]
    web += ["--port", str(environment.port()), "--workers", str(environment.web_workers())]
    web += [
        "--respawn-failed-workers",
        "--blocking-threads",
        "2",
        "--backpressure",
        "64",
        "--log-level",
        "warning",
        "--no-ws",
    ]
    web += ["zhinan.config.wsgi:application"]
    try:
        return run_together([web, [sys.executable, "-m", "zhinan", "worker"]], ready)
    finally:
        if held is not None:
            held.close()
