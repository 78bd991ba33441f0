"""Groups that would be known: an attacker with everything that is public, and subtraction."""

from itertools import combinations, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhinan.questionnaires import figures, tables
from zhinan.questionnaires.rules.protection import added_up, hidden, hidden_in_all, reckoned

from .answered import AGREEMENT, age, answer, asked_round, gender, question, scale

LEAST = 5
GROUPS = st.sampled_from(["", "a", "b", "c", "d"])
SIZES = st.dictionaries(GROUPS, st.integers(0, 12))
PEOPLE = st.dictionaries(st.tuples(GROUPS, GROUPS, GROUPS), st.integers(0, 9), max_size=14)


@pytest.mark.parametrize(
    ("sizes", "unseen"),
    [
        ({"f": 10, "m": 20}, set()),
        ({"f": 3, "m": 20}, {"f", "m"}),
        ({"f": 3, "m": 20, "x": 6}, {"f", "x"}),
        ({"f": 3, "m": 20, "x": 2}, {"f", "x"}),
        ({"f": 2, "m": 20, "x": 2}, {"f", "m", "x"}),
        ({"f": 3, "m": 20, "x": 0}, {"f", "m"}),
        ({"f": 10, "m": 20, "": 2}, {"f", ""}),
        ({"f": 10, "m": 20, "x": 3, "": 2}, {"f", "x", ""}),
        ({"f": 4}, {"f"}),
        ({}, set()),
    ],
)
def test_a_small_group_takes_others_with_it_until_together_they_tell_nothing(sizes, unseen):
    assert hidden(sizes, LEAST) == unseen


@given(SIZES)
def test_a_total_less_the_groups_that_are_shown_is_never_a_small_group(sizes):
    unseen = hidden(sizes, LEAST)
    shown = {group: people for group, people in sizes.items() if group not in unseen and people}
    rest = {group: people for group, people in sizes.items() if group in unseen and people}
    assert all(people >= LEAST for people in shown.values())
    assert not rest or not shown or (len(rest) >= 2 and sum(rest.values()) >= LEAST)


@given(SIZES)
def test_the_sizes_of_those_who_said_it_do_not_give_a_small_group_away_either(sizes):
    """Who said nothing is known in number: all responses less the n of the question that tells the group."""
    unseen = hidden(sizes, LEAST)
    said = {group: people for group, people in sizes.items() if group and people}
    small = {group for group, people in said.items() if people < LEAST}
    rest = {group: people for group, people in said.items() if group in unseen}
    assert not small or rest == said or (len(rest) >= 2 and sum(rest.values()) >= LEAST)


@given(PEOPLE)
def test_one_crossing_less_another_is_never_a_small_group_even_for_who_knows_what_lies_in_what(people):
    unseen = hidden_in_all(people, LEAST)
    for inner, outer in permutations(range(len(unseen) if people else 0), 2):
        parts, wholes = published(people, unseen, inner), published(people, unseen, outer)
        for part in parts:
            for number in range(1, len(wholes) + 1):
                for chosen in combinations(wholes, number):
                    around = frozenset().union(*chosen)
                    others = sum(people[cell] for cell in around - part)
                    assert not part <= around or others == 0 or others >= LEAST


def published(people, unseen, at):
    """The sets of cells that a crossing tells of: each shown group, and the rest as a total less all of them."""
    found = {}
    for cell, number in people.items():
        if number:
            found.setdefault(None if cell[at] in unseen[at] else cell[at], set()).add(cell)
    return [frozenset(cells) for cells in found.values()]


@given(PEOPLE, PEOPLE)
def test_what_is_hidden_for_the_round_stays_hidden_in_every_question(people, fewer):
    unseen = hidden_in_all(people, LEAST)
    answered = {cell: min(number, fewer.get(cell, number)) for cell, number in people.items()}
    for always, here, at in zip(unseen, hidden_in_all(answered, LEAST, unseen), range(3), strict=False):
        there = {cell[at] for cell, number in answered.items() if number}
        assert always & there <= here


# the same on all that is public of a round

