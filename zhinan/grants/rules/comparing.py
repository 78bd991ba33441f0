"""What changed between two versions of an application, section by section."""

import difflib
import re
from typing import NamedTuple

WORDS = re.compile(r"\s+|[^\W\u2e80-\u9fff]+|.", re.DOTALL)  # words, spaces between them, single signs
MOST = 4_000_000  # pairs of words that are compared one by one; longer texts stand side by side
ALIKE = 0.5  # part of the words that two texts share, below which each is shown whole
SAME, NEW, GONE = "same", "new", "gone"


class Change(NamedTuple):
    """One changed line: `label`, and `pieces` of (SAME, NEW or GONE, text), in their order."""

    label: str
    pieces: tuple


class Changed(NamedTuple):
    """A section in which something changed: the Changes of its facts, its head, rows that went and rows that came."""

    key: str
    heading: str
    changes: tuple
    head: tuple
    gone: tuple
    new: tuple


def changed(before, after):
    """The Changed sections between two lists of Sections, in the order of the later one."""
    old, new = ({one.key: one for one in sections} for sections in (before, after))
    keys = [*new, *(key for key in old if key not in new)]
    found = [between(old.get(key), new.get(key)) for key in keys]
    return [one for one in found if one.changes or one.gone or one.new]


def between(before, after):
    """The Changed section of two Sections, one of which may be None."""
    some = after or before
    old, new = dict(before.facts if before else ()), dict(after.facts if after else ())
    labels = [*new, *(label for label in old if label not in new)]
    pairs = [(label, old.get(label, ""), new.get(label, "")) for label in labels]
    changes = tuple(Change(label, pieces(was, now)) for label, was, now in pairs if was != now)
    was, now = (tuple(one.rows) if one else () for one in (before, after))
    return Changed(some.key, some.heading, changes, some.head, without(was, now), without(now, was))


def without(rows, others):
    """Those of `rows` that are not among `others`, each of which takes one away."""
    left = list(others)
    return tuple(row for row in rows if row not in left or left.remove(row))


def pieces(before, after):
    """The text `after` with what went from `before` and what came, word by word."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if len(old) * len(new) > MOST or matcher.ratio() < ALIKE:
        return tuple(piece for piece in ((GONE, before), (NEW, after)) if piece[1])
    found = []
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            found.append((SAME, "".join(new[first:last])))
            continue
        found += [(GONE, "".join(old[start:end])), (NEW, "".join(new[first:last]))]
    return tuple(piece for piece in found if piece[1])
