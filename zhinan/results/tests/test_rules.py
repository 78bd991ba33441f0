"""What may be put together, in which words it is refused, and which groups cannot be of a whole."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhinan.results.models import Indicator
from zhinan.results.rules import Aggregated, Facts, put_together, wrong_parts

HALF = {"numerators": Decimal(30), "denominators": Decimal(40)}
COUNTS = st.integers(0, 10**6).map(Decimal)


def told(facts, of=1, names=None, **words):
    """(value, reason) of Facts for an indicator of a number of something, unless `words` say otherwise."""
    found = put_together(Indicator(**{"measure": "unit"} | words), Facts(**facts), of, names)
    return found.value, found.reason


@pytest.mark.parametrize(
    ("words", "facts", "of", "reason"),
    [
        ({"measure": "ordinal"}, {"total": 3, "counted": 1}, 1, "Ranks are not added up."),
        ({"measure": "nominal"}, {"total": 3, "counted": 1}, 1, "Categories are not added up."),
        ({"measure": "qualitative"}, {"counted": 1}, 1, "What is measured in words is not added up."),
        ({}, {}, 0, "No indicator of a grant counts towards it."),
        ({}, {}, 2, "Nothing was measured in this period."),
        ({}, {"beyond": 1}, 2, "What was measured goes beyond this period."),
        (
            {},
            {"total": 3, "counted": 2, "clashing": 7},
            2,
            "Ponds: Two of the measurements overlap in time, so they are not added up.",
        ),
        (
            {"is_cumulative": True},
            {"total": 3, "counted": 2, "clashing": 7},
            2,
            "Ponds: Two numbers to date end on the same day.",
        ),
        (
            {"measure": "percentage"},
            {**HALF, "counted": 2, "partless": 7},
            2,
            "Ponds: A percentage is given without the numbers that it is made of.",
        ),
        (
            {"measure": "percentage"},
            {"numerators": Decimal(0), "denominators": Decimal(0), "counted": 1},
            1,
            "A percentage is given without the numbers that it is made of.",
        ),
        (
            {"measure": "percentage"},
            {"counted": 1},
            1,
            "A percentage is given without the numbers that it is made of.",
        ),
    ],
)
def test_what_cannot_be_put_together_says_why(words, facts, of, reason):
    assert told(facts, of, {7: "Ponds"}, **words) == (None, reason)


def test_a_refusal_of_one_indicator_by_itself_names_nobody():
    facts = {"total": 3, "counted": 1, "clashing": 7}
    assert told(facts) == (None, "Two of the measurements overlap in time, so they are not added up.")


def test_a_percentage_is_reckoned_from_its_parts_and_its_base_is_the_sum_of_the_denominators():
    found = put_together(Indicator(measure="percentage"), Facts(total=150, counted=2, measurements=2, **HALF), 5)
    assert (found.value, found.numerator, found.denominator, found.n) == (75, 30, 40, 40)
    assert (found.counted, found.of, found.left_out) == (2, 5, 3)


def test_a_base_that_one_measurement_does_not_state_is_not_stated_by_the_sum():
    bases = {"total": Decimal(9), "bases": 20, "measurements": 2, "counted": 2}
    found = [put_together(Indicator(measure="unit"), Facts(stated=stated, **bases), 2).n for stated in (1, 2)]
    assert found == [None, 20]


@pytest.mark.parametrize(("value", "reason"), [(None, ""), (Decimal(1), "It has none")])
def test_no_number_comes_without_its_reason_and_no_reason_beside_a_number(value, reason):
    with pytest.raises(ValueError, match="Where there is no number"):
        Aggregated(value, reason, 1)


SEXES = "Women, men and others come to 110 here, more than all together: 100."


@pytest.mark.parametrize(
    ("measure", "value", "groups", "wrong"),
    [
        ("unit", 100, [("sex", "female", 60), ("sex", "male", 40)], {}),
        ("unit", 100, [("sex", "female", 60), ("sex", "male", 30)], {}),
        ("unit", 100, [("sex", "female", 60), ("sex", "male", 50)], {"sex": SEXES}),
        ("unit", 100, [("sex", "female", 60), ("sex", "male", 30), ("sex", "other", 10)], {}),
        (
            "unit",
            100,
            [("sex", "female", 60), ("sex", "male", 30), ("sex", "other", 0)],
            {"sex": "Women, men and others come to 90 here, and all together to 100."},
        ),
        ("unit", 100, [("country", "KEN", 100), ("country", "TZA", 90)], {}),
        (
            "unit",
            100,
            [("country", "KEN", 101), ("age", "15-24", 1000), ("country", "TZA", None)],
            {
                ("country", "KEN"): "This is more than all together: 100.",
                ("age", "15-24"): "This is more than all together: 100.",
            },
        ),
        ("unit", 100, [("sex", "the girls", 60), ("sex", "female", 60)], {}),
        ("unit", -5, [("sex", "female", 3), ("sex", "male", -8)], {}),
        ("unit", None, [("sex", "female", 3)], {}),
        ("unit", 0, [], {}),
        ("percentage", 50, [("sex", "female", 90), ("sex", "male", 80)], {}),
        ("ordinal", 1, [("sex", "female", 3)], {}),
    ],
)
def test_groups_that_cannot_be_of_the_whole_are_said(measure, value, groups, wrong):
    value = None if value is None else Decimal(value)
    groups = [(dimension, key, None if part is None else Decimal(part)) for dimension, key, part in groups]
    assert wrong_parts(measure, value, groups) == wrong


@given(parts=st.lists(COUNTS, min_size=3, max_size=3))
def test_what_adds_up_is_never_refused_and_what_does_not_always_is(parts):
    groups = [("sex", key, part) for key, part in zip(("female", "male", "other"), parts, strict=True)]
    assert wrong_parts("unit", sum(parts), groups) == {}
    assert "sex" in wrong_parts("unit", sum(parts) + 1, groups)
