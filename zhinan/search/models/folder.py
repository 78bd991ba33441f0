"""Where the index lies: folders with a schema number in their names, and the pointer to the one that answers."""

import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

SCHEMA = 1
POINTER = "current"
POSITION = "position"


class NoIndex(Exception):
    """There is no index to read; the text says how to make one."""


def no_index(reason):
    """The NoIndex to raise where the index cannot be read because of `reason`."""
    return NoIndex(
        _("The search index cannot be read (%(reason)s). Make it anew with “zhinan search rebuild”.")
        % {"reason": str(reason).splitlines()[0] if str(reason) else type(reason).__name__}
    )


def root():
    """The folder of all indexes of this machine."""
    return Path(settings.SEARCH_FOLDER)


def current(root):
    """The folder that answers; raises NoIndex where the pointer is missing, damaged or of another schema."""
    try:
        name = (root / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as trouble:
        raise no_index(trouble) from trouble
    if name.partition("-")[0] != str(SCHEMA) or Path(name).name != name:
        raise no_index(_("it was made by another version"))
    return root / name


def switch(root, folder):
    """Let `folder` answer from now on."""
    write(root / POINTER, folder.name)


def position(folder):
    """The place in the history that the index in `folder` has followed; 0 where none is noted or it is unreadable."""
    try:
        return int((folder / POSITION).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def write(path, text):
    """Replace the small file `path` so that a reader sees the old text or the new, never a half."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(str(text))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def stamp(path):
    """A value that changes whenever the file `path` is replaced; None where it is gone or not ours to read."""
    try:
        seen = os.stat(path)
    except OSError:
        return None
    return seen.st_ino, seen.st_mtime_ns, seen.st_size


def size(folder):
    """Bytes of all files of the index in `folder`."""
    total = 0
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # a writer has just merged it into another
            total += path.stat().st_size
    return total


def all_of(root):
    """Every index folder there is, oldest first."""
    return sorted(
        (path for path in root.glob("*-*") if path.is_dir() and path.name.replace("-", "").isdigit()),
        key=lambda path: int(path.name.partition("-")[2]),
    )
