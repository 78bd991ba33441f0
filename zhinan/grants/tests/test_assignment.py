"""Who is to review what: nobody who is bound, as many as can be, who knows it first, evenly, every time alike."""

import random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhinan.grants.rules.assignment import Paper, Reader, assign

GOALS = st.frozensets(st.integers(1, 3), max_size=2)
TONGUES = st.frozensets(st.sampled_from(["en", "fr"]), max_size=2)


@st.composite
def worlds(draw):
    """A few papers and readers with goals, languages, conflicts, capacities and loads."""
    keys = range(draw(st.integers(0, 5)))
    capacity = st.none() | st.integers(0, 4)
    readers = [Reader(key, draw(GOALS), draw(TONGUES), draw(capacity), draw(st.integers(0, 3))) for key in keys]
    some = st.frozensets(st.sampled_from([*keys]), max_size=3) if keys else st.just(frozenset())
    papers = [
        Paper(n, draw(GOALS), draw(st.sampled_from(["", "en", "fr"])), draw(some), draw(some), draw(st.integers(0, 3)))
        for n in range(draw(st.integers(0, 6)))
    ]
    return papers, readers


def may(paper, reader):
    return reader.key not in paper.barred | paper.held and reader.reads(paper)


def most(papers, readers):
    """How many places can be filled at all, found by a plain flow: one augmenting path after the other."""
    room = {one.key: 10**6 if one.capacity is None else max(0, one.capacity - one.load) for one in readers}
    given = {one.key: set() for one in readers}

    def find(paper, seen):
        for one in readers:
            if one.key in seen or not may(papers[paper], one) or paper in given[one.key]:
                continue
            seen.add(one.key)
            if len(given[one.key]) < room[one.key]:
                given[one.key].add(paper)
                return True
            for other in list(given[one.key]):
                if find(other, seen):
                    given[one.key].remove(other)
                    given[one.key].add(paper)
                    return True
        return False

    return sum(find(n, set()) for n, paper in enumerate(papers) for _time in range(paper.missing))


@given(worlds())
def test_nobody_reviews_what_they_are_bound_to_cannot_read_or_have_already_nor_more_than_they_take(world):
    papers, readers = world
    plan = assign(papers, readers)
    by_paper, by_reader = {one.key: one for one in papers}, {one.key: one for one in readers}
    assert [pair for pair in plan.pairs if not may(by_paper[pair[0]], by_reader[pair[1]])] == []
    assert len(set(plan.pairs)) == len(plan.pairs)
    got = {one.key: sum(pair[1] == one.key for pair in plan.pairs) for one in readers}
    assert [
        one for one in readers if got[one.key] and one.capacity is not None and plan.loads[one.key] > one.capacity
    ] == []
    assert plan.loads == {one.key: one.load + got[one.key] for one in readers}


@given(worlds())
def test_as_many_places_are_filled_as_can_be_and_each_that_is_not_is_told(world):
    papers, readers = world
    plan = assign(papers, readers)
    assert len(plan.pairs) == most(papers, readers)
    assert sum(one.missing for one in plan.short) == sum(one.missing for one in papers) - len(plan.pairs)
    for short in plan.short:
        paper = next(one for one in papers if one.key == short.paper)
        got = sum(pair[0] == paper.key for pair in plan.pairs)
        left = [one for one in readers if one.key not in paper.held]
        assert short.bound + short.language + short.full + got == len(left)
        assert min(short.bound, short.language, short.full) >= 0


@given(worlds())
def test_nobody_has_two_more_than_another_who_could_take_one_and_knows_it_as_well(world):
    papers, readers = world
    plan = assign(papers, readers)
    by_reader = {one.key: one for one in readers}
    pairs = set(plan.pairs)
    unfair = [
        (paper.key, giver, taker.key)
        for paper in papers
        for key, giver in pairs
        for taker in readers
        if key == paper.key
        and (paper.key, taker.key) not in pairs
        and may(paper, taker)
        and (taker.capacity is None or plan.loads[taker.key] < taker.capacity)
        and (taker.knows(paper) or not by_reader[giver].knows(paper))
        and plan.loads[giver] - plan.loads[taker.key] >= 2
    ]
    assert unfair == []


@given(st.integers(1, 12), st.integers(1, 6), st.integers(1, 3))
def test_where_everybody_knows_everything_loads_are_within_one(number, panel, missing):
    plan = assign([Paper(n, missing=missing) for n in range(number)], [Reader(n) for n in range(panel)])
    assert max(plan.loads.values()) - min(plan.loads.values()) <= 1
    assert len(plan.pairs) == number * min(missing, panel)


@given(worlds(), st.randoms())
def test_the_same_question_in_another_order_has_the_same_answer(world, order):
    papers, readers = world
    plan = assign(papers, readers)
    order.shuffle(papers)
    order.shuffle(readers)
    assert assign(papers, readers) == plan


def test_who_knows_the_goals_comes_first():
    readers = [Reader("water", frozenset({6})), Reader("food", frozenset({2})), Reader("peace", frozenset({16}))]
    papers = [
        Paper("wells", frozenset({6})),
        Paper("rice", frozenset({2, 6})),
        Paper("other", frozenset({9}), missing=1),
    ]
    plan = assign(papers, readers)
    assert {pair for pair in plan.pairs if pair[0] == "rice"} == {("rice", "water"), ("rice", "food")}
    assert ("wells", "water") in plan.pairs


def test_a_full_reader_hands_on_what_another_can_take_so_that_nothing_is_left_out():
    readers = [Reader("both", capacity=1), Reader("french", languages=frozenset({"fr"}), capacity=1)]
    papers = [Paper("english", language="en", missing=1), Paper("french", language="fr", missing=1)]
    assert assign(papers, readers).pairs == [("english", "both"), ("french", "french")]


@pytest.mark.parametrize("seed", [1, 2])
def test_five_thousand_applications_find_two_hundred_reviewers_in_less_than_five_seconds(seed):
    chance = random.Random(seed)
    readers = [
        Reader(n, frozenset(chance.sample(range(1, 18), 4)), frozenset({"en"}), load=chance.randrange(3))
        for n in range(200)
    ]
    papers = [
        Paper(n, frozenset(chance.sample(range(1, 18), 2)), "en", frozenset(chance.sample(range(200), 5)), missing=3)
        for n in range(5000)
    ]
    begun = process_time()
    plan = assign(papers, readers)
    taken = process_time() - begun
    barred = {paper.key: paper.barred for paper in papers}
    assert (len(plan.pairs), plan.short) == (15_000, [])
    assert [pair for pair in plan.pairs if pair[1] in barred[pair[0]]] == []
    assert max(plan.loads.values()) - min(plan.loads.values()) <= 1
    assert taken < 5, taken
