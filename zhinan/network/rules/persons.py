"""How alike two names of people are, from 0 to 1, and in which way: order, initials, titles, scripts."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from .letters import folded, is_han, is_pinyin, latin, skeleton, tokens
from .names import Likeness
from .words import DOUBLE_SURNAMES, HAN_TITLES, PARTICLES, TITLES

ARTICLE = re.compile(r"\b(?:al|el|as|ash|ar|an|ad)-")
NONE = Likeness(0.0, "")
TITLE = {folded(word).strip(".") for word in TITLES.split()}
PARTICLE = set(PARTICLES.split())
DOUBLE = tuple(DOUBLE_SURNAMES.split())


@dataclass(frozen=True, slots=True)
class Called:
    """The name of a person: its `words` in Latin letters, `han` as written, all `letters` in the order of the alphabet.

    `bones` are the consonants of all words in the order of the alphabet, `script` is "han", "latin" or "other".
    """

    words: tuple
    han: str
    letters: str
    bones: str
    script: str


def read_person(name):
    """The name of a person as Called, without titles and particles."""
    text = folded(name.split("(")[0].split("（")[0])
    text = ARTICLE.sub(" ", text).replace("-", "").replace("'", "")
    raw = without_title(tokens(text))
    han = "".join(word for word in raw if is_han(word))
    if han:
        words = split_han(next((han[:-2] for title in HAN_TITLES.split() if han.endswith(title) and len(han) > 3), han))
    else:
        plain = [word for word in raw if word not in PARTICLE]
        words = [stem(word) for word in (plain if len(plain) > 1 else raw)]
    latins = tuple(latin(word) for word in words)
    return Called(
        words=latins,
        han=han,
        letters="".join(sorted("".join(latins))),
        bones="".join(sorted("".join(skeleton(word) for word in words))),
        script="han" if han else "latin" if "".join(raw).isascii() else "other",
    )


def without_title(words):
    """`words` without the titles before the name, and without those after a comma."""
    while len(words) > 2 and words[0] in TITLE:
        words = words[1:]
    return [word for word in words if word not in TITLE] if len(words) > 3 else words


def stem(word):
    """A word in Arabic script without its article."""
    return word.removeprefix("ال") if len(word) > 4 else word


def split_han(han):
    """Family name and given name."""
    size = 2 if han.startswith(DOUBLE) and len(han) > 2 else 1
    return [part for part in (han[:size], han[size:]) if part]


def compare_people(one, other):
    """The Likeness of two names of people, each read as Called."""
    if not one.words or not other.words:
        return NONE
    if one.han and other.han:
        return compare_han(one, other)
    if one.letters == other.letters and is_rearranged(one, other):
        if one.script != other.script:
            return Likeness(0.86, "same_sound")
        full = sum(len(word) > 1 for word in one.words) > 1
        return Likeness(0.95 if full else 0.78, "same_name" if one.words == other.words else "same_words")
    if one.script != other.script and "han" not in (one.script, other.script):
        return transliterated(one, other)
    return aligned(one, other)


def compare_han(one, other):
    """The Likeness of two names in Han writing: the same signs, or signs that sound the same."""
    if one.han == other.han:
        return Likeness(0.95, "same_name")
    return Likeness(0.5, "same_sound") if one.words == other.words else NONE


def is_rearranged(one, other):
    """Whether two names of the same letters have the same words, perhaps in another order or split differently."""
    if sorted(one.words) == sorted(other.words):
        return True
    few, many = sorted((one.words, other.words), key=len)
    return len(few) < len(many) and are_built(few, many)


@lru_cache(maxsize=50_000)
def built(word, parts):
    """What remains of `parts` once `word` was put together from some of them; None where it cannot be."""
    if not word:
        return parts
    for at, part in enumerate(parts):
        if word.startswith(part):
            left = built(word[len(part) :], parts[:at] + parts[at + 1 :])
            if left is not None:
                return left
    return None


def are_built(few, many):
    """Whether the `few` words can be put together from `many`, with none left."""
    for word in sorted(few, key=len, reverse=True):
        many = built(word, many)
        if many is None:
            return False
    return not many


def transliterated(one, other):
    """The Likeness of names in two scripts that are compared by their consonants."""
    if one.bones == other.bones and len(one.bones) > 3:
        return Likeness(0.85, "same_sound")
    bones = [sorted(filter(None, map(skeleton, side.words))) for side in (one, other)]
    shared = [word for word in bones[0] if word in bones[1]]
    if len(shared) >= 2 and len(max(bones, key=len)) - len(shared) <= 1:
        return Likeness(0.78, "same_sound")
    close = OSA.distance(*("".join(side) for side in bones))
    return Likeness(0.8, "same_sound") if close <= 1 and min(map(len, (one.bones, other.bones))) > 4 else NONE


def aligned(one, other):
    """The Likeness of names word by word: initials, mistakes in writing, a name more."""
    few, many = sorted((list(one.words), list(other.words)), key=len)
    exact, rest, ways = [], [], []
    for word in few:
        (exact if word in many else rest).append(word)
        if word in many:
            many.remove(word)
    for word in rest:
        found, way = nearest(word, many)
        if found is None:
            return NONE
        many.remove(found)
        ways.append(way)
    if not any(len(word) > 1 for word in exact) and "initials" in ways:
        return NONE
    return weighed(exact, ways, many)


def nearest(word, many):
    """(the word of `many` that may be `word`, in which way), or (None, "")."""
    for other in many:
        if 1 in (len(word), len(other)) and word[0] == other[0]:
            return other, "initials"
    others = [other for other in many if len(other) > 2 and not (is_pinyin(word) and is_pinyin(other))]
    near = [(OSA.distance(word, other), other) for other in others if len(word) > 2]
    distance, other = min(near, default=(9, ""))
    longest = max(len(word), len(other))
    if distance <= (1 if longest < 8 else 2) and longest > 3:
        return other, "spelling"
    return next(((other, "sound") for other in many if sounds_alike(word, other)), (None, ""))


def sounds_alike(word, other):
    """Whether two words have the same consonants, and few vowels that differ where these are few."""
    bones = skeleton(word)
    if bones != skeleton(other) or (is_pinyin(word) and is_pinyin(other)):
        return False
    return len(bones) > 2 or (word[0] == other[0] and len(word) > 3 and OSA.distance(word, other) < 3)


def weighed(exact, ways, more):
    """The Likeness of names with these `exact` words, the `ways` of the others, and `more` words on one side."""
    score = 0.95 - 0.09 * ways.count("spelling") - 0.06 * ways.count("sound") - 0.17 * ("initials" in ways)
    if more:
        longer = sum(len(word) > 1 for word in more)
        score -= 0.14 * longer + 0.05 * (len(more) - longer) if len(exact) > 1 or ways else 0.5
    reason = "initials" if "initials" in ways else "fewer_words" if more else "spelling" if ways else "same_words"
    return Likeness(max(score, 0.0), reason)
