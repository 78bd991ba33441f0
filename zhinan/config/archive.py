"""The file of a backup: a SQLite database, a zip archive behind it, and a seal over every byte of both.

    database      the records as tables of SQLite, whichever database they came from; `sqlite3 FILE` reads them
    zip archive   manifest.json, the key (secret), the settings, the uploaded files (files/...); `unzip FILE` reads it
    seal          the last 64 signs: SHA-256 over the SHA-256 of each 16 MB of what stands before

A zip archive may stand behind other bytes, and SQLite knows its own length: so the database is written once.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

FORMAT = 1
MARK = b"zhinan-backup:"  # stands before the seal, in the archive's comment
SEAL = 64  # signs
PIECE, THREADS = 1 << 24, 4
FILES = "files/"
EPOCH = (1980, 1, 1, 0, 0, 0)  # zip's first day: a backup says when it was made, its parts need not


class NotKept(Exception):
    """A backup that cannot be made, read or restored; the text says why and what to do."""


@contextmanager
def whole(path):
    """A file to write into, readable by its owner alone, which becomes `path` at the end, or goes away."""
    path = Path(path).resolve()
    if path.exists():
        raise NotKept(f"{path} is there already. Name another file, or move that one away.")
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        yield part
        part.replace(path)
    except OSError as trouble:
        raise NotKept(f"{path} cannot be written ({trouble.strerror}). Name another file.") from trouble
    except sqlite3.Error as trouble:
        raise NotKept(f"The database cannot be copied to {path} ({trouble}).") from trouble
    finally:
        for left in part.parent.glob(f"{part.name}*"):
            left.unlink()


def append(path, manifest, texts, folder, progress=None):
    """Put the manifest, `texts` ({name: text}) and the files below `folder` behind the database in `path`; seal it.

    Returns the names of files that somebody removed meanwhile. `progress` is called with (bytes done, bytes in all).
    """
    files = sorted(each for each in Path(folder).rglob("*") if each.is_file()) if Path(folder).is_dir() else []
    sizes, done, gone = [each.stat().st_size for each in files], 0, []
    with path.open("r+b") as file:
        start = file.seek(0, os.SEEK_END)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.comment = MARK + b"0" * SEAL
            for name, text in texts.items():
                archive.writestr(entry(name), text)
            for each, size in zip(files, sizes, strict=True):
                name = each.relative_to(folder).as_posix()
                gone += [] if add(archive, each, FILES + name) else [name]
                done += size
                if progress:
                    progress(done, sum(sizes))
            facts = {"format": FORMAT, **manifest, "database_bytes": start, "files": len(files) - len(gone)}
            archive.writestr(entry("manifest.json"), json.dumps(facts, indent=1, ensure_ascii=False))
        file.flush()
        length = file.seek(-SEAL, os.SEEK_END)
        with ThreadPoolExecutor(2) as others:
            on_disk, seal = others.submit(os.fsync, file.fileno()), others.submit(seal_of, file, length)
            compare(path)
            on_disk.result()
            file.write(seal.result())
        file.flush()
        os.fsync(file.fileno())
    return gone


def compare(path):
    """Read the parts of the archive in `path` again; raises NotKept where one is not what was put in."""
    with whole_zip(path) as archive:
        if (damaged := archive.testzip()) is not None:
            raise NotKept(f"{damaged} does not stand in {path} as it was read. Look at the disk.")


def entry(name):
    """How a part stands in the archive: for its owner alone."""
    found = zipfile.ZipInfo(name, EPOCH)
    found.external_attr = 0o600 << 16
    return found


def add(archive, path, name):
    """Put the file at `path` into the archive as `name`; returns whether it was still there."""
    try:
        with path.open("rb") as source, archive.open(entry(name), "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target, PIECE)
    except FileNotFoundError:
        return False
    return True


def seal_of(file, length):
    """The seal over the first `length` bytes of the open file, its pieces reckoned side by side."""

    def piece(offset):
        return hashlib.sha256(os.pread(file.fileno(), min(PIECE, length - offset), offset)).digest()

    with ThreadPoolExecutor(THREADS) as threads:
        return hashlib.sha256(b"".join(threads.map(piece, range(0, length, PIECE)))).hexdigest().encode()


def read(path):
    """The manifest of the backup `path`, of which every byte is read.

    Raises NotKept where it is no backup, is damaged, or was made in a later format.
    """
    with opened(path) as file:
        length = file.seek(0, os.SEEK_END) - SEAL
        if os.pread(file.fileno(), SEAL, length) != seal_of(file, length):
            raise NotKept(f"{path} is damaged: it does not hold the bytes that were written. Take another backup.")
    return manifest(path)


def manifest(path):
    """The manifest of the backup `path`, whose bytes are not looked at; raises NotKept as `read` does."""
    with opened(path), whole_zip(path) as archive:
        found = json.loads(archive.read("manifest.json"))
    if found["format"] > FORMAT:
        raise NotKept(
            f"{path} was made by Zhinan {found['zhinan']}, which is newer than this one. Bring this one up first."
        )
    return found


@contextmanager
def opened(path):
    """The backup `path` as an open file; raises NotKept where it cannot be read or has no seal."""
    try:
        with Path(path).open("rb") as file:
            length = file.seek(0, os.SEEK_END) - SEAL - len(MARK)
            if length < 0 or os.pread(file.fileno(), len(MARK), length) != MARK:
                raise NotKept(f"{path} is no backup of Zhinan, or its end is missing.")
            yield file
    except OSError as trouble:
        raise NotKept(f"{path} cannot be read ({trouble.strerror}).") from trouble


@contextmanager
def whole_zip(path):
    """The zip archive in `path`; raises NotKept where it is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, KeyError, ValueError) as trouble:
        raise NotKept(f"{path} is damaged ({trouble}). Take another backup.") from trouble


def texts(path):
    """{name: text} of what stands in the backup `path` beside database and files."""
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.startswith(FILES)]
        return {name: archive.read(name).decode() for name in names}


def take_out(path, manifest, database, folder, progress=None):
    """Write the database of the backup `path` to the file `database`, its files below `folder`; raises NotKept."""
    with Path(path).open("rb") as source, open(database, "wb") as target:
        copy_bytes(source, target, manifest["database_bytes"])
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith(FILES)]
        for number, name in enumerate(names, 1):
            place = Path(folder) / safe(name.removeprefix(FILES))
            place.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as source, place.open("wb") as target:
                shutil.copyfileobj(source, target, PIECE)
            if progress:
                progress(number, len(names))


def copy_bytes(source, target, length):
    """Copy `length` bytes from one open file to the other."""
    while length > 0:
        piece = source.read(min(PIECE, length))
        if not piece:
            raise NotKept("The backup ends before its database does.")
        length -= target.write(piece)


def safe(name):
    """The path `name` inside a folder; raises NotKept where it leads out of it."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise NotKept(f"The backup holds a file by the name “{name}”, which leads out of its folder.")
    return path
