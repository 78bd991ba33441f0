"""Names of files, as they may be kept and offered again."""

import re
import unicodedata

LONGEST = 120  # signs
LONGEST_EXTENSION = 10
JOINERS = "\u200c\u200d"  # letters of Persian and of Indian scripts are joined and parted by them


def cleaned(name):
    """The file's `name` without folders, control signs and signs that turn the direction of reading; never empty."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name.rstrip("/\\ "))[-1])
    name = "".join(sign for sign in name if sign in JOINERS or unicodedata.category(sign)[0] != "C" or sign.isspace())
    name = re.sub(r"\s+", " ", name).strip(" .")
    return shortened(name).strip(" .") or "file"


def shortened(name):
    """`name` in as many signs as are kept, with its extension."""
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > LONGEST_EXTENSION:
        return name[:LONGEST]
    return stem[: LONGEST - len(extension) - 1] + dot + extension


def extension_of(name):
    """How `name` ends, in small letters without the dot; empty where it has no extension."""
    stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and stem else ""
