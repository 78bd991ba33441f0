"""Every verb that the history is told has words of its own, which are translated."""

import re
from pathlib import Path

from zhinan.history.models import WORDS

PACKAGE = Path(__file__).resolve().parents[2]
TOLD = (r'\brecord\([\w.\[\]]+, "(\w+)"', r'\bverb="(\w+)"', r'\b_?move\([\w.]+, (?:LIFE, )?"\w+", "(\w+)"')


def test_every_verb_has_words():
    verbs = set()
    for path in PACKAGE.rglob("*.py"):
        if not {"tests", "migrations"} & set(path.parts):
            text = path.read_text(encoding="utf-8")
            verbs |= {verb for pattern in TOLD for verb in re.findall(pattern, text)}
    assert {"recorded", "uploaded", "held", "archived"} <= verbs
    assert verbs - set(WORDS) == set()
