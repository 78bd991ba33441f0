"""Who is to review what: pairs without a conflict, by expertise and evenly; the same for the same question."""

from collections import deque
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import pairwise
from typing import Any, NamedTuple


class Paper(NamedTuple):
    """An application: its goals, its language, who must not judge it, who was asked already, how many are missing."""

    key: Any
    goals: frozenset = frozenset()
    language: str = ""
    barred: frozenset = frozenset()
    held: frozenset = frozenset()
    missing: int = 2


class Reader(NamedTuple):
    """A reviewer: what they know and read (nothing named is everything), how many they take, how many they have."""

    key: Any
    goals: frozenset = frozenset()
    languages: frozenset = frozenset()
    capacity: int | None = None
    load: int = 0

    def knows(self, paper):
        """Whether they know one of the goals of `paper`."""
        return not self.goals or not paper.goals or not self.goals.isdisjoint(paper.goals)

    def reads(self, paper):
        """Whether they read its language."""
        return not self.languages or not paper.language or paper.language in self.languages


class Short(NamedTuple):
    """That `missing` reviewers were not found, and for how many of the panel each reason stands in the way."""

    paper: Any
    missing: int
    bound: int
    language: int
    full: int


@dataclass(frozen=True)
class Plan:
    """What came of it: pairs (paper, reader) in order, and what could not be filled."""

    pairs: list
    short: list
    loads: dict = field(default_factory=dict)


def assign(papers, readers):
    """The Plan for lists of Paper and Reader: first as many as can be found, then who knows the goals, then evenly.

    Loads end within one of each other but where a reader who knows an application would have to give it to one who
    does not, or a language, a capacity or a conflict stands in the way.
    """
    return Table(papers, readers).plan()


