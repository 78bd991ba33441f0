"""What the archive of a grant is made of: parts, each of blocks, each with its hash."""

import json
from dataclasses import asdict, dataclass, field
from hashlib import sha256

from zhinan.grants.editions.letters import paragraphs


@dataclass
class Part:
    """A part of the archive: one version, decision, letter or table. `digest` is that of what was frozen, if anything.

    One that `is_wide` stands on pages that lie; `lang` is the language of its words, empty for that of the archive.
    """

    chapter: str
    title: str
    blocks: list = field(default_factory=list)
    digest: str = ""
    is_wide: bool = False
    lang: str = ""

    def canonical(self):
        """Everything that it says, as the bytes of JSON that the same records always give."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False).encode()

    def sealed(self):
        """The hash (SHA-256) of `canonical`."""
        return sha256(self.canonical()).hexdigest()


def block(heading="", facts=(), text="", head=(), rows=()):
    """A block in plain texts: facts that say something, the paragraphs of `text`, and a table."""
    return {
        "heading": str(heading),
        "facts": [[str(name), str(said)] for name, said in facts if said not in (None, "")],
        "paragraphs": paragraphs(text),
        "head": [str(one) for one in head],
        "rows": [["" if cell is None else str(cell) for cell in row] for row in rows],
    }


def of_section(section):
    """The block that a Section of a proposal or a report makes; texts keep their lines as facts."""
    return block(section.heading, section.facts, head=section.head, rows=section.rows)


def moment(at):
    """A moment on the clocks of UTC, to the minute; nothing for None."""
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else ""


def on(day):
    """A day in digits, which stand below each other; nothing for None."""
    return day.isoformat() if day else ""


def hash_of(file):
    """The hash of a File; nothing for None."""
    return file.sha256 if file else ""
