"""5,000 lines of attendance against 50,000 people known, in how many cases rightly, beside a plain loop."""

import random
import time
from collections import Counter
from datetime import datetime, timedelta

from rapidfuzz.fuzz import ratio

from zhinan.events.rules.matching import DOUBTFUL, MATCHED, NEW, Known, joined, matched
from zhinan.events.rules.platforms import Row

from .namesakes import mistyped
from .namesakes_people import FAMILIES, People

KNOWN, ROWS, REGISTERED = 50_000, 5_000, 4_000
SECONDS = 10
PRECISION, RECALL = 0.98, 0.95
ALIKE = 90  # of a hundred, from where on the plain loop takes two names for one
OTHER_SEEDS = (21, 22, 23)
LOOPED = 40  # visits that the plain loop is measured with
BEGIN = datetime(2026, 7, 22, 9)
WAYS = (0,) * 11 + (1, 1, 2, 2, 3, 4, 4, 5, 6, 6, 7)  # as in `namesakes_people`: most people write their name as usual


def measure(number=KNOWN, rows=ROWS):
    """Judge `rows` lines against `number` people known, of which some registered.

    Returns the seconds as "ours" beside those of a plain loop that compares each with each, carried over from a part of
    the visits; by line, {"precision", "recall"} of what is matched without asking, and "found", the share of the known
    that is matched or put to the user among five. A name that several have who registered cannot be matched without
    asking, so that recall stays below one; "found" is what the aim is set for. "by_mail" has the same for lines with
    the known mail, with another one and with none, "other_seeds" the same for lists that nothing was tuned on.
    """
    known, lines, truth = made(number, rows)
    start = time.perf_counter()
    visits = joined(lines)
    judged = matched(visits, known)
    took = time.perf_counter() - start
    own = rated([(one, truth[line]) for one in judged for line in one.visit.lines])
    some = visits[:: max(1, len(visits) // LOOPED)]
    start = time.perf_counter()
    looped_to = [(looped(visit, known), visit.lines) for visit in some]
    base = (time.perf_counter() - start) * len(visits) / len(some)
    plain = [(key, truth[line]) for key, lines_of_it in looped_to for line in lines_of_it]
    return {
        "question": f"{rows:,} lines of attendance against {number:,} known",
        "peer": "plain loop",
        "ours": round(took, 1),
        "base": round(base, 1),
        "ratio": round(took / base, 3),
        "unit": "s",
        "target": f"at most {SECONDS}",
        "met": took <= SECONDS and own["precision"] >= PRECISION and own["found"] >= RECALL,
        "precision_and_recall_wanted": [PRECISION, RECALL],
        "visits": len(visits),
        **own,
        "by_mail": by_mail(judged, lines, truth),
        "other_seeds": [{"seed": seed, **of_seed(number, rows, seed)} for seed in OTHER_SEEDS],
        "plain_precision": share(plain, 0),
        "plain_recall": share(plain, 1),
    }


def share(pairs, side):
    """The share of the keys on one `side` of `pairs` of (key that is said, key that is true) that are right."""
    there = [pair for pair in pairs if pair[side] is not None]
    return round(sum(said == true for said, true in there) / max(len(there), 1), 4)


def rated(pairs):
    """How right (Judged, true key) of each line are, as `measure` returns it."""
    said = [(one.key if one.verdict == MATCHED else None, key) for one, key in pairs]
    put = [(one, key) for one, key in pairs if key is not None]
    found = sum(key == one.key or key in [candidate.key for candidate in one.candidates] for one, key in put)
    verdicts = Counter(one.verdict for one, _key in pairs)
    return {
        "precision": share(said, 0),
        "recall": share(said, 1),
        "found": round(found / max(len(put), 1), 4),
        "verdicts": {verdict: verdicts[verdict] for verdict in (MATCHED, DOUBTFUL, NEW)},
        "known_among_them": len(put),
    }


def by_mail(judged, lines, truth):
    """How right what is judged is, as `rated`, by the mail of the lines."""
    mails = {row.line: row.email.partition("-")[0] for row in lines}
    groups = {"known": ("somebody",), "another": ("private", "other"), "none": ("",)}
    told = [(one, line) for one in judged for line in one.visit.lines]
    return {
        name: rated([(one, truth[line]) for one, line in told if mails[line] in kinds])
        for name, kinds in groups.items()
    }


def of_seed(number, rows, seed):
    """How right other lists are judged, as `rated`."""
    known, lines, truth = made(number, rows, seed)
    return rated([(one, truth[line]) for one in matched(joined(lines), known) for line in one.visit.lines])


def looped(visit, known):
    """The key of the first who has the mail, else of the one with the nearest name, else None."""
    best, most = None, ALIKE
    for one in known:
        if visit.mail and visit.mail in one.mails:
            return one.key
        for name in one.names:
            if (near := ratio(visit.name.casefold(), name.casefold())) >= most:
                best, most = one.key, near
    return best


def made(number, rows, seed=4):
    """([Known], [Row], {line: key or None}), always the same for a `seed`."""
    chance = random.Random(seed)
    makes = People(chance, number // 10)
    codes = [*FAMILIES, *("CHN", "PER", "SEN", "KEN") * 3]
    people = [(code := chance.choice(codes), *makes.person(code)) for _each in range(number + rows)]
    known = [known_as(makes, at, people[at], at < REGISTERED * number // KNOWN) for at in range(number)]
    registered = [one for one in known if one.is_registered]
    lines, truth = [], {}
    for line in range(2, rows + 2):
        draw = chance.random()
        one = chance.choice(registered if draw < 0.72 else known) if draw < 0.82 else None
        person = people[one.key] if one else people[number + line - 2]
        lines.append(shown(makes, line, person, one))
        truth[line] = one.key if one else None
    return known, lines, truth


def known_as(makes, key, person, is_registered):
    """The Known of a person: one name or two, mostly with a mail."""
    names = [makes.written(*person, 0)] + ([makes.written(*person, 1)] if makes.chance.random() < 0.3 else [])
    mails = (f"somebody-{key}@zhinan.example",) if makes.chance.random() < 0.85 or is_registered else ()
    return Known(key, tuple(names), mails, (f"Institute {makes.chance.randrange(makes.bodies)}",), "", is_registered)


def shown(makes, line, person, one):
    """The Row of somebody: mostly with the mail that is known, else with none or another one."""
    way, draw = makes.chance.choice(WAYS), makes.chance.random()
    name = makes.written(*person, 0 if way == 6 else way)
    name = mistyped(name, makes.chance) if way == 6 else name
    name += makes.chance.choice(("", "", "", "", "", " (FAO)", " - UNDP", " (Guest)"))
    own = one.mails[0] if one and one.mails else f"other-{line}@zhinan.example"
    mail = own if draw < 0.6 else f"private-{line}@zhinan.example" if draw < 0.65 else ""
    begin = BEGIN + timedelta(seconds=makes.chance.randrange(3600))
    return Row(line, name, mail, begin, begin + timedelta(minutes=30), 30.0, None, ())
