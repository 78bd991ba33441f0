"""Data files of a world: TOML, a table a record, read so that every mistake is named with its place."""

import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent


class WrongData(ValueError):
    """A data file that cannot be used: the text names the file, the record and what to write instead."""


@dataclass
class Entry:
    """One record as written: its noun, its values, and where it stands."""

    noun: str
    values: dict
    file: str
    number: int
    seen: set = field(default_factory=set)

    def place(self):
        """Where it stands, for a message."""
        name = self.values.get("slug") or self.values.get("key") or self.values.get("title") or ""
        return f"{self.file}, [[{self.noun}]] number {self.number}{f' ({name})' if name else ''}"

    def wrong(self, sentence):
        """A WrongData about this record."""
        return WrongData(f"{self.place()}: {sentence}")


def read_world(folder):
    """Entries of all data files in `folder`, a file after the other by name; raises WrongData."""
    entries = []
    for path in sorted(folder.glob("*.toml")):
        entries += read_file(path)
    if not entries:
        raise WrongData(f"{folder.name}: there is no data file in this folder.")
    return entries


def read_file(path):
    """Entries of one data file, in the order in which its nouns and records stand; raises WrongData."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as trouble:
        raise WrongData(f"{path.name}: not written in UTF-8 (byte {trouble.start}). Save it as UTF-8.") from None
    except RecursionError:
        raise WrongData(f"{path.name}: brackets inside brackets, too many of them.") from None
    except tomllib.TOMLDecodeError as trouble:
        raise WrongData(f"{path.name}: {trouble}.") from None
    entries = []
    for noun, rows in tables.items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise WrongData(f"{path.name}: write [[{noun}]] with two brackets, once for each record.")
        entries += [Entry(noun, row, path.name, number) for number, row in enumerate(rows, 1)]
    return entries
