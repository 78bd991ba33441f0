"""Which organisations, and which people, may be one: a score from 0 to 1 and the reasons."""

from array import array
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import pgettext_lazy
from rapidfuzz.fuzz import ratio

from .names import APART, Likeness, compare, is_general, most
from .persons import compare_people
from .reading import OWN
from .subjects import Body

PROPOSED, DOUBTFUL = 0.75, 0.65  # from where on a pair is proposed, and where a new record is doubtful
ROUGHLY = 75  # letters of a hundred that agree in two spellings of a name
ALONE = 0.7  # the most that two people get who have nothing but their names in common
SAME_HOST, SAME_SHORT = 0.2, 0.06  # what one website and one abbreviation add to names that are alike
CROWD, WINDOW = 40, 8  # so many share a key that only those next to each other are compared, and how many of them
ATTESTED = 5  # so many institutions have a word in their names that it is no mistake

REASONS = {
    "same_identifier": pgettext_lazy("reason", "same identifier"),
    "same_mail": pgettext_lazy("reason", "same mail"),
    "same_name": pgettext_lazy("reason", "same name"),
    "same_words": pgettext_lazy("reason", "same words in another order"),
    "same_sound": pgettext_lazy("reason", "same name in another script"),
    "translated": pgettext_lazy("reason", "same name in other words"),
    "abbreviated": pgettext_lazy("reason", "shortened words"),
    "spelling": pgettext_lazy("reason", "nearly the same spelling"),
    "fewer_words": pgettext_lazy("reason", "one name has more words"),
    "initials": pgettext_lazy("reason", "initials fit"),
    "acronym": pgettext_lazy("reason", "one is the abbreviation of the other"),
    "same_acronym": pgettext_lazy("reason", "same abbreviation"),
    "same_country": pgettext_lazy("reason", "same country"),
    "same_website": pgettext_lazy("reason", "same website"),
    "same_organisation": pgettext_lazy("reason", "same organisation"),
}


@dataclass(frozen=True, slots=True)
class Match:
    """How likely two records are one: `score` from 0 to 1 and keys of REASONS, the strongest first."""

    score: float
    reasons: tuple


NO = Match(0.0, ())


def score(one, other, attested=frozenset(), least=0.0):
    """The Match of two Bodies or of two Humans; words in `attested` are no mistakes for each other.

    Who has no use for a score below `least` may get a lower one instead, and sooner.
    """
    return score_bodies(one, other, attested, least) if isinstance(one, Body) else score_humans(one, other)


def score_bodies(one, other, attested=frozenset(), least=0.0):
    """The Match of two organisations."""
    are_marked = not one.marks.isdisjoint(other.marks)
    if one.country and other.country and one.country != other.country and not are_marked:
        return NO  # before names are compared, which takes far longer
    if is_part(one, other):
        return NO
    if are_marked:
        return Match(0.99, ("same_identifier",))
    of_host = SAME_HOST if one.host and one.host == other.host else 0.0
    of_short = SAME_SHORT if one.shorts & other.shorts else 0.0
    best = best_names(one, other, attested, least - of_host - of_short)
    if best is None or best.score <= APART:
        return NO
    points, reasons = best.score, [best.reason]
    if of_host and points >= 0.5:
        points, reasons = max(points, min(points + of_host, 0.98)), [*reasons, "same_website"]
    if of_short and points >= 0.5 and "acronym" not in best.reason:
        points, reasons = points + of_short, [*reasons, "same_acronym"]
    if one.country and one.country == other.country:
        reasons.append("same_country")
        points += 0.05 if best.reason == "acronym" else 0
    return Match(round(min(points - doubts(one, other, best), 0.99), 3), tuple(reasons))


def is_part(one, other):
    """Whether one is recorded as part of the other, or both as parts of different ones."""
    if (one.key is not None and one.key == other.parent) or (other.key is not None and other.key == one.parent):
        return True
    general = all(all(word.kind != OWN for word in name.words) for side in (one, other) for name in side.names)
    return general and None not in (one.parent, other.parent) and one.parent != other.parent


def best_names(one, other, attested, least):
    """The best Likeness of any two names; None where all are elsewhere, or none fits that is written in Han.

    Names that cannot be as like as `least` are left out, but for those in Han, which say what no other name can.
    """
    found, written = None, []
    for name in one.names:
        for twin in other.names:
            are_written = name.script == twin.script == "han"
            if is_elsewhere(name, one, twin, other) or (most(name, twin) < least and not are_written):
                continue
            likeness = compare(name, twin, attested)
            if are_written:
                written.append(likeness.score)
            if found is None or likeness.score > found.score:
                found = likeness
    return None if written and max(written) < 0.5 else found


