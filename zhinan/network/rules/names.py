"""How alike two names of institutions are, from 0 to 1, and in which way."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from .letters import is_han, is_pinyin, skeleton
from .reading import HEAD, OWN
from .words import PROVINCES

APART = 0.3  # what names get that cannot be one institution's
UNLIKE = 0.6  # the most that names get where each has something that the other has not
NEAR, SHORTEST, LONGEST_CUT = 0.8, 4, 6  # from where on letters are taken for a mistake in writing
PLACES = frozenset(PROVINCES.split())
SHORT_SCORES = {3: 0.76, 4: 0.84, 5: 0.88}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are: `score` from 0 to 1 and the key of one reason."""

    score: float
    reason: str


def compare(one, other, attested=frozenset()):
    """The Likeness of two Readings; words of `attested` are names that occur often, so no mistakes for each other."""
    if one.short or other.short:
        found = compare_short(one, other)
        if found.score > APART:
            return found
    if not one.words or not other.words:
        return Likeness(1.0 if one.joined and one.joined == other.joined else 0.0, "same_name")
    if one.joined == other.joined and not one.script == other.script == "han":
        return Likeness(1.0, "same_name" if one.script == other.script else "same_sound")
    pairs, left, right = matched(one.words, other.words, attested)
    total = max(sum(word.weight for word in side.words) for side in (one, other))
    score = 1 - sum((1 - near) * 0.6 * max(a.weight, b.weight) for a, b, near in pairs) / total
    score = min(score - penalty(left, right, total, pairs), ceiling(one, other, left, right))
    return Likeness(max(score, 0.0), way(one, other, pairs, left + right))


def most(one, other):
    """The most that `compare` gives two Readings, told sooner, by numbers and first letters alone.

    A word that begins as none of the other name's is no mistake for one of them (`near`); where each name has such a
    word, neither is the other with more words (`ceiling`). In other scripts words may be one that begin differently.
    """
    if one.short or other.short or one.joined == other.joined:
        return 1.0
    if one.numbers == other.numbers and one.script == other.script == "latin":
        return UNLIKE if has_strange(one, other) and has_strange(other, one) else 1.0
    return numbered(one, other)


def has_strange(one, other):
    """Whether a word of `one` begins as no word of the `other` does, so that it is neither the same nor a mistake."""
    return any(word.text[0] not in other.letters and word.raw[0] not in other.letters for word in one.words)


def numbered(one, other):
    """The most that two names get whose numbers contradict each other: First Hospital, Second Hospital."""
    if one.numbers == other.numbers:
        return 1.0
    return APART if one.numbers and other.numbers else UNLIKE


def compare_short(one, other):
    """The Likeness of a name that is an abbreviation with another one."""
    if one.short and one.short == other.short:
        return Likeness(0.9, "same_acronym")
    short, long = (one, other) if one.short else (other, one)
    if short.short in long.initials and not long.short and len(short.short) > 2:
        return Likeness(SHORT_SCORES.get(len(short.short), 0.9), "acronym")
    return Likeness(APART, "")


def matched(ones, others, attested):
    """(pairs of (word, word, nearness), words left of `ones`, of `others`): exact words first, then the nearest."""
    pairs, left, right = [], [], list(others)
    for word in ones:
        twin = next((other for other in right if is_same(word, other)), None)
        if twin is None:
            left.append(word)
        else:
            right.remove(twin)
            pairs.append((word, twin, 1.0))
    for near, word, twin in sorted(candidates(left, right, attested), key=lambda found: -found[0]):
        if word in left and twin in right:
            left.remove(word)
            right.remove(twin)
            pairs.append((word, twin, near))
    return join_left(pairs, left, right)


def is_same(one, other):
    """Whether two words are one: of two in Han writing the signs decide, not the sound."""
    return one.text == other.text and (one.kind != OWN or one.raw == other.raw or not are_han(one, other))


def are_han(one, other):
    """Whether both words stand in Han writing."""
    return is_han(one.raw) and is_han(other.raw)


def candidates(left, right, attested):
    """(nearness, word, word) of those that may be one word written differently."""
    found = [(alike(word, other, attested), word, other) for word in left for other in right]
    return [each for each in found if each[0] > 0]


