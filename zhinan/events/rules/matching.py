"""Who of those that were there is known already: by mail, by a name that leaves no doubt, or perhaps."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.utils.translation import pgettext_lazy

from zhinan.network.rules import REASONS as NETWORK_REASONS

from .acquainted import SHOWN, Candidate, Index, Known, spelt_in
from .settling import is_one_person, settled
from .visits import Visit, joined, parted, together

__all__ = ["DOUBTFUL", "MATCHED", "NEW", "NOBODY", "REASONS", "Candidate", "Judged", "Known", "joined", "matched"]

MATCHED, NEW, DOUBTFUL, NOBODY = "matched", "new", "doubtful", "nobody"
REASONS = {
    **NETWORK_REASONS,
    "other_name": pgettext_lazy("reason", "another name"),
    "other_mail": pgettext_lazy("reason", "another mail"),
    "other_country": pgettext_lazy("reason", "another country"),
    "shared_mail": pgettext_lazy("reason", "several people have this mail"),
    "claimed": pgettext_lazy("reason", "another line is matched with the same person"),
}
SAME = {"same_name", "same_words"}


@dataclass(frozen=True, slots=True)
class Judged:
    """What is made of a visit: matched with `key`, new, doubtful with `candidates`, the likeliest first, or nobody."""

    visit: Visit
    verdict: str
    key: Any = None
    reasons: tuple = ()
    candidates: tuple = ()


def matched(visits, known):
    """The Judged of `visits`, in their order; `known` are tuples in the order of the fields of Known.

    Certain is the same mail, and a name that leaves no doubt (`settling`). A visit whose lines were put together by
    their name falls apart where another one who registered has that name as well, and several visits of one person
    become one, at the place of the first.
    """
    known = [Known(*one) for one in known]
    index = Index(visits, known)
    visits = [part for visit in visits for part in told_apart(visit, index)]
    found = [judged(visit, index.by_mail(visit), index) for visit in visits]
    return not_claimed_twice(found, index)


def told_apart(visit, index):
    """The Visits that `visit` is: those of its lines without a mail may be somebody else's of the same name."""
    owners = index.by_mail(visit)
    named, nameless = parted(visit) if len(owners) == 1 and visit.is_person else (visit, None)
    if nameless is None:
        return (visit,)
    own = index.likeness_of(nameless, owners[0]).score
    rivals = [each for each in index.guests_near(nameless) if each.one is not owners[0]]
    return (named, nameless) if any(each.likeness.score >= own for each in rivals) else (visit,)


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
    # Who registered under the very name is found sooner; all others are compared only where that settles nothing.
    meant, near = settled(visit, index.same(visit), index), []
    if meant is None:
        near = index.near(visit)
        meant = settled(visit, near, index)
    if meant:
        return Judged(visit, MATCHED, meant.one.key, meant.candidate.reasons)
    near = near or index.near(replace(visit, name=spelt_in(visit.mail)))  # of “Amina” the mail may say more
    return doubtful(visit, [each.candidate for each in near])


def doubtful(visit, candidates):
    """The Judged of a visit that may be one of `candidates`; new where there is none."""
    best = sorted(candidates, key=lambda one: (-one.score, str(one.key)))[:SHOWN]
    return Judged(visit, DOUBTFUL if best else NEW, candidates=tuple(best))


def not_claimed_twice(found, index):
    """`found`, where visits of one person become one, and those of which that is not certain a doubt.

    Nobody can tell which of two mails is that of the one who registered, so that no line of that name without a known
    mail is taken where there are two.
    """
    known = {one.key: one for one in index.known}
    claims = Counter(one.key for one in found if one.verdict == MATCHED)
    disputed = Counter(chain.from_iterable(map(asked_by_mail, found)))
    twice = {key for key, number in claims.items() if number > 1}
    kept = []
    for one in found:
        near = index.weighed(one.visit, known[one.key]) if one.key in twice and not is_by_mail(one) else None
        if near and not is_one_person(one.visit, near, index, disputed[one.key] > bool(one.visit.mail)):
            asked = near.candidate._replace(reasons=(*near.candidate.reasons, "claimed"))
            one = Judged(one.visit, DOUBTFUL, candidates=(asked,))
        kept.append(one)
    return put_together(kept)


def is_by_mail(one):
    """Whether a Judged is matched by its mail."""
    return "same_mail" in one.reasons


def asked_by_mail(one):
    """Keys of those whose names a visit with a mail of nobody has."""
    if not one.visit.mail or is_by_mail(one):
        return []
    asked = [each.key for each in one.candidates if SAME & set(each.reasons)]
    return [one.key, *asked] if one.verdict == MATCHED else asked


def put_together(found):
    """`found`, where what is matched with one person by name becomes one visit with what is matched so besides."""
    groups = defaultdict(list)
    for at, one in enumerate(found):
        groups[one.key if one.verdict == MATCHED else ("", at)].append(one)
    return [one_of(group) for group in groups.values()]


def one_of(group):
    """The Judged of several that are matched with one person."""
    best = next(filter(is_by_mail, group), group[0])
    return replace(best, visit=together([one.visit for one in group])) if len(group) > 1 else best
