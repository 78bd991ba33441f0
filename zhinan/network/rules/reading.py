"""How the name of an institution is read: what it is, what it works on, where, and what is its own."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .letters import HAN, folded, is_han, latin, tokens
from .words import EMPTY, FORMS, HEADS, NUMBERS, PLAIN, SPELT, TOPICS

HEAD, TOPIC, COMMON, FORM, OWN = "head", "topic", "common", "form", "own"
WEIGHTS = {HEAD: 0.6, TOPIC: 0.8, COMMON: 0.2, FORM: 0.05, OWN: 1.0}
BRACKETED = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
SHORT = re.compile(r"\b[A-Z][A-Za-z]{0,8}[A-Z]\b")
ORDINAL = {word: line.split()[0] for line in NUMBERS.strip().splitlines() for word in line.split()}
SPELLINGS = dict(line.split() for line in SPELT.strip().splitlines())
NOTHING = {folded(word) for word in EMPTY.split()}
SHORTEST_STEM, SHORTEST_SOUND = 3, 5
WHERE = "省市县区州"  # what kind of place the writing before it names


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `text` stands for all its forms, `kind` says what sort it is, `raw` is how it was written."""

    text: str
    kind: str
    raw: str

    @property
    def weight(self):
        """How much the word tells one institution from another."""
        return WEIGHTS[self.kind]


@dataclass(frozen=True, slots=True)
class Reading:
    """One name: `words` in their order, `numbers` in it, `countries` by code, `joined` without spaces, `initials`.

    `letters` are those that words begin with, as they were written and as they are understood.
    `short` is the name itself where it is an abbreviation in capitals, `script` is "han" or "" or another one.
    """

    words: tuple
    numbers: frozenset
    countries: frozenset
    joined: str
    initials: tuple
    letters: frozenset
    short: str
    script: str


def lexicon():
    """{"exact", "stems", "han": {form: (word, kind)}} of the tables; a stem is the beginning of a form."""
    found = {"exact": {}, "stems": {}, "han": {}}
    for table, kind in ((HEADS, HEAD), (TOPICS, TOPIC), (PLAIN, COMMON), (FORMS, FORM)):
        for line in table.strip().splitlines():
            word, *forms = line.split()
            for form in forms:
                learn(found, folded(form.removesuffix("*")), form.endswith("*"), (word, kind))
    return found


def learn(found, form, is_stem, meaning):
    """Take one `form` into the lexicon, and how it sounds in Latin letters."""
    if is_han(form):
        found["han"].setdefault(form, meaning)
    else:
        found["stems" if is_stem else "exact"].setdefault(form, meaning)
    if not form.isascii() and len(latin(form)) >= SHORTEST_SOUND:
        found["stems" if is_stem else "exact"].setdefault(latin(form), meaning)


LEXICON = lexicon()
KINDS = dict(meaning for forms in LEXICON.values() for meaning in forms.values() if "+" not in meaning[0])
LONGEST_HAN = max(map(len, LEXICON["han"]))


def known(word):
    """(word, kind) that the folded `word` stands for, or None where it is a name of its own."""
    for form in (word, word.removeprefix("ال").removeprefix("لل"), word.removeprefix("وال")):
        if meaning := LEXICON["exact"].get(form):
            return meaning
        for length in range(len(form), SHORTEST_STEM - 1, -1):
            if meaning := LEXICON["stems"].get(form[:length]):
                return meaning
    return None


@lru_cache(maxsize=8_192)  # for the rows of a sheet, many of which are like the same records
def read(name, gazetteer):
    """The Reading of `name`, and the abbreviations in it: (Reading, tuple of texts in capitals)."""
    shorts = tuple(text.upper() for text in SHORT.findall(name) if is_short(text, name))
    inside = [text for text in BRACKETED.findall(name) if not SHORT.fullmatch(text.strip())]
    text = folded(" ".join([BRACKETED.sub(" ", name), *inside]))
    raw = [word for word in tokens(text) if len(word) > 1 or word.isdigit() or is_han(word)]
    bare = [word for word in raw if word not in NOTHING]
    countries, rest = gazetteer.spotted(bare)
    words, numbers = [], set()
    for word in rest:
        if is_han(word):
            read_han(word, gazetteer, words, numbers, countries)
        else:
            read_word(word, words, numbers)
    alone = name.strip() if SHORT.fullmatch(name.strip()) else ""
    return Reading(
        words=tuple(words),
        numbers=frozenset(numbers),
        countries=frozenset(countries),
        joined="".join(map(latin, bare)),
        initials=tuple({initials(bare), initials(raw)} if bare != raw else {initials(raw)}),
        letters=frozenset(text[:1] for word in words for text in (word.raw, word.text)),
        short=alone.upper(),
        script=script_of(text),
    ), shorts


def is_short(text, name):
    """Whether `text` is an abbreviation that stands for the rest of `name`, and not a word among capitals."""
    return name != name.upper() and len(text) > 2 and len(name) > len(text) + 4


def initials(words):
    """The first letters of `words` in Latin script, in capitals."""
    return "".join(word[0] for word in words if word.isascii()).upper()


def script_of(text):
    """The script of a folded text: "han", "latin", or "other"."""
    if HAN.search(text):
        return "han"
    return "latin" if text.isascii() else "other"


def read_word(word, words, numbers):
    """Read one word that is not in Han writing."""
    if word.isdigit() or word in ORDINAL:
        numbers.add(ORDINAL.get(word, word.lstrip("0")))
        return
    words.extend(said(word))


@lru_cache(maxsize=100_000)
def said(word):
    """The Words that the folded `word`, which is no number, stands for; many names share them."""
    if meaning := known(word):
        return meant(meaning, word)
    word = SPELLINGS.get(word, word)
    return [Word(latin(word), OWN, word)]


def read_han(text, gazetteer, words, numbers, countries):
    """Read a run of Han writing: the longest known words first, what stands between them as one word of its own."""
    at, pending = 0, ""
    while at < len(text):
        for length in range(min(max(LONGEST_HAN, 8), len(text) - at), 0, -1):
            form = text[at : at + length]
            if says(form, at + length == len(text), pending, gazetteer):
                pending = put_own(pending, words)
                take(form, gazetteer, words, numbers, countries)
                at += length
                break
        else:
            pending += text[at]
            at += 1
    put_own(pending, words)


def says(form, is_last, pending, gazetteer):
    """Whether `form` says something by itself; one sign alone does so only at the end, or after the name of a place."""
    if len(form) == 1:
        is_place = form in WHERE and len(pending) > 1
        return is_place or (is_last and form in LEXICON["han"])
    return form in LEXICON["han"] or form in gazetteer.han or form in ORDINAL or form in NOTHING


def take(form, gazetteer, words, numbers, countries):
    """Put down what a known `form` in Han writing says."""
    if form in gazetteer.han:
        countries.append(gazetteer.han[form])
    elif form in ORDINAL:
        numbers.add(ORDINAL[form])
    elif form in LEXICON["han"] and form not in WHERE:
        words.extend(meant(LEXICON["han"][form], form))


def meant(meaning, raw):
    """The Words that a meaning of the lexicon consists of."""
    return [Word(text, KINDS.get(text, meaning[1]), raw) for text in meaning[0].split("+")]


def put_own(pending, words):
    """Put down the writing `pending` as a word of its own, in pinyin; returns the empty text."""
    if pending:
        words.append(Word(latin(pending), OWN, pending))
    return ""


def sign(words):
    """The words that matter, as one text that does not know their order."""
    return " ".join(sorted({word.text for word in words if word.kind not in (COMMON, FORM)}))
