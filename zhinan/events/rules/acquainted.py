"""Those who are known, found by mail, by exact name and by what near names share."""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any, NamedTuple

from zhinan.kit.secrets import mark_of
from zhinan.network.rules.names import Likeness
from zhinan.network.rules.persons import NONE, compare_people, read_person
from zhinan.network.rules.subjects import person_keys
from zhinan.network.rules.twins import CROWD

from .hints import fits
from .rarity import Rarity

EXACT = 0.95  # the likeness of two full names of the same words in any order
NEAR = 0.6  # from where on names are near enough to ask
NOT_REGISTERED = 0.1  # so much less likely is somebody meant who did not register
MOST, SHOWN = 30, 5  # who is compared with one visit, and how many of them are put to the user


class Known(NamedTuple):
    """A registration or a person: its `key`, all names in any script, mails or their marks, organisations' names.

    `country` is an alpha-3 code or "".
    """

    key: Any
    names: tuple
    mails: tuple = ()
    organisations: tuple = ()
    country: str = ""
    is_registered: bool = False


class Candidate(NamedTuple):
    """Somebody known who may be meant: a `score` from 0 to 1 and keys of REASONS."""

    key: Any
    score: float
    reasons: tuple


class Near(NamedTuple):
    """Somebody known whose name is near that of a visit: how alike they are, what speaks against it, the Candidate."""

    one: Known
    likeness: Likeness
    contrary: tuple
    candidate: Candidate

    def is_exact(self):
        """Whether both have all the same words in their full names."""
        return self.likeness.score >= EXACT


def against(visit, one):
    """Keys of the reasons why a visit is not somebody known: another mail, another country."""
    found = []
    if visit.mail and one.mails:
        found.append("other_mail")
    if visit.country and one.country and visit.country != one.country:
        found.append("other_country")
    return tuple(found)


def names_of(visit):
    """All that a visit may be called."""
    return [name for name in (visit.name, *visit.others) if name]


def spelt_in(mail):
    """The name that the part of a `mail` before the sign at spells; "" for none."""
    words = re.split(r"[._-]", mail.partition("@")[0])
    return " ".join(words) if len(words) > 1 and all(len(word) > 1 and word.isalpha() for word in words) else ""


def full_name(name):
    """What exactly the same names share: script and words in any order; None where it is not a full name."""
    if name.han:
        return ("han", name.han) if len(name.han) > 1 else None
    return (name.script, *sorted(name.words)) if sum(len(word) > 1 for word in name.words) > 1 else None


