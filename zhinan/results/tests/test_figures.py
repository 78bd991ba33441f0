"""Targets against actuals, in words, on the page and in files; nothing is added up."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from zhinan.accounts.models import VISITOR
from zhinan.results import actions
from zhinan.results.documents import DOCUMENTS
from zhinan.results.figures import compared, groups_of, rows_of
from zhinan.results.models import Framework
from zhinan.results.tables import base_in_words, lines_of, sheet_of

from .make import counting, framework, indicator, measured, result, target

pytestmark = pytest.mark.django_db
NEXT = (date(2027, 1, 1), date(2027, 12, 31))


def test_a_period_without_target_or_without_measurement_stands_beside_the_others():
    of = indicator(baseline_value=60, baseline_year=2025)
    target(of), target(of, "90", NEXT)
    measured(of, "85.25", n=40, answered=40, asked=50)
    (row,) = rows_of(of.result.framework, VISITOR)
    told = [
        [line[name] for name in ("baseline", "period", "target", "actual", "base", "reached")] for line in lines_of(row)
    ]
    base = "n 40, 40 of 50 answered, response rate 80%"
    assert told == [
        ["60% (2025)", "2026", "80%", "85.25%", base, "reached"],
        ["60% (2025)", "2027", "90%", "", "", ""],
    ]


def test_what_is_corrected_or_withdrawn_stands_in_no_comparison():
    of = indicator()
    first = measured(of)
    second = measured(of, "78", replaces=first, why="Counted twice")
    assert [one.actual for one in compared(of, of.measurements.current())] == [second]
    actions.withdraw(second, by=None, on=date(2026, 3, 1), because="Of another programme")
    (one,) = compared(of, of.measurements.current())
    assert (one.period, one.target, one.actual) == (None, None, None)


@pytest.mark.parametrize(
    ("facts", "value", "goal", "reached"),
    [
        ({}, "80", "80", True),
        ({}, "79.99", "80", False),
        ({"is_ascending": False}, "79", "80", True),
        ({"is_ascending": False}, "81", "80", False),
        ({"measure": "nominal"}, "2", "1", None),
    ],
)
def test_a_target_is_reached_from_the_side_from_which_the_indicator_comes(facts, value, goal, reached):
    of = indicator(**facts)
    target(of, goal)
    measured(of, value)
    assert [one.is_reached for one in compared(of, of.measurements.current())] == [reached]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"n": 40}, "n 40"),
        ({"is_base_unstated": True}, "base not stated"),
        ({"n": 40, "answered": 41}, "n 40, 41 answered, response rate: base not stated"),
        ({"n": 31, "answered": 31, "asked": 47}, "n 31, 31 of 47 answered, response rate 65.96%"),
    ],
)
def test_a_base_is_told_or_that_nobody_states_it(facts, words):
    assert base_in_words(measured(indicator(), **facts)) == words


@pytest.mark.usefixtures("codelists")
def test_groups_are_told_in_words_with_their_base(codelists):
    parts = [
        {"dimension": "sex", "key": "female", "value": "80", "n": 20},
        {"dimension": "age", "key": "15-24", "value": "70", "n": None},
        {"dimension": "country", "key": "KEN", "value": "75", "n": 8},
        {"dimension": "sex", "key": "f2", "label": "Women and girls", "value": "81", "n": 9},
    ]
    made = measured(indicator(), parts=parts)
    assert groups_of([made])[made.pk] == [
        ("age", "15-24", "70%", None),
        ("country or area", "Kenya", "75%", 8),
        ("sex", "women", "80%", 20),
        ("sex", "Women and girls", "81%", 9),
    ]


def test_a_framework_is_read_in_five_queries_however_long_it_is(django_assert_num_queries):
    here = framework()
    for many in (1, 3):
        for _each in range(many):
            of = indicator(result(here))
            target(of)
            measured(of)
        with django_assert_num_queries(5):
            list(sheet_of(rows_of(here, VISITOR)))


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_a_framework_takes_the_same_queries_for_any_number(client, django_assert_num_queries, many):
    here = framework()
    for _each in range(many):
        of = indicator(result(here))
        target(of)
        measured(of)
    with django_assert_num_queries(9):
        assert client.get(here.get_absolute_url()).status_code == 200


def test_the_page_of_a_framework_draws_a_line_from_two_measurements_on(client):
    here = framework()
    of = indicator(result(here))
    target(of)
    measured(of, "60", starts_on="2025-01-01", ends_on="2025-12-31")
    drawing = '<svg class="chart"'
    assert drawing not in client.get(here.get_absolute_url()).content.decode()
    measured(of, "75")
    page = client.get(here.get_absolute_url()).content.decode()
    assert (page.count(drawing), 'aria-label="From 60% (2025) to 75% (2026)"' in page) == (1, True)


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_a_programmes_framework_tells_what_grants_come_to(client, django_assert_num_queries, many):
    here = framework()
    for _each in range(many):
        of = indicator(result(here), measure="unit", unit="people")
        target(of, "20"), target(of, "30", NEXT)
        measured(counting(of), "12"), measured(counting(of), "10")
        measured(counting(of, audience="staff"), "99")
    with django_assert_num_queries(10):
        page = client.get(here.get_absolute_url()).content.decode()
    link = f'From the grants: <a href="{of.get_absolute_url()}#from-grants">'
    nothing = "Nothing was measured in this period."
    assert [page.count(f"{link}{told}</a>") for told in ("22 people, from 2 of 2 grants, reached", nothing)] == [1, 1]


def test_the_file_says_what_the_page_says(client):
    here = framework()
    of = indicator(result(here, title="Officials use what they learned"))
    target(of)
    measured(of, "75", numerator="30", denominator="40")
    result(here, "output", title="Trainings are held")
    answer = client.get(reverse("framework-sheet", args=[here.slug, "csv"]))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Number,Level,Result,Indicator,Measure,Baseline,Period,Target,Actual,Base")
    assert lines[1] == (
        "1,outcome,Officials use what they learned,Those who are satisfied,percentage,,2026,80%,75%,n 40,30 of 40,"
        'not reached,"Report of the survey, January 2027, found on 15 January 2027",'
    )
    assert lines[2] == "1.1,output,Trainings are held,,,,,,,,,,,"
    page = client.get(here.get_absolute_url()).content.decode()
    for words in ("Officials use what they learned", "80%", "75%", "30 of 40", "n 40", "not reached"):
        assert words in page
    assert client.get(reverse("framework-sheet", args=[here.slug, "xlsx"])).status_code == 200
    assert client.get(reverse("framework-sheet", args=[here.slug, "doc"])).status_code == 404


def test_the_search_knows_results_and_indicators_and_not_what_was_measured():
    of = indicator(result(framework(description="What we mean to do"), title="Officials use it"))
    measured(of, comment="A secret remark")
    (document,) = DOCUMENTS[Framework](Framework.objects.all())
    assert document.body == "What we mean to do\nOfficials use it\nThose who are satisfied"
    assert document.programmes == (str(of.result.framework.programme_id),)


def test_a_target_of_more_days_than_any_measurement_stands_beside_what_was_measured_in_them(client):
    counted = indicator(result(framework(audience="public")), measure="unit", unit="ponds")
    target(counted, "40")
    for days, value in ((("2026-01-01", "2026-06-30"), "20"), (("2026-07-01", "2026-12-31"), "22")):
        measured(counted, value, starts_on=days[0], ends_on=days[1])
    (row,) = rows_of(counted.result.framework, VISITOR)
    whole = next(one for one in row.periods if one.target)
    assert (whole.actual, whole.together.value, whole.is_reached) == (None, Decimal(42), True)
    told = client.get(counted.result.framework.get_absolute_url()).content.decode()
    assert ("42 ponds" in told, "from 2 measurements" in told) == (True, True)
