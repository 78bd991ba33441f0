"""Who of those that were there is known already: by mail, by a name that only one registered person has, or perhaps."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import pgettext_lazy

from zhinan.kit.reading.headings import fold
from zhinan.kit.secrets import mark_of
from zhinan.network.rules import REASONS as NETWORK_REASONS
from zhinan.network.rules.letters import HAN, folded, tokens
from zhinan.network.rules.persons import NONE, compare_people, read_person
from zhinan.network.rules.reading import initials, known
from zhinan.network.rules.subjects import person_keys
from zhinan.network.rules.twins import CROWD

from .visits import Visit, joined

__all__ = ["DOUBTFUL", "MATCHED", "NEW", "NOBODY", "REASONS", "Candidate", "Judged", "Known", "joined", "matched"]

MATCHED, NEW, DOUBTFUL, NOBODY = "matched", "new", "doubtful", "nobody"
NEAR = 0.6  # from where on names are near enough to ask
NAMESAKES = 3  # so many known people have a name at most that is taken for one person's
MOST, SHOWN = 30, 5  # who is compared with one visit, and how many of them are put to the user
OWN_WORD = 4  # letters from which on a word of an organisation's own tells it from others
REASONS = {
    **NETWORK_REASONS,
    "other_name": pgettext_lazy("reason", "another name"),
    "other_mail": pgettext_lazy("reason", "another mail"),
    "other_country": pgettext_lazy("reason", "another country"),
    "shared_mail": pgettext_lazy("reason", "several people have this mail"),
    "claimed": pgettext_lazy("reason", "another line is matched with the same person"),
}
AGAINST = ("other_mail", "other_country")


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


@dataclass(frozen=True, slots=True)
class Judged:
    """What is made of a visit: matched with `key`, new, doubtful with `candidates`, the likeliest first, or nobody."""

    visit: Visit
    verdict: str
    key: Any = None
    reasons: tuple = ()
    candidates: tuple = ()


def matched(visits, known):
    """A Judged for each of `visits`, in their order; `known` are tuples in the order of the fields of Known.

    Certain is the same mail, and a full name that one registered person alone has, where neither mail nor country says
    otherwise, few others that are known have it too, and no second visit claims the same one. A name that is only near
    is asked about, never taken.
    """
    known = [Known(*one) for one in known]
    index = Index(visits, known)
    found = [judged(visit, index.by_mail(visit), index) for visit in visits]
    return not_claimed_twice(found, index)


def judged(visit, same_mail, index):
    """The Judged of one visit; `same_mail` are those with its mail."""
    if len(same_mail) == 1:
        reasons = ("same_mail",) if index.is_named(visit, same_mail[0]) else ("same_mail", "other_name")
        return Judged(visit, MATCHED, same_mail[0].key, reasons)
    if same_mail:
        named = [one for one in same_mail if index.is_exact(visit, one)]
        if len(named) == 1:
            return Judged(visit, MATCHED, named[0].key, ("same_mail", "same_name"))
        return doubtful(visit, [Candidate(one.key, 0.9, ("shared_mail",)) for one in same_mail])
    if not visit.is_person:
        return Judged(visit, NOBODY)
    named = index.of_name(visit)
    exact = [one for one in named if one.is_registered]
    if len(exact) == 1 and len(named) <= NAMESAKES and not against(visit, exact[0]):
        return Judged(visit, MATCHED, exact[0].key, ("same_name",))
    return doubtful(visit, [candidate for one in index.near(visit) if (candidate := index.weighed(visit, one))])


def doubtful(visit, candidates):
    """The Judged of a visit that may be one of `candidates`; new where there is none."""
    best = sorted(candidates, key=lambda one: (-one.score, str(one.key)))[:SHOWN]
    return Judged(visit, DOUBTFUL if best else NEW, candidates=tuple(best))


def against(visit, one):
    """Keys of the reasons why a visit is not somebody known: another mail, another country."""
    found = []
    if visit.mail and one.mails:
        found.append("other_mail")
    if visit.country and one.country and visit.country != one.country:
        found.append("other_country")
    return found


def names_of(visit):
    """All that a visit may be called."""
    return [name for name in (visit.name, *visit.others) if name]


def full_name(name):
    """What exactly the same names share: script and words in any order; None where it is not a full name."""
    if name.han:
        return ("han", name.han) if len(name.han) > 1 else None
    return (name.script, *sorted(name.words)) if sum(len(word) > 1 for word in name.words) > 1 else None


class Index:
    """Those known, found by mail, by exact name and by what near names share with the names of the visits."""

    def __init__(self, visits, known):
        self.known, self.read = known, {}
        self.mails, self.exact, self.holders = defaultdict(list), defaultdict(list), defaultdict(list)
        wanted = {key for visit in visits for name in names_of(visit) for key in person_keys(self.called(name))}
        for at, one in enumerate(known):
            for mail in one.mails:
                self.mails[mail.casefold()].append(at)
            names = [self.called(name) for name in one.names if name]
            for full in {full_name(name) for name in names} - {None}:
                self.exact[full].append(at)
            for key in wanted & set().union(*map(person_keys, names)):
                self.holders[key].append(at)

    def called(self, name):
        """The name as network reads it, once."""
        if name not in self.read:
            found = read_person(name)
            # A word in a script that nobody has put into Latin letters yet is left without any.
            self.read[name] = replace(found, words=tuple(filter(None, found.words)))
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

    def is_exact(self, visit, one):
        """Whether somebody known has exactly the name of `visit`."""
        return any(other is one for other in self.of_name(visit))

    def is_named(self, visit, one):
        """Whether names do not speak against one person."""
        return not visit.is_person or not names_of(visit) or self.likeness_of(visit, one).score >= NEAR / 2

    def near(self, visit):
        """Those of exactly the name of `visit`, then those who share most with its names; a crowd's come last."""
        keys = {key for name in names_of(visit) for key in person_keys(self.called(name)) if key in self.holders}
        rare = sorted(keys, key=lambda key: (len(self.holders[key]), key))
        rare = [key for key in rare if len(self.holders[key]) <= CROWD * 5] or rare[:2]
        shared = Counter(at for key in rare for at in self.holders[key])
        exact = self.exact.get(full_name(self.called(visit.name)), ())
        first = sorted(exact, key=lambda at: not self.known[at].is_registered)[: 2 * SHOWN]
        return [self.known[at] for at in dict.fromkeys([*first, *(at for at, _n in shared.most_common(MOST))])]

    def weighed(self, visit, one):
        """The Candidate that somebody known is for a visit, None where no names are near."""
        likeness = self.likeness_of(visit, one)
        if likeness.score < NEAR:
            return None
        reasons, score = [likeness.reason], likeness.score + (0.03 if one.is_registered else 0)
        if fits(visit.hints, one.organisations):
            score, reasons = score + 0.05, [*reasons, "same_organisation"]
        if visit.country and visit.country == one.country:
            score, reasons = score + 0.02, [*reasons, "same_country"]
        contrary = against(visit, one)
        score -= 0.1 * len(contrary)
        return Candidate(one.key, round(max(0.0, min(score, 0.99)), 3), (*reasons, *contrary))

    def likeness_of(self, visit, one):
        """How alike the names of a visit and of somebody known are, the best of them."""
        names, others = map(self.called, names_of(visit)), [self.called(other) for other in one.names if other]
        found = [compare_people(name, other) for name in names for other in others]
        return max(found, key=lambda likeness: likeness.score, default=NONE)