class Index:
    """Those known, found by mail, by exact name and by what near names share with the names of the visits."""

    def __init__(self, visits, known):
        self.known, self.read, self.alike = known, {}, {}
        self.registered = sum(one.is_registered for one in known)
        called = {name for visit in visits for name in (*names_of(visit), spelt_in(visit.mail)) if name}
        wanted = {key for name in called for key in person_keys(self.called(name))}
        mails, names = defaultdict(list), defaultdict(list)
        for at, one in enumerate(known):
            for mail in one.mails:
                mails[mail.casefold()].append(at)
            for name in dict.fromkeys(filter(None, one.names)):
                names[name].append(at)
        exact, holders = defaultdict(dict), defaultdict(dict)
        for name, places in names.items():  # many have the same one
            called, places = self.called(name), dict.fromkeys(places)
            for key in wanted & person_keys(called):
                holders[key] |= places
            if full := full_name(called):
                exact[full] |= places
        self.mails, self.exact, self.holders = mails, exact, holders
        self.guests = {key: [at for at in places if known[at].is_registered] for key, places in holders.items()}
        self.rarity = Rarity([(self.called(name), len(places)) for name, places in names.items()], len(known))

    def share(self):
        """How many of those known have registered, of one."""
        return self.registered / max(len(self.known), 1)

    def called(self, name):
        """The name as network reads it, once."""
        if name not in self.read:
            found = read_person(name)
            if not all(found.words):  # of a word in a script that nobody has put into Latin letters yet, none is left
                found = replace(found, words=tuple(filter(None, found.words)))
            self.read[name] = found
        return self.read[name]

    def by_mail(self, visit):
        """Those with the mail of `visit`, or its mark; those who registered where any of them did."""
        if not visit.mail:
            return []
        places = dict.fromkeys([*self.mails.get(visit.mail, ()), *self.mails.get(mark_of(visit.mail), ())])
        found = [self.known[at] for at in places]
        return [one for one in found if one.is_registered] or found

    def of_name(self, visit):
        """Those who have exactly the name of `visit`."""
        return [self.known[at] for at in self.exact.get(full_name(self.called(visit.name)), ())]

    def has_namesake(self, one):
        """Whether somebody else known has exactly one of the names of `one`."""
        fulls = (full_name(self.called(name)) for name in one.names if name)
        return any(len(self.exact[full]) > 1 for full in fulls if full)

    def is_exact(self, visit, one):
        """Whether somebody known has exactly the name of `visit`."""
        return any(other is one for other in self.of_name(visit))

    def is_named(self, visit, one):
        """Whether names do not speak against one person."""
        return not visit.is_person or not names_of(visit) or self.likeness_of(visit, one).score >= NEAR / 2

    def near(self, visit):
        """[Near] of those whose names are near that of `visit`, all who registered among them."""
        return self.all_weighed(visit, self.places(visit))

    def same(self, visit):
        """[Near] of those who registered under the very name of `visit`, its words in any order."""
        return [near for near in self.guests_near(visit, [f"l{self.called(visit.name).letters}"]) if near.is_exact()]

    def guests_near(self, visit, keys=None):
        """As `near`, of those alone who registered; of the `keys` of names, or of all that `visit` has."""
        keys = keys or sorted(set().union(*(person_keys(self.called(name)) for name in names_of(visit))))
        return self.all_weighed(visit, dict.fromkeys(at for key in keys for at in self.guests.get(key, ())))

    def all_weighed(self, visit, places):
        """[Near] of those known at `places`."""
        return [near for at in places if (near := self.weighed(visit, self.known[at]))]

    def places(self, visit):
        """Where those are known who have exactly the name of `visit`, then those who share most with its names.

        A crowd's names come last, but for those who registered.
        """
        keys = {key for name in names_of(visit) for key in person_keys(self.called(name)) if key in self.holders}
        rare = sorted(keys, key=lambda key: (len(self.holders[key]), key))
        guests = [at for key in rare for at in self.guests.get(key, ())]
        rare = [key for key in rare if len(self.holders[key]) <= CROWD * 5] or rare[:2]
        shared = Counter(at for key in rare for at in self.holders[key])
        exact = self.exact.get(full_name(self.called(visit.name)), ())
        first = sorted(exact, key=lambda at: not self.known[at].is_registered)[: 2 * SHOWN]
        return dict.fromkeys([*first, *(at for at, _n in shared.most_common(MOST)), *guests])

    def weighed(self, visit, one):
        """What somebody known is for a visit, as Near; None where no names are near."""
        likeness = self.likeness_of(visit, one)
        if likeness.score < NEAR:
            return None
        reasons, score = [likeness.reason], likeness.score - (0 if one.is_registered else NOT_REGISTERED)
        if fits(visit.hints, one.organisations):
            score, reasons = score + 0.05, [*reasons, "same_organisation"]
        if visit.country and visit.country == one.country:
            score, reasons = score + 0.02, [*reasons, "same_country"]
        contrary = against(visit, one)
        score = round(max(0.0, min(score - 0.1 * len(contrary), 0.99)), 3)
        return Near(one, likeness, contrary, Candidate(one.key, score, (*reasons, *contrary)))

    def likeness_of(self, visit, one):
        """How alike the names of a visit and of somebody known are, the best of them."""
        found = [self.likeness(name, other) for name in names_of(visit) for other in one.names if other]
        return max(found, key=lambda likeness: likeness.score, default=NONE)

    def likeness(self, name, other):
        """How alike two names are, once: many people have the same one."""
        pair = (name, other)
        if pair not in self.alike:
            self.alike[pair] = compare_people(self.called(name), self.called(other))
        return self.alike[pair]
