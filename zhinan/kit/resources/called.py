"""Records by what they are called: found for certain, or offered where a name is near."""

import re

from anyascii import anyascii
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from zhinan.kit.reading.headings import fold

DIGITS = re.compile(r"([0-9]+)")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
COMMON = 80  # records that share a word from which on it says nothing
RARE = 4  # words of a name that are looked up
ALIKE = 86  # of 100: how like a name has to be to be offered
MOST = 5


class Called:
    """Records of one kind by their addresses, identifiers and names, held in memory for one piece of work.

    Made of rows (key, words): the first word is what the record is shown as, the second one its address. `new(text,
    row)`, where there is one, gives (unsaved record, values) for a text that names none, so that it can be recorded;
    `alike(texts)`, where there is one, gives {text: keys} of what they may mean in another script or in other words.
    Where the list `is_closed`, nobody records a further one with a spreadsheet: one of the list has to be chosen.
    `said` is {key: word} where readers of now call a record something else than its label.
    """

    new = alike = None

    def __init__(self, rows=(), *, is_closed=False, said=None):
        self.is_closed, self.said = is_closed, said or {}
        self.known, self.short, self.labels, self.slugs, self.names, self.words = {}, {}, {}, {}, {}, None
        for key, words in rows:
            self.add(key, *words)

    def add(self, key, *words):
        """Take in one record."""
        label = next((word for word in words if word), "")
        self.labels.setdefault(key, label)
        self.slugs.setdefault(key, words[1] if len(words) > 1 else label)
        for word in dict.fromkeys(fold(word) for word in words if word):
            keys = self.known.setdefault(word, [])
            if word and key not in keys:
                keys.append(key)
                self.names.setdefault(key, []).append(word)

    def add_short(self, key, word):
        """Let an abbreviation name the record for links, but not tell whether it is the same as another."""
        if word:
            self.short.setdefault(fold(word), []).append(key)

    def learn(self, key, *words):
        """Let the record `key`, made while the work goes on, be found by its whole names; it is not offered as near."""
        self.labels.setdefault(key, words[0])
        for word in {fold(word) for word in words if word}:
            keys = self.known.setdefault(word, [])
            keys += [key] if key not in keys else []

    def exact(self, text):
        """The keys of all records that are called `text`."""
        return tuple(self.known.get(fold(text), ()))

    def find(self, text):
        """(key or None, keys to be offered) for the one record that `text` names."""
        found = self.exact(text) or tuple(self.short.get(fold(text), ()))
        return (found[0], ()) if len(found) == 1 else (None, found or self.near(text))

    def label(self, key):
        """What the record is shown as."""
        return self.labels.get(key, str(key))

    def offers(self):
        """What the records are called for who reads now, in order."""
        return in_order(self.said.get(key, label) for key, label in self.labels.items())

    def text(self, key):
        """What names the record and no other: its name, else its address; nothing for a record that is not here."""
        label = self.labels.get(key, "")
        return label if self.exact(label) == (key,) else self.slugs.get(key, "")

    def sentence(self, text, near):
        """What to do about a `text` that names no record for certain."""
        if near:
            return _("“{text}” may be one of these. Choose it, or write the name as it stands here.").format(text=text)
        if self.new:
            return _("“{text}” is not recorded here. Record it with this list, or write another name.").format(
                text=text
            )
        if self.is_closed:
            return _("“{text}” is not on this list. Choose one of those that its cell offers.").format(text=text)
        return _("“{text}” is not recorded here. Record it first, or write another name.").format(text=text)

    def near(self, text):
        """The keys of at most five records whose name is near to `text`, the nearest first."""
        if self.words is None:
            self.words = {}
            for key, words in self.names.items():
                for word in words:
                    self.index(key, word)
        wanted = fold(text)
        posts = sorted((self.words.get(piece, ()) for piece in pieces(wanted)), key=len)
        keys = {key for post in [post for post in posts if 0 < len(post) <= COMMON][:RARE] for key in post}
        names = {(key, word): word for key in keys for word in self.names[key]}
        hits = process.extract(wanted, names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=12)
        return tuple(dict.fromkeys(key for _word, _score, (key, _name) in hits))[:MOST]

    def index(self, key, word):
        """Let `key` be found by the pieces of `word`."""
        for piece in pieces(word):
            self.words.setdefault(piece, set()).add(key)


def in_order(words):
    """`words` as a reader looks for them: numbers by their size, other scripts among Latin letters."""
    return sorted(words, key=place_of)


def place_of(word):
    """`word` in small Latin letters and numbers, as a key to sort by."""
    parts = DIGITS.split(anyascii(word).casefold())
    return [int(part) if part.isdecimal() else part for part in parts]


def pieces(folded):
    """What two near names share: whole words, how words begin, and pairs of Chinese signs."""
    found = set()
    for word in folded.split():
        if HAN.search(word):
            found |= {word[place : place + 2] for place in range(len(word) - 1)} or {word}
        elif len(word) > 2:
            found |= {word, f"{word[:4]}~"}
    return found
