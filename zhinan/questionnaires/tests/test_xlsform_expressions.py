"""Conditions and limits of XLSForm: what is understood, and that nothing else is guessed."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..models import Comparison, Condition, How, Kind, Question
from ..rules.xlsform.expressions import NotUnderstood, as_condition, as_expression, as_limits, quoted, tree_of

ASKED = {kind.value: Question(kind.value, kind) for kind in Kind}
WHOLE = {"number"}


def read(text):
    """The tests of a condition and whether all must hold, or None where it is not understood."""
    try:
        found = as_condition(text, ASKED, WHOLE)
    except NotUnderstood:
        return None
    return found.tests, found.every


def one(question, how, value=""):
    """What a condition of one test is read as."""
    return (Comparison(question, how, value),), True


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("${single} = 'yes'", one("single", How.IS, "yes")),
        ('${ single }="yes"', one("single", How.IS, "yes")),
        ("'yes' = ${single}", one("single", How.IS, "yes")),
        ("(${single} = 'yes')", one("single", How.IS, "yes")),
        ("${single} = 1", one("single", How.IS, "1")),
        ("${single} != 'no'", one("single", How.IS_NOT, "no")),
        ("not(${single} = 'no')", one("single", How.IS_NOT, "no")),
        ("selected(${multiple}, 'a')", one("multiple", How.IS, "a")),
        ("selected(${single}, 'a')", one("single", How.IS, "a")),
        ("not(selected(${multiple}, 'a'))", one("multiple", How.IS_NOT, "a")),
        ("${number} > 17", one("number", How.MORE, "17")),
        ("17 < ${number}", one("number", How.MORE, "17")),
        ("${number} >= 18", one("number", How.MORE, "17")),
        ("${number} <= -1", one("number", How.LESS, "0")),
        ("${short} != ''", one("short", How.ANSWERED)),
        ("string-length(${short}) > 0", one("short", How.ANSWERED)),
        ("count-selected(${multiple}) >= 1", one("multiple", How.ANSWERED)),
        ("${consent} = 'OK'", one("consent", How.ANSWERED)),
        ("true()", ((), True)),
    ],
)
def test_a_comparison_is_understood_in_each_of_its_spellings(text, tests):
    assert read(text) == tests


def test_parts_are_joined_by_and_or_by_or():
    first, second = one("single", How.IS, "a")[0][0], one("number", How.MORE, "3")[0][0]
    assert read("${single} = 'a' and (${number} > 3 and ${single} = 'a')") == ((first, second, first), True)
    assert read("${single} = 'a' or ${number} > 3") == ((first, second), False)


@pytest.mark.parametrize(
    "text",
    [
        "${single} = 'a' and (${number} > 3 or ${number} < 1)",
        "${single} = ${short}",
        "${single} = ''",
        "${multiple} = 'a'",
        "${date} > today()",
        "${single} > 3",
        "${number} + 1 > 3",
        "${number} >= 1.5",
        "pulldata('x', 'y', 'z', ${single}) = 'a'",
        "${other} = 'a'",
        "${single} = 'a",
        "if(${single} = 'a', 1, 2)",
        "selected(${multiple})",
        "string-length()",
        "and",
        "",
        "(" * 500,
        "'a' = 'a'",
        "../single = 'a'",
    ],
)
def test_what_a_condition_cannot_hold_is_not_guessed(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "is_whole", "limits"),
    [
        (". >= 1 and . <= 5", Kind.NUMBER, False, {"least": "1", "most": "5"}),
        ("(.>=1) and (5>=.)", Kind.NUMBER, False, {"least": "1", "most": "5"}),
        (". > 0 and . < 6", Kind.NUMBER, True, {"least": "1", "most": "5"}),
        (". >= 0.5", Kind.NUMBER, False, {"least": "0.5"}),
        ("count-selected(.) <= 3", Kind.MULTIPLE, False, {"most": "3"}),
        ("count-selected(.) = 2", Kind.RANKING, False, {"least": "2", "most": "2"}),
        (r"regex(., '^\s*(\S+\s+){0,99}\S*\s*$')", Kind.LONG, False, {"words": 100}),
    ],
)
def test_limits_are_understood(text, kind, is_whole, limits):
    assert as_limits(text, kind, is_whole) == limits


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (". > 0", Kind.NUMBER),
        (". >= 1 and . >= 2", Kind.NUMBER),
        (". >= 1 or . = 0", Kind.NUMBER),
        (". >= ${number}", Kind.NUMBER),
        ("string-length(.) < 200", Kind.LONG),
        ("regex(., '[A-Z]+')", Kind.SHORT),
        (". >= 1", Kind.SHORT),
        (". <= today()", Kind.DATE),
    ],
)
def test_limits_that_cannot_be_held_are_not_guessed(text, kind):
    with pytest.raises(NotUnderstood):
        as_limits(text, kind)


@given(st.text(st.sampled_from("ab'\" ,()")))
def test_a_text_with_any_marks_is_read_as_it_was_written(text):
    condition = Condition((Comparison("short", How.IS, text or "x"),))
    assert as_condition(as_expression(condition, {"short": Kind.SHORT}), ASKED) == condition


@given(st.text() | st.text(st.sampled_from("${}single()'\"andor=<>!.,-1 ")))
def test_any_text_is_an_expression_or_is_not_understood(text):
    with suppress(NotUnderstood):
        assert tree_of(text)
        assert isinstance(as_condition(text, ASKED, WHOLE), Condition)


def test_a_text_with_both_marks_is_joined_of_pieces():
    assert quoted("a'b\"c") == "concat('a', \"'\", 'b\"c')"
