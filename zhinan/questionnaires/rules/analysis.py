"""What answers come to: counts with their base, shares, medians, places; and versions joined question by question."""

from collections import Counter
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import count, islice

from django.utils.translation import gettext as _

from zhinan.kit.punctuation import listed

from ..models import ORDINAL, Kind, Question

HUNDREDTH = Decimal("0.01")
COUNTED = {Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE, Kind.GRID, Kind.COUNTRY, Kind.GOAL, Kind.CONSENT, Kind.RANKING}
ONE_ROW_EACH = Decimal(1)  # of several rows that one person leaves, the one that stands for the person
SEVERAL_ROWS = {Kind.MULTIPLE, Kind.RANKING}


@dataclass(frozen=True)
class Item:
    """Something that is counted on its own: a question, or one statement of a grid, in all versions that ask it.

    `name` is that of its answers. `choices` are those of the newest version, then those that only older ones offered.
    `scales` are {number of the version: keys from the least agreement to the most}; `notes` say what changed.
    """

    name: str
    question: Question
    first: str  # the language that every text stands in
    row: dict
    choices: tuple
    scales: dict
    notes: tuple = ()

    @property
    def kind(self):
        """The Kind of its question."""
        return self.question.kind

    @property
    def not_applying(self):
        """The keys of the choices that are counted apart; of what tells a group, each choice is a group."""
        if self.question.group:
            return set()
        return {one.key for one in self.choices if one.is_na}

    def scale(self, versions):
        """The keys of its scale in order, None where it is none or another one in one of the `versions`."""
        found = {self.scales[number] for number in versions if number in self.scales}
        return found.pop() if self.kind in ORDINAL and len(found) == 1 else None


@dataclass(frozen=True)
class Tally:
    """The answers to an Item: `n` people gave one that counts, `na` said that it does not apply.

    `counts` are {key of a choice: people}, `numbers` {number: people}, `places` {key: {place: people}}; `unseen` are
    keys that are not shown, and `are_single_told` says whether the least and the greatest answer may be told.
    """

    n: int
    na: int
    counts: dict
    numbers: dict
    places: dict
    scale: tuple | None = None
    unseen: frozenset = frozenset()
    are_single_told: bool = True

    def percent(self, key):
        """The share of the choice `key`, to two places; None without answers."""
        return percent(self.counts.get(key, 0), self.n)

    @property
    def top(self):
        """How many chose one of the two choices of most agreement; None where it is no scale of three or more."""
        if self.scale is None or len(self.scale) < 3 or self.unseen:
            return None
        return sum(self.counts.get(key, 0) for key in self.scale[-2:])

    @property
    def middle(self):
        """The median choice of a scale, as one key or as two where it lies between them; () where there is none."""
        if self.scale is None or not self.n or self.unseen:
            return ()
        spread = {place: self.counts.get(key, 0) for place, key in enumerate(self.scale)}
        return tuple(dict.fromkeys(self.scale[place] for place in around_the_middle(spread)))

    @property
    def median(self):
        """The median of numbers; None without any."""
        middle = around_the_middle(self.numbers)
        return sum(middle) / 2 if middle else None

    @property
    def mean(self):
        """The mean of numbers, to two places; None without any."""
        return mean(self.numbers)

    @property
    def least(self):
        """The least number, None where it may not be told: it is a single person's."""
        return min(self.numbers, default=None) if self.are_single_told else None

    @property
    def most(self):
        """The greatest number, None where it may not be told."""
        return max(self.numbers, default=None) if self.are_single_told else None

    def place(self, key):
        """The mean place of a choice in a ranking, 1 the first; None where nobody placed it."""
        return mean(self.places.get(key, {}))

    def shielded(self, unseen=frozenset()):
        """This as it is given to everybody: without single people's numbers and without the choices `unseen`."""
        return replace(self, unseen=frozenset(unseen), are_single_told=False)


def percent(part, base):
    """`part` of `base` in percent, a Decimal of two places; None for no base."""
    return (Decimal(100 * part) / base).quantize(HUNDREDTH, ROUND_HALF_UP) if base else None


def mean(spread):
    """The mean of {number: people}, a Decimal of two places; None for nobody."""
    people = sum(spread.values())
    return (
        (sum(number * times for number, times in spread.items()) / Decimal(people)).quantize(HUNDREDTH)
        if people
        else None
    )