class Table:
    """Papers and readers by their places; a set of papers is a whole number whose bits are their places."""

    def __init__(self, papers, readers):
        self.papers = sorted(papers, key=lambda paper: paper.key)
        self.readers = sorted(readers, key=lambda reader: reader.key)
        self.loads = [reader.load for reader in self.readers]
        self.given = [0] * len(self.readers)
        self.open = [paper.missing for paper in self.papers]
        self.able = [[], []]  # for each paper the places of those who know it, and of the others who may take it
        self.look()
        self.knows, others = (masks(lists, len(self.readers)) for lists in self.able)
        self.may = [one | other for one, other in zip(self.knows, others, strict=True)]

    def look(self):
        """Note who may take which paper, and who of them knows it."""
        alike = {}
        for paper in self.papers:
            sort = paper.goals, paper.language
            if sort not in alike:
                reading = [place for place, reader in enumerate(self.readers) if reader.reads(paper)]
                knowing = {place for place in reading if self.readers[place].knows(paper)}
                alike[sort] = (
                    [place for place in reading if place in knowing],
                    [place for place in reading if place not in knowing],
                )
            out = {self.place_of[key] for key in paper.barred | paper.held if key in self.place_of}
            for lists, places in zip(self.able, alike[sort], strict=True):
                lists.append([place for place in places if place not in out])

    @cached_property
    def place_of(self):
        """{key of a reader: place}."""
        return {reader.key: place for place, reader in enumerate(self.readers)}

    @cached_property
    def places(self):
        """The places of readers, to be gone through."""
        return range(len(self.readers))

    def has_room(self, place):
        """Whether the reader at this place takes one more."""
        capacity = self.readers[place].capacity
        return capacity is None or self.loads[place] < capacity

    def plan(self):
        """Fill, mend and even out."""
        for paper in self.rarest_first():
            self.fill(paper)
        closed = set()
        for paper in range(len(self.papers)):
            while self.open[paper] > 0 and self.make_room(paper, closed):
                pass
        self.even_out()
        pairs = [(self.papers[n].key, self.readers[place].key) for n, place in sorted(self.given_pairs())]
        loads = {reader.key: load for reader, load in zip(self.readers, self.loads, strict=True)}
        return Plan(pairs, [self.short(n) for n, missing in enumerate(self.open) if missing > 0], loads)

    def given_pairs(self):
        """Yield (place of the paper, place of the reader) of what was given."""
        for place, mask in enumerate(self.given):
            yield from ((n, place) for n, sign in enumerate(reversed(f"{mask:b}")) if sign == "1")

    def rarest_first(self):
        """The papers, those first that fewest know or may take."""
        knowing, others = self.able
        return sorted(range(len(self.papers)), key=lambda n: (len(knowing[n]), len(others[n]), n))

    def fill(self, paper):
        """Give the paper to those who know it and have least, then to others who may take it."""
        for lists in self.able:
            if self.open[paper] > 0:
                free = [place for place in lists[paper] if self.has_room(place)]
                free.sort(key=self.loads.__getitem__)
                for place in free[: self.open[paper]]:
                    self.give(place, 1 << paper)
                    self.open[paper] -= 1

    def give(self, place, bit):
        """Give a paper to a reader."""
        self.given[place] |= bit
        self.loads[place] += 1

    def take(self, place, bit):
        """Take a paper from a reader."""
        self.given[place] &= ~bit
        self.loads[place] -= 1

    def make_room(self, paper, closed):
        """Find one more reader for the paper where all who may take it are full: somebody hands on another one."""
        bit = 1 << paper
        first = [place for place in self.places if self.may[place] & bit and not self.given[place] & bit]
        path = self.path(first, self.has_room, self.any_paper, closed)
        if path:
            self.hand_on(path, self.any_paper)
            self.give(path[0], bit)
            self.open[paper] -= 1
        return bool(path)

    def any_paper(self, giver, taker):
        """The papers that `giver` can hand on to `taker`."""
        return self.given[giver] & self.may[taker] & ~self.given[taker]

    def known_paper(self, giver, taker):
        """Those among them that lose nobody who knows them."""
        return self.any_paper(giver, taker) & (self.knows[taker] | ~self.knows[giver])

    def path(self, first, is_end, papers, closed):
        """The places from one of `first` to a reader who `is_end`, each of whom can hand on to the next; or empty.

        Whoever was seen on the way to nothing comes into `closed`: from there no later path leads anywhere either.
        """
        before = dict.fromkeys(place for place in first if place not in closed)
        queue = deque(before)
        while queue:
            place = queue.popleft()
            if is_end(place):
                found = [place]
                while before[found[-1]] is not None:
                    found.append(before[found[-1]])
                return found[::-1]
            for other in self.places:
                if other not in before and other not in closed and papers(place, other):
                    before[other] = place
                    queue.append(other)
        closed.update(before)
        return []

    def hand_on(self, path, papers):
        """Let each on the path hand a paper on to the next, the last ones first: then no two hand on the same."""
        for giver, taker in reversed(list(pairwise(path))):
            found = papers(giver, taker)
            bit = found & -found
            self.take(giver, bit)
            self.give(taker, bit)

    def even_out(self):
        """Hand papers on from who has most to who has at least two fewer, as long as there is a way."""
        while self.relieved():
            pass

    def relieved(self):
        """Go through the readers once, those with most first; whether anything was handed on."""
        is_done, closed = False, set()
        for place in sorted(self.places, key=lambda one: (-self.loads[one], one)):
            while path := self.path([place], partial(self.is_free, place), self.known_paper, closed):
                self.hand_on(path, self.known_paper)
                is_done = True
        return is_done

    def is_free(self, place, other):
        """Whether the reader at `other` has at least two papers fewer than the one at `place`, and takes one more."""
        return self.loads[other] <= self.loads[place] - 2 and self.has_room(other)

    def short(self, n):
        """What stands in the way of the readers who are missing for the paper."""
        paper = self.papers[n]
        left = [reader for reader in self.readers if reader.key not in paper.held]
        bound = sum(reader.key in paper.barred for reader in left)
        other = sum(reader.key not in paper.barred and not reader.reads(paper) for reader in left)
        got = sum(given >> n & 1 for given in self.given)
        return Short(paper.key, self.open[n], bound, other, len(left) - bound - other - got)


def masks(lists, readers):
    """For each of so many `readers` the set of papers, as a whole number, in whose list of places theirs stands."""
    signs = [bytearray(b"0" * (len(lists) + 1)) for _reader in range(readers)]
    for n, places in enumerate(lists):
        for place in places:
            signs[place][-1 - n] = ord("1")
    return [int(one, 2) for one in signs]
