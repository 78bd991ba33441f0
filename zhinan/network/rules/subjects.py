"""What of an organisation or a person is compared: names as they are read, and what else tells them apart."""

from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit
from zlib import crc32

from .letters import folded, skeleton
from .names import is_general
from .persons import read_person
from .reading import OWN, read, sign

LONGEST_SHORT = 10


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation to be compared: `names` are Readings, `shorts` abbreviations, `country` an alpha-3 code or ""."""

    key: int | None
    names: tuple
    shorts: frozenset
    country: str = ""
    parent: int | None = None
    marks: frozenset = frozenset()
    host: str = ""

    def countries(self):
        """The country that it is in, else those that its names speak of."""
        return {self.country} if self.country else set().union(*(name.countries for name in self.names))

    def order(self):
        """What puts those that are alike next to each other."""
        return (self.country, self.names[0].joined if self.names else "")

    def numbers(self):
        """Numbers that two organisations share when they may be one."""
        found = {f"m{mark}" for mark in self.marks} | {f"a{short}" for short in self.shorts}
        found |= {f"h{self.host}"} if self.host else set()
        for name in self.names:
            found |= name_keys(name, self.country)
        return hashed(found)


@dataclass(frozen=True, slots=True)
class Human:
    """A person to be compared: `names` are Called, `mail` a mark, `bodies` keys of organisations."""

    key: int | None
    names: tuple
    country: str = ""
    mail: str = ""
    bodies: frozenset = frozenset()

    def order(self):
        """What puts those that are alike next to each other."""
        return tuple(sorted(self.names[0].words)) if self.names else ()

    def numbers(self):
        """Numbers that two people share when they may be one."""
        found = {f"m{self.mail}"} if self.mail else set()
        for name in self.names:
            found |= person_keys(name)
            found |= {f"o{place} {skeleton(word)}" for place in self.bodies for word in name.words if len(word) > 1}
        return hashed(found)


def hashed(texts):
    """Texts as numbers of 32 bits: two texts with one number cost a comparison, nothing more."""
    return sorted({crc32(text.encode()) for text in texts})


def body(key, names, gazetteer, *, acronym="", country="", parent=None, marks=(), website=""):
    """The Body of an organisation with these `names`, all of them texts; `marks` are its identifiers as texts."""
    readings, shorts = [], {folded(acronym).upper()} if acronym else set()
    for name in dict.fromkeys(filter(None, names)):
        reading, found = read(name, gazetteer)
        readings.append(reading)
        shorts |= {short for short in found if short in reading.initials} | ({reading.short} - {""})
    marks = frozenset("".join(filter(str.isalnum, mark)).casefold() for mark in marks)
    return Body(key, tuple(readings), frozenset(shorts), country, parent, marks, host_of(website))


def host_of(website):
    """The machine and the first step of an address, as two offices of one government share the machine alone."""
    parts = urlsplit(website if "//" in website else f"//{website}")
    host = parts.netloc.casefold().removeprefix("www.")
    return host + parts.path.rstrip("/").casefold() if host else ""


def human(key, names, *, country="", mail="", bodies=()):
    """The Human of a person with these `names`, all of them texts; `mail` is the mark of a mail address."""
    names = tuple(dict.fromkeys(read_person(name) for name in names if name))
    return Human(key, names, country, mail, frozenset(bodies))


def name_keys(name, country):
    """Texts that the name of an institution shares with its other spellings, in the given country."""
    found = {f"j{name.joined}"}
    found |= {f"a{text}" for text in (*name.initials, name.short) if 2 < len(text) <= LONGEST_SHORT}
    wholes = sign(name.words).split()
    places = {country} if country else name.countries or {""}
    shorter = [[word for word in wholes if word != gone] for gone in wholes if len(wholes) > 1]
    own = {word.text for word in name.words if word.kind == OWN}
    for words in (wholes, *shorter):
        if own.isdisjoint(words) or words is wholes:
            found |= {f"s{' '.join(words)} {place}" for place in places}
        if not own.isdisjoint(words):
            found.add(f"s{' '.join(words)}")
    if is_general(name) or not own:
        found.add(f"g{' '.join(wholes)}")
    for word in name.words:
        if word.kind == OWN:
            found |= own_keys(word, wholes)
    return found


def own_keys(word, wholes):
    """Texts for one word of an institution's own, with mistakes at its end or its beginning, or in other letters."""
    rest = " ".join(other for other in wholes if other != word.text)
    bones = skeleton(word.raw.removeprefix("ال"))
    found = {f"k{bones} {rest}"} if len(bones) > 1 else set()
    if len(word.text) > 4:
        found |= {f"p{word.text[:4]} {rest}", f"q{word.text[-4:]} {rest}"}
    return found


def person_keys(name):
    """Texts that the name of a person shares with its other spellings, orders and scripts."""
    found = {f"l{name.letters}"} | ({f"b{name.bones}"} if len(name.bones) > 3 else set())
    words = [word for word in name.words if len(word) > 1]
    for pair in combinations(sorted(words), 2):
        bones = sorted(map(skeleton, pair))
        found |= {f"w{' '.join(pair)}", f"c{' '.join(bones)}"}
    for word in words:
        found |= {f"i{word} {other[0]}" for other in name.words if other is not word}
    return found