def around_the_middle(spread):
    """The two values of {value: people} beside the middle of all in order, the same twice for an odd number."""
    people, passed, found = sum(spread.values()), 0, []
    wanted = [(people - 1) // 2, people // 2] if people else []
    for value, times in sorted(spread.items()):
        found += [value for place in wanted if passed <= place < passed + times]
        passed += times
    return found


def tally(item, rows, versions):
    """The Tally of `item` from `rows`, {(value, number): how many}, that were answered by the `versions`."""
    apart, rows = item.not_applying, fitting(item, rows)
    counts, numbers, places = Counter(), Counter(), {}
    for (value, number), times in rows.items():
        counts[value] += times
        if item.kind == Kind.NUMBER:
            numbers[number] += times
        elif item.kind == Kind.RANKING:
            places.setdefault(value, Counter())[number] += times
    na = sum(counts.pop(key, 0) for key in apart)
    told = counts if item.kind in COUNTED else {}
    return Tally(people(item, rows), na, dict(told), dict(numbers), places, item.scale(versions))


def people(item, rows):
    """How many people gave an answer that counts, from `rows` as `tally` takes them.

    Who chose several left several rows, the first with the number 1.
    """
    several, apart, rows = item.kind in SEVERAL_ROWS, item.not_applying, fitting(item, rows)
    everybody = sum(times for (_value, number), times in rows.items() if not several or number == ONE_ROW_EACH)
    return max(0, everybody - sum(times for (value, _number), times in rows.items() if value in apart))


def fitting(item, rows):
    """Those of `rows` that an answer of the kind of `item` can leave: an older version may have asked for another."""
    if item.kind == Kind.NUMBER:
        return {row: times for row, times in rows.items() if row[1] is not None}
    return {row: times for row, times in rows.items() if bool(row[0]) == (item.kind in COUNTED)}


def joined(contents):
    """[Item] of all that `contents`, {number of the version: Content}, ask, in the order of the newest version.

    What only an older version asks stands behind. A question is the same one where its key is the same.
    """
    newest_first = sorted(contents.items(), reverse=True)
    asked = {}
    for number, content in newest_first:
        for question in content.questions:
            asked.setdefault(question.key, {})[number] = question
    first = newest_first[0][1].languages[0] if newest_first else ""
    return [item for versions in asked.values() for item in items_of(versions, first)]


def items_of(versions, first):
    """The Items of one question, {number of the version, newest first: Question}."""
    newest = next(iter(versions.values()))
    told = next((one.group for one in versions.values() if one.group), "")
    question = newest if newest.group else replace(newest, group=told)  # what told a group once still tells it
    same = {number: one for number, one in versions.items() if one.kind == question.kind}
    choices = merged(one.choices for one in same.values())
    scales = {number: tuple(each.key for each in one.choices if not each.is_na) for number, one in same.items()}
    notes = (*changes(versions, choices, first),)
    if question.kind != Kind.GRID:
        return [Item(question.key, question, first, {}, choices, scales, notes)]
    rows = merged(one.rows for one in same.values())
    return [
        Item(f"{question.key}.{row.key}", question, first, row.label, choices, scales, () if place else notes)
        for place, row in enumerate(rows)
    ]


def merged(offers):
    """The choices of several versions, each key once, as the first that has it."""
    found = {}
    for choices in offers:
        for one in choices:
            found.setdefault(one.key, one)
    return tuple(found.values())


def changes(versions, choices, first):
    """Yield the sentences about what one question, {number: Question}, asked otherwise in older versions."""
    (newest, question), *older = versions.items()
    for number, other in older:
        yield from otherwise(number, question, other, first)
    here = {one.key for one in question.choices}
    gone = [one.label.get(first, one.key) for one in choices if one.key not in here]
    if gone:
        yield _("Version {number} does not offer any more: {answers}.").format(number=newest, answers=listed(gone))
    keys = {tuple(one.key for one in other.choices if not one.is_na) for other in versions.values()}
    if question.kind in ORDINAL and len(keys) > 1:
        yield _("The scale changed: where both were answered, there is no median and no top two.")


def otherwise(number, question, other, first):
    """Yield the sentences about what the version `number` says as `other` in place of `question`."""
    if other.kind != question.kind:
        yield _("In version {number} it was asked in another way; those answers are not counted with these.").format(
            number=number
        )
    if other.label.get(first) != question.label.get(first):
        yield _("In version {number} it read “{words}”.").format(number=number, words=other.label.get(first, ""))
    for one in other.choices:
        now = question.choice(one.key)
        if now is not None and now.label.get(first) != one.label.get(first):
            yield _("In version {number} the answer “{now}” read “{words}”.").format(
                number=number, now=now.label.get(first, ""), words=one.label.get(first, "")
            )


def bases(percentages):
    """Yield each number of people of whom all `percentages`, as Decimal or as printed, are possible shares."""
    printed = [Decimal(one).normalize() for one in percentages]
    for people_asked in count(1):
        if all(is_share(one, people_asked) for one in printed):
            yield people_asked


def is_share(printed, base):
    """Whether a whole number out of `base` people is the percentage `printed`, to the decimals that it has."""
    step = Decimal(1).scaleb(min(printed.as_tuple().exponent, 0))
    nearest = int((printed * base / 100).to_integral_value(ROUND_HALF_UP))
    shares = (Decimal(100 * people) / base for people in (nearest - 1, nearest, nearest + 1) if 0 <= people <= base)
    return any(share.quantize(step, ROUND_HALF_UP) == printed for share in shares)


def smallest_base(percentages):
    """The smallest number of people of whom all `percentages` are possible shares."""
    return next(bases(percentages))


def further_bases(percentages, many=2):
    """The next `many` after the smallest."""
    return list(islice(bases(percentages), 1, many + 1))
