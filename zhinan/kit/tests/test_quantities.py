"""Numbers hold as exactly as they were printed."""

from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from zhinan.kit.quantities import Qualifier, bounds, holds, money, sum_qualifier

numbers = st.decimals(min_value=0, max_value=10_000, places=1)
qualifiers = st.sampled_from(Qualifier)


@pytest.mark.parametrize(
    ("said", "qualifier", "those_that_hold", "those_that_do_not"),
    [
        (200, "exact", [200], [199, 201, 210]),
        (200, "more_than", [201, 210], [200, 190]),
        (1000, "at_least", [1000, 1001], [999]),
        (60, "nearly", [54, 59, 60], [53, 61]),
        (3.6, "about", [3.24, 3.6, 3.96], [3.2, 4]),
        (30, "fewer_than", [0, 29], [30, 31]),
    ],
)
def test_a_number_holds_as_its_qualifier_says(said, qualifier, those_that_hold, those_that_do_not):
    said = Decimal(str(said))
    assert [found for found in those_that_hold if not holds(said, qualifier, Decimal(str(found)))] == []
    assert [found for found in those_that_do_not if holds(said, qualifier, Decimal(str(found)))] == []


@given(numbers, qualifiers, numbers)
def test_what_holds_lies_within_the_bounds(said, qualifier, found):
    low, high = bounds(said, qualifier)
    is_inside = (low is None or low <= found) and (high is None or found <= high)
    is_open = qualifier in (Qualifier.MORE_THAN, Qualifier.FEWER_THAN)
    assert holds(said, qualifier, found) is (is_inside and not (is_open and found == said))


@given(numbers, st.sampled_from([Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.NEARLY, Qualifier.ABOUT]))
def test_a_number_bears_itself_out_unless_it_is_an_open_bound(said, qualifier):
    assert holds(said, qualifier, said) is True


@pytest.mark.parametrize(
    ("parts", "qualifier"),
    [
        ([], "exact"),
        (["exact", "exact"], "exact"),
        (["exact", "more_than"], "more_than"),
        (["more_than", "more_than"], "more_than"),
        (["at_least", "exact"], "at_least"),
        (["more_than", "nearly", "more_than"], "about"),
        (["fewer_than", "exact"], "fewer_than"),
        (["more_than", "at_least"], "more_than"),
    ],
)
def test_a_sum_is_no_more_exact_than_its_parts(parts, qualifier):
    assert sum_qualifier(parts) == qualifier


@given(st.lists(st.tuples(numbers, st.sampled_from([Qualifier.EXACT, Qualifier.MORE_THAN])), min_size=1, max_size=5))
def test_a_sum_of_numbers_that_hold_bears_out_its_qualifier(parts):
    total = sum(said for said, _ in parts)
    found = sum(said + (1 if qualifier == Qualifier.MORE_THAN else 0) for said, qualifier in parts)
    assert holds(total, sum_qualifier(qualifier for _, qualifier in parts), found)


def test_an_amount_stands_after_its_currency_with_both_places_of_cents_or_none():
    amounts = (12_500, "250.5", Decimal("0.004"), Decimal("1234567.89"), Decimal("30000.00"))
    assert [money(one, "KES") for one in amounts] == [
        *("KES 12,500", "KES 250.50", "KES 0", "KES 1,234,567.89", "KES 30,000")
    ]
    with override("de"):
        assert money(Decimal("1234.5"), "EUR") == "EUR 1.234,50"