PERSON = st.fixed_dictionaries(
    {},
    optional={
        "gender": st.sampled_from(["female", "male", "other"]),
        "age": st.sampled_from(["young", "middle", "old"]),
        "satisfied": st.sampled_from([*AGREEMENT, "na"]),
        "topics": st.sampled_from([["water"], ["water", "trade"]]),
        "years": st.sampled_from(["1", "2", "40"]),
    },
)
ASKED = ("gender", "age", "satisfied", "topics", "years")


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(PERSON, st.integers(1, 6)), max_size=12))
def test_nobody_reckons_a_small_group_from_all_that_is_public(crowd):
    found = asked_round(
        gender(), age(), scale(), question("topics", "multiple", "water", "trade"), question("years", "number")
    )
    for person, times in crowd:
        answer(found, times=times, **person)
    seen = everything_public(found)
    for name in ASKED:
        for by in ("gender", "age"):
            attack(seen, crowd, name, by)


def everything_public(round):
    """{(item, crossing, group or None): Tally} of all that a visitor may ask for."""
    seen = {}
    for by in ("", "gender", "age", "sector", "country"):
        told = figures.results([round], by, is_protected=True)
        for one in told.counted:
            for column, tally in zip(told.columns, one.tallies, strict=True):
                if tally is not None:
                    seen[one.item.name, by if column.group is not None else "", column.group] = tally
    return seen


def attack(seen, crowd, name, by):
    """Subtract the shown groups of `by` from the total of the item `name`, and insist that nothing small comes out."""
    total = seen.get((name, "", None))
    shown = {group: tally for (item, crossed, group), tally in seen.items() if item == name and crossed == by}
    if total is None:
        assert shown == {}
        return
    assert total.n >= LEAST and all(tally.n >= LEAST for tally in shown.values())
    left = {}
    for person, times in crowd:
        if counts(person.get(name)) and person.get(by, "") not in shown:
            left[person.get(by, "")] = left.get(person.get(by, ""), 0) + times
    rest = total.n - sum(tally.n for tally in shown.values())
    assert rest == sum(left.values())
    assert not shown or rest == 0 or (rest >= LEAST and len(left) >= 2)
    assert (total.least, total.most) == (None, None)
    if name == by:
        assert shown == {}
        small = [key for key, number in total.counts.items() if number < LEAST]
        rest = [number for key, number in total.counts.items() if key in total.unseen]
        assert set(small) <= total.unseen
        assert not small or (len(rest) >= 2 and sum(rest) >= LEAST)


def counts(value):
    """Whether a value is an answer that counts."""
    return value not in (None, "na")


@pytest.mark.django_db
def test_what_is_not_shown_stands_in_no_file():
    found = asked_round(gender(), scale())
    answer(found, times=7, gender="female", satisfied="agree")
    answer(found, times=9, gender="male", satisfied="neutral")
    answer(found, times=3, gender="other", satisfied="strongly_disagree")
    told = figures.results([found], "gender", is_protected=True)
    rows = [row for row in tables.sheet_of(told) if row[0] == "Satisfied"]
    assert [(row[3], row[8]) for row in rows if row[5] is None and row[4] == ""] == [
        ("Female", "not shown"),
        ("Other", "not shown"),
    ]
    assert {(row[3], row[7]) for row in rows} == {("All", 19), ("Male", 9), ("Female", None), ("Other", None)}


@pytest.mark.django_db
def test_a_round_that_few_have_answered_tells_nothing_at_all():
    found = asked_round(gender(), scale())
    answer(found, times=4, gender="female", satisfied="agree")
    told = figures.results([found], "gender", is_protected=True)
    assert {tally for one in told.counted for tally in one.tallies} == {None}
    assert (told.bases[0].sent, tables.base_words(told)) == (None, [(str(found), "fewer than 5 answers")])


@pytest.mark.django_db
def test_what_tells_a_group_is_crossed_by_no_other_one():
    """Women over sixty are a group too."""
    found = asked_round(gender(), age())
    for sex in ("female", "male"):
        answer(found, times=9, gender=sex, age="old")
        answer(found, times=9, gender=sex, age="young")
    told = figures.results([found], "age", is_protected=True)
    assert [[tally and tally.n for tally in one.tallies] for one in told.counted] == [
        [36, None, None],
        [36, None, None],
    ]


def test_three_crossings_together_give_no_small_group_away():
    """All 13 less a sector, a gender and an age group were the one person of the hidden sector."""
    people = {("b", "a", "c"): 5, ("a", "b", "c"): 12, ("b", "b", "b"): 20, ("b", "b", "a"): 1}
    found = hidden_in_all(people, 5)
    sizes = [added_up(people, lambda one, at=at: one[at]) for at in range(3)]
    assert (reckoned(people, found, sizes, 5), "a" in found[2]) == ((), True)
    unprotected = [set(), set(), {"a", "c"}]
    assert reckoned(people, unprotected, sizes, 5) != ()
