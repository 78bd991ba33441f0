"""What a rule of a call comes to for one application, and what is still missing."""

from typing import NamedTuple


class Check(NamedTuple):
    """A rule in words (`rule`), whether it is passed, how it stands (`found`), what would mend it, and where."""

    key: str
    rule: str
    passed: bool
    found: str
    mend: str
    section: str


class Missing(NamedTuple):
    """Something that is still to be written, in words, and the key of the section where."""

    section: str
    words: str
