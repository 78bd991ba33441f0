"""Who is certainly meant by a name without a known mail, and when it has to be asked."""

from math import prod

ENOUGH, SOUNDING = 0.75, 0.8  # the least likeness with which anybody is taken, and by the sound in another script
MARGIN = 0.05  # so much less like may somebody else be who registered too, and it is asked
NAMESAKES = 3  # so few known people have a name that it does not matter how many registered
ASKED = ("fewer_words",)  # a name with fewer words is mostly that of somebody else
# How many others may be expected for each place of one who registered: where the name is the same, where it is near or
# the mail another one, and where two mails of nobody have the name. Most of those who come have registered, so that
# half a namesake for each who did is one doubt in six.
OTHERS, NEARLY, TWO_MAILS = 0.5, 0.1, 0.01
STRANGERS = 0.2  # how many others may be expected among so many as are known where somebody is taken who did not
AGREEING = {"same_organisation": 0.1, "same_country": 0.5}  # of the people of one name so many share that by chance


def settled(visit, near, index):
    """The one of `near` (acquainted.Near) who is meant by `visit` beyond reasonable doubt, or None.

    Who registered goes before whom one merely knows: most who come have registered. A name that is only near is taken
    where nobody else that is known is as near, where nobody else who registered is nearly as near, where no word of it
    is another name, and where so few people have it that no other is to be expected.
    """
    registered = [each for each in near if each.one.is_registered]
    best = max(registered or near, key=lambda each: each.likeness.score, default=None)
    if best is None or best.likeness.score < ENOUGH or "other_country" in best.contrary:
        return None
    others = [each for each in near if each is not best]
    is_certain = is_exactly if best.is_exact() else is_nearly
    return best if is_certain(visit, best, others, index) else None


def is_exactly(visit, best, others, index):
    """Whether `best`, who has exactly the name of `visit`, is meant rather than one of the `others` or a stranger."""
    same = [each for each in others if each.is_exact()]
    if any(each.one.is_registered for each in same):
        return False
    seen = max(len(same), len(index.of_name(visit)) - 1)
    if not best.one.is_registered:
        return not seen and not best.contrary and expected(visit, best, seen, index) <= STRANGERS
    if best.contrary:
        return expected(visit, best, seen, index) * index.share() <= NEARLY
    return seen < NAMESAKES or expected(visit, best, seen, index) * index.share() <= OTHERS


def is_nearly(visit, best, others, index):
    """Whether `best`, whose name is near that of `visit`, is meant rather than one of the `others` or a stranger."""
    reason, score = best.likeness.reason, best.likeness.score
    if not best.one.is_registered or best.contrary or reason in ASKED:
        return False
    if index.has_namesake(best.one) or any(is_rival(each, best) for each in others):
        return False
    if score < SOUNDING if reason == "same_sound" else not is_slip(visit, best, index):
        return False
    return expected(visit, best, 0, index) * index.share() <= NEARLY


def is_one_person(visit, near, index, is_disputed):
    """Whether a second visit of the name of somebody who is there already is theirs: no other is to be expected."""
    seen = max(len(index.of_name(visit)) - 1, 0)
    is_same = near.is_exact() and not near.contrary
    least = TWO_MAILS if is_disputed else OTHERS if is_same else NEARLY
    return expected(visit, near, seen, index) * index.share() <= least


def is_rival(other, best):
    """Whether the `other` one may be meant as well as `best`."""
    return other.likeness.score >= best.likeness.score - (MARGIN if other.one.is_registered else 0)


def is_slip(visit, best, index):
    """Whether what differs in a name is no word that others have in theirs: it is another name then, no mistake."""
    words = {word for name in best.one.names for word in index.called(name).words}
    odd = [word for word in index.called(visit.name).words if word not in words and len(word) > 1]
    return not any(index.rarity.is_a_name(word) for word in odd)


def expected(visit, near, seen, index):
    """How many others have the name of `visit` or that of `near`, by chance, and what else agrees; `seen` are known."""
    names = [index.called(name) for name in (visit.name, *near.one.names) if name]
    agreeing = prod(AGREEING.get(reason, 1) for reason in near.candidate.reasons)
    return max(index.rarity.namesakes(name, seen) for name in names) * agreeing
