"""Verdicts, and the arithmetic behind the findings."""

from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhinan.kit.figures import Figure, Part
from zhinan.kit.quantities import Qualifier, holds
from zhinan.programmes.tests.make import period, programme
from zhinan.reporting.rules import agrees, verdict
from zhinan.reporting.rules.statements import exclude_each_other
from zhinan.sources.tests.make import source

from .make import findings, report, statement


def speech(value, qualifier="exact", **facts):
    """What a statement says, without a database."""
    return SimpleNamespace(
        **{"value": Decimal(value), "qualifier": qualifier, "unit": "", "part": "", "base": None} | facts
    )


@pytest.mark.parametrize(
    ("value", "qualifier", "found", "is_whole", "expected"),
    [
        (4, "exact", 4, True, "supported"),
        (5, "exact", 4, True, "not_supported"),
        (5, "exact", 4, False, "incomplete"),
        (3, "exact", 4, False, "not_supported"),
        (3, "exact", 4, True, "not_supported"),
        (200, "more_than", 210, True, "supported"),
        (200, "exact", 210, True, "not_supported"),
        (200, "more_than", 200, True, "not_supported"),
        (200, "more_than", 200, False, "incomplete"),
        (1000, "at_least", 1000, True, "supported"),
        (1000, "at_least", 490, False, "incomplete"),
        (30, "nearly", 28, True, "supported"),
        (30, "nearly", 17, False, "incomplete"),
        (30, "nearly", 31, False, "not_supported"),
        (36, "about", 40, True, "not_supported"),
        (10, "fewer_than", 12, False, "not_supported"),
        (10, "fewer_than", 9, True, "supported"),
        (5, "exact", None, False, "stated_only"),
        (0, "exact", 0, True, "supported"),
    ],
)
def test_the_verdict_respects_the_qualifier_and_how_much_of_the_list_is_given(
    value, qualifier, found, is_whole, expected
):
    assert verdict(speech(value, qualifier), Figure(value=found, records=None, is_whole=is_whole)) == expected


def test_a_percentage_needs_a_base_from_the_figure_or_the_statement():
    nothing = Figure(value=None, records=None)
    assert verdict(speech(95, unit="percent"), nothing) == "no_base"
    assert verdict(speech(95, unit="percent", base=200), nothing) == "stated_only"
    assert verdict(speech(95, unit="percent"), Figure(value=95, records=None, base=40)) == "supported"


def test_a_statement_about_a_part_is_judged_by_that_part():
    figure = Figure(value=490, records=None, parts=[Part("online", "online", 210, None)])
    assert verdict(speech(200, "more_than", part="online"), figure) == "supported"
    assert verdict(speech(200, "more_than", part="hybrid"), figure) == "stated_only"


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([], None),
        (["supported"], True),
        (["supported", "supported"], True),
        (["supported", "not_supported"], False),
        (["incomplete", "not_supported"], False),
        (["supported", "incomplete"], None),
        (["stated_only"], None),
        (["no_base", "supported"], None),
    ],
)
def test_a_figure_agrees_only_when_all_that_is_said_of_it_is_borne_out(verdicts, expected):
    assert agrees(verdicts) is expected


numbers = st.integers(1, 500)
qualifiers = st.sampled_from(Qualifier)


@given(numbers, qualifiers, numbers, qualifiers)
def test_two_statements_exclude_each_other_in_either_order(one, how, other, how_else):
    pair = speech(one, how), speech(other, how_else)
    assert exclude_each_other(*pair) is exclude_each_other(*reversed(pair))


@given(numbers, qualifiers, numbers, qualifiers)
def test_two_statements_exclude_each_other_when_no_number_bears_out_both(one, how, other, how_else):
    is_possible = any(holds(one, how, found) and holds(other, how_else, found) for found in candidates(one, other))
    assert exclude_each_other(speech(one, how), speech(other, how_else)) is not is_possible


def candidates(one, other):
    """Numbers at, between and beyond the edges of what `one` and `other` may mean."""
    edges = sorted({Decimal(said) * share for said in (one, other) for share in (Decimal("0.9"), 1, Decimal("1.1"))})
    between = [(low + high) / 2 for low, high in pairwise(edges)]
    return [edges[0] / 2, *edges, *between, edges[-1] * 2]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((15, "exact"), (16, "exact"), True),
        ((20, "exact"), (20, "more_than"), True),
        ((20, "exact"), (20, "at_least"), False),
        ((95, "exact"), (95, "more_than"), True),
        ((30, "nearly"), (36, "exact"), True),
        ((30, "nearly"), (28, "exact"), False),
        ((20, "more_than"), (36, "exact"), False),
        ((1000, "at_least"), (1000, "more_than"), False),
        ((20, "more_than"), (20, "fewer_than"), True),
    ],
)
def test_statements_that_cannot_both_be_true(one, other, expected):
    assert exclude_each_other(speech(*one), speech(*other)) is expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "more", "is_found"),
    [
        ({}, {}, True),
        ({"as_of_on": "2020-06"}, {}, True),
        ({"as_of_on": "2020-06"}, {"as_of_on": "2020-06-30"}, True),
        ({"as_of_on": "2019-12"}, {"as_of_on": "2020-12"}, False),
        (
            {"starts_on": "2020-01-01", "ends_on": "2020-06-30"},
            {"starts_on": "2020-07-01", "ends_on": "2020-12-31"},
            False,
        ),
    ],
    ids=str,
)
def test_numbers_of_different_days_or_periods_do_not_contradict_each_other(facts, more, is_found):
    lead = programme(slug="lead")
    period(lead)
    paper = source()
    statement(lead, "members_total", 30, source=paper, **facts)
    statement(lead, "members_total", 36, source=paper, **more)
    found = findings("statement_against_statement", "members_total", of=report("lead"))
    assert found == ([(30, 36)] if is_found else [])