def not_claimed_twice(found, index):
    """`found`, where a match by name alone with somebody whom another visit is matched with becomes a doubt."""
    known = {one.key: one for one in index.known}
    claims = Counter(one.key for one in found if one.verdict == MATCHED)
    return [
        replace(one, verdict=DOUBTFUL, key=None, reasons=(), candidates=(claimed(one, known[one.key], index),))
        if one.verdict == MATCHED and "same_mail" not in one.reasons and claims[one.key] > 1
        else one
        for one in found
    ]


def claimed(one, other, index):
    """The Candidate of a match by name that another visit claims too."""
    candidate = index.weighed(one.visit, other)
    score = candidate.score if candidate else NEAR
    return Candidate(other.key, score, (*(candidate.reasons if candidate else one.reasons), "claimed"))


def fits(hints, organisations):
    """Whether what somebody wrote beside their name points to one of `organisations`."""
    return any(points_to(hint, name) for hint in hints for name in organisations)


@lru_cache(maxsize=50_000)
def points_to(hint, name):
    """Whether `hint` is the organisation's `name`, its abbreviation, or shares a word of its own with it."""
    if HAN.search(hint) and HAN.search(name):
        rest = iter(name)
        return len(hint) > 2 and all(sign in rest for sign in hint)
    one, other = tokens(folded(hint)), tokens(folded(name))
    own = {word for word in one if len(word) >= OWN_WORD and not known(word)} & set(other)
    long = [word for word in other if len(word) > 3]
    shorts = {initials(other), initials(long)} | {word.upper() for word in other if len(word) < OWN_WORD + 2}
    return bool(own) or fold(hint) == fold(name) or any(word.upper() in shorts for word in one if len(word) > 2)
