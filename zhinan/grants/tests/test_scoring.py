"""What marks come to: between 0 and 100, by weights, higher for every better mark; and when reviews are far apart."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhinan.grants.rules.scoring import average, is_far_apart, needs_reason, so_far, spread, total

TOTALS = st.lists(st.decimals(0, 100, places=2), max_size=6)


@st.composite
def rubrics(draw):
    """(least, most, weights that sum to 100, points of each)."""
    most = draw(st.integers(2, 100))
    least = 0 if most >= 10 else 1
    cuts = sorted(draw(st.lists(st.integers(1, 99), unique=True, max_size=6)))
    weights = [Decimal(b - a) for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    return least, most, weights, [draw(st.integers(least, most)) for _one in weights]


@given(rubrics())
def test_a_total_lies_between_0_and_100_and_is_both_only_at_the_ends(rubric):
    least, most, weights, points = rubric
    found = total([*zip(points, weights, strict=True)], least, most)
    assert 0 <= found <= 100
    assert total([(least, weight) for weight in weights], least, most) == 0
    assert total([(most, weight) for weight in weights], least, most) == 100


@given(rubrics(), st.data())
def test_a_better_mark_is_never_worth_less(rubric, data):
    least, most, weights, points = rubric
    place = data.draw(st.integers(0, len(points) - 1))
    better = [*points]
    better[place] = min(most, better[place] + 1)
    before, after = (total([*zip(each, weights, strict=True)], least, most) for each in (points, better))
    assert after >= before


@given(rubrics())
def test_without_one_of_the_marks_there_is_no_total_but_a_sum_so_far(rubric):
    least, most, weights, points = rubric
    marks = [(None, weights[0]), *zip(points[1:], weights[1:], strict=True)]
    assert total(marks, least, most) is None
    assert 0 <= so_far(marks, least, most) <= 100 - weights[0] + Decimal("0.01")


def test_a_rubric_with_weights_60_and_40_on_a_scale_from_1_to_5():
    assert total([(4, Decimal(60)), (2, Decimal(40))], 1, 5) == Decimal("55.00")
    assert total([], 1, 5) is None


@given(TOTALS)
def test_spread_is_from_the_lowest_to_the_highest_and_needs_two(totals):
    assert spread(totals) == (max(totals) - min(totals) if len(totals) > 1 else None)
    assert is_far_apart(totals, 25) == (len(totals) > 1 and max(totals) - min(totals) > 25)


@given(TOTALS)
def test_an_average_lies_between_the_lowest_and_the_highest(totals):
    found = average(totals)
    assert (found is None) == (totals == [])
    if totals:
        assert min(totals) <= found <= max(totals)


@pytest.mark.parametrize(("points", "asks"), [(1, True), (2, False), (5, True)])
def test_a_mark_at_either_end_needs_a_reason(points, asks):
    assert needs_reason(points, 1, 5) == asks