def is_elsewhere(name, one, twin, other):
    """Whether the countries that two names speak of, and those of their organisations, have nothing in common."""
    here = name.countries | ({one.country} - {""})
    there = twin.countries | ({other.country} - {""})
    return bool(here and there and here.isdisjoint(there))


def doubts(one, other, best):
    """What is taken off where nothing says that both are in one country."""
    if best.reason == "same_acronym" or best.reason == "acronym":
        return 0.0 if one.countries() & other.countries() else 0.1
    if one.countries() & other.countries():
        return 0.0
    general = any(is_general(name) for side in (one, other) for name in side.names)
    if not general:
        return 0.0
    return 0.3 if one.countries() or other.countries() else 0.15


def score_humans(one, other):
    """The Match of two people."""
    found = [compare_people(name, twin) for name in one.names for twin in other.names]
    written = [compare_people(a, b).score for a in one.names for b in other.names if a.han and b.han]
    best = max(found, key=lambda likeness: likeness.score, default=None)
    if best is not None and best.score < 0.4 and one.mail and one.mail == other.mail:
        best = roughly(one, other)
    if best is None or best.score < 0.4 or (written and max(written) < 0.4):
        return NO
    points, reasons = around(one, other, best.score), [best.reason]
    if one.mail and one.mail == other.mail:
        reasons.insert(0, "same_mail")
    if one.bodies & other.bodies:
        reasons.append("same_organisation")
    if one.country and one.country == other.country:
        reasons.append("same_country")
    return Match(round(max(0.0, min(points, 0.99)), 3), tuple(reasons))


def roughly(one, other):
    """The Likeness of the names of two people with one mail address, which an office may share: most letters agree."""
    near = max(ratio(" ".join(name.words), " ".join(twin.words)) for name in one.names for twin in other.names)
    return Likeness(0.6 if near >= ROUGHLY else 0.0, "spelling")


def around(one, other, points):
    """The `points` of two names with what mails, organisations and countries say for or against one person.

    A name alone proposes nobody: many people have the same one.
    """
    if one.mail and one.mail == other.mail:
        return max(points + 0.2, 0.9)
    differ = bool(one.mail and other.mail)
    if one.bodies & other.bodies:
        points = points + 0.05 if not differ else points - 0.1
    elif differ or (one.bodies and other.bodies):
        points = min(points - 0.25, 0.5 if differ else ALONE)
    else:
        points = min(points, ALONE)
    return points - (0.25 if one.country and other.country and one.country != other.country else 0)


class Index:
    """All organisations, or all people, found by their keys; those that are alike stand next to each other.

    Takes some 300 bytes a record beside what it is given, and compares each with few others.
    """

    def __init__(self, subjects):
        self.subjects = sorted(subjects, key=lambda subject: subject.order())
        self.keys = [array("I", subject.numbers()) for subject in self.subjects]
        self.codes = array("Q", sorted(key << 32 | at for at, keys in enumerate(self.keys) for key in keys))
        self.attested = attested(self.subjects)

    def after(self, at):
        """Places after `at` of those that share a key with it."""
        found = set()
        for key in self.keys[at]:
            low = bisect_left(self.codes, key << 32)
            high = bisect_left(self.codes, (key + 1) << 32)
            own = bisect_left(self.codes, key << 32 | at, low, high)
            last = high if high - low <= CROWD else min(high, own + 1 + WINDOW)
            found.update(code & 0xFFFFFFFF for code in self.codes[own + 1 : last])
        return found

    def pairs(self, least=PROPOSED):
        """Yield (subject, subject, Match) of those with a score of at least `least`."""
        for at, subject in enumerate(self.subjects):
            for place in self.after(at):
                match = score(subject, self.subjects[place], self.attested, least)
                if match.score >= least:
                    yield subject, self.subjects[place], match


def attested(subjects):
    """Words of their own that many institutions have in their names."""
    seen = Counter()
    for subject in subjects:
        if isinstance(subject, Body):
            seen.update({word.text for name in subject.names for word in name.words if word.kind == OWN})
    return frozenset(word for word, number in seen.items() if number >= ATTESTED)
