"""A backup of an installation with a million attendances and many files, beside copying the same bytes, by turns."""

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from zhinan.config import archive, backup
from zhinan.programmes.models import Programme

from .invented import make

ROUNDS = 5
FILES, SIZE = 200, 1 << 20  # uploaded files, and bytes of each: what is uploaded cannot be pressed further
TARGET = 0.5  # of the speed of copying
MEGABYTE = 1_000_000


def measure():
    """Compare the two, each on a disk that holds the bytes at the end.

    Returns {"megabytes", "rows", "ours" and "base" (MB a second, medians), "ratio", "read_s" (reading every byte again,
    which is part of ours), "take_out_s", "target", "met"}.
    """
    call_command("migrate", verbosity=0, interactive=False)
    Programme.objects.first() or make()
    lay_files()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sources = [Path(settings.DATABASES["default"]["NAME"]), *sorted(Path(settings.MEDIA_ROOT).iterdir())]
    size = sum(path.stat().st_size for path in sources) / MEGABYTE
    ours, peer = [], []
    for turn in range(ROUNDS + 1):
        with tempfile.TemporaryDirectory(dir=settings.FOLDER) as folder:
            file = Path(folder) / "one.backup"
            taken = [seconds(copy, sources, Path(folder) / "copy"), seconds(backup.make, file)]
            if turn:  # the first round warms up
                peer.append(size / taken[0])
                ours.append(size / taken[1])
            if turn == ROUNDS:
                manifest = archive.read(file)
                apart = {
                    "read_s": round(seconds(archive.read, file), 2),
                    "take_out_s": round(
                        seconds(archive.take_out, file, manifest, Path(folder) / "out", Path(folder) / "files"), 2
                    ),
                }
    speed, base = statistics.median(ours), statistics.median(peer)
    return {
        "question": "a backup, database and files",
        "peer": "copying the bytes",
        "unit": "MB/s",
        "megabytes": round(size),
        "rows": sum(manifest["tables"].values()),
        "files": manifest["files"],
        "ours": round(speed),
        "base": round(base),
        "ratio": round(speed / base, 2),
        "target": f"at least {TARGET}",
        "met": speed / base >= TARGET,
        **apart,
    }


def lay_files():
    """Lay files of noise where uploaded ones lie."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(exist_ok=True)
    for number in range(FILES):
        (folder / f"{number:03}").write_bytes(os.urandom(SIZE))


def copy(sources, folder):
    """Copy each file, and wait until the disk has it."""
    folder.mkdir()
    for source in sources:
        target = folder / source.name
        shutil.copyfile(source, target)
        with target.open("rb+") as file:
            os.fsync(file.fileno())


def seconds(call, *words):
    """How long `call(*words)` takes."""
    begin = time.perf_counter()
    call(*words)
    return time.perf_counter() - begin