def join_left(pairs, left, right):
    """As `matched`: words that are written in one here and in two there go together."""
    if left and right and len(left) != len(right) and all(word.kind == OWN for word in left + right):
        texts = ["".join(word.text for word in side) for side in (left, right)]
        near = ratio(*texts) / 100
        if near > 0.92:
            return [*pairs, (left[0], right[0], near)], [], []
    return pairs, left, right


def alike(one, other, attested=frozenset()):
    """How near two words are, 0 where they are two: another script, an abbreviation, a mistake in writing."""
    if one.kind != OWN and other.kind != OWN:
        return 0.85 if is_cut(one.raw, other.raw) else 0.0
    if are_places(one.text, other.text, attested):
        return 0.0
    if one.kind != OWN or other.kind != OWN:
        return 0.85 if is_cut(one.raw, other.raw) else max(near(one.raw, other.raw), near(one.text, other.text))
    if not (one.raw.isascii() and other.raw.isascii()) and not (is_han(one.raw) or is_han(other.raw)):
        bones = skeleton(one.raw.removeprefix("ال")), skeleton(other.raw.removeprefix("ال"))
        if bones[0] == bones[1] and len(bones[0]) > 2:
            return 0.9
    return 0.0 if is_pinyin(one.text) and is_pinyin(other.text) else near(one.text, other.text)


def are_places(one, other, attested):
    """Whether both are well known as they are, so that neither is a mistake for the other."""
    return all(text in PLACES or text in attested for text in (one, other))


def is_cut(one, other):
    """Whether one is the other's beginning, or some of its letters in their order, as Agric. and Hlth. are."""
    short, long = sorted((one, other), key=len)
    if not 2 < len(short) <= LONGEST_CUT or len(long) - len(short) < 2 or short[0] != long[0]:
        return False
    rest = iter(long)
    return long.startswith(short) or (len(short) < 5 and all(letter in rest for letter in short))


@lru_cache(maxsize=500_000)
def near(one, other):
    """How near two texts are, 0 where too many letters differ for a mistake."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= 3 and longer.startswith(shorter) and len(longer) - len(shorter) > 2:
        return 0.85 if len(shorter) <= 6 else 0.0
    if len(shorter) < SHORTEST or not one.isascii() or not other.isascii():
        return 0.0
    if one[0] != other[0]:  # fingers rarely miss the first letter, and another name begins with another one
        return 0.0
    allowed = 1 if len(longer) < 10 else 2
    if OSA.distance(one, other, score_cutoff=allowed) > allowed:
        return 0.0
    return max(ratio(one, other) / 100, NEAR)


def penalty(left, right, total, pairs):
    """What is taken off for words that only one of the names has."""
    lost = sum(word.weight for word in left + right) / total * 0.9
    heads = [word for word in left + right if word.kind == HEAD]
    if heads and any(word.kind == HEAD for word, _other, _near in pairs):
        lost += 0.15  # a faculty of a university, a centre of an institute
    return lost


def ceiling(one, other, left, right):
    """The most that two names get that contradict each other somewhere."""
    if one.numbers != other.numbers:
        return numbered(one, other)
    if left and right:
        lightest = max(min((word.weight for word in side), default=0) for side in (left, right))
        return UNLIKE if lightest <= 0.2 else 0.45
    if one.countries and other.countries and one.countries.isdisjoint(other.countries):
        return APART
    return 1.0


def way(one, other, pairs, rest):
    """The key of the reason why two names are alike."""
    if rest:
        return "fewer_words"
    if one.script != other.script:
        return "same_sound" if any(word.kind == OWN for word, _other, _near in pairs) else "translated"
    changed = [(a.raw, b.raw) for a, b, nearness in pairs if nearness < 1]
    if changed:
        is_cut = any(a.startswith(b) or b.startswith(a) for a, b in changed)
        return "abbreviated" if is_cut else "spelling"
    raw = [[word.raw for word in side.words] for side in (one, other)]
    if raw[0] == raw[1]:
        return "same_name"
    if sorted(raw[0]) == sorted(raw[1]):
        return "same_words"
    is_cut = any(min(len(a.raw), len(b.raw)) < 5 for a, b, _near in pairs if a.raw != b.raw)
    return "abbreviated" if is_cut else "translated"


def is_general(reading):
    """Whether a name has no word of its own and names no country: Ministry of Health."""
    return not reading.countries and all(word.kind != OWN for word in reading.words)
