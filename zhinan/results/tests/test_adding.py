"""Grants are put together by the database: in any order, from parts, and not at all where that would be nonsense."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhinan.accounts.models import VISITOR, RoleName
from zhinan.accounts.tests.make import user
from zhinan.kit.figures import Period
from zhinan.programmes.tests.make import programme
from zhinan.results import actions
from zhinan.results.figures import (
    contributions,
    from_grants,
    groups_from_grants,
    over_time,
    periods_of,
    trend,
)
from zhinan.results.models import Measurement, share

from .make import counting, framework, indicator, measured, result, target

pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
QUARTERS = [("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31")]


def aggregated(indicator, period, reader):
    """What counts towards one `indicator` in one `period`, as the `reader` may see it."""
    return from_grants([indicator], [period], reader)[indicator.pk, period]


def days(first, last, year=2026):
    """The days of a measurement: of 2026 unless a year is named."""
    return {"starts_on": f"{year}-{first}", "ends_on": f"{year}-{last}"}


def people(**facts):
    """An indicator of a programme that counts people."""
    return indicator(measure="unit", unit="people", **facts)


def number(of, period=YEAR, reader=VISITOR):
    """(value, counted, of, reason) of what counts towards an indicator."""
    found = aggregated(of, period, reader)
    return found.value, found.counted, found.of, found.reason


# what counts


def test_numbers_of_grants_are_added_up_over_the_year_and_over_the_grants():
    of = people()
    first, second = counting(of), counting(of)
    measured(first, "10", **days("01-01", "06-30"))
    measured(first, "5", **days("07-01", "12-31"))
    measured(second, "7")
    counting(of)
    found = aggregated(of, YEAR, VISITOR)
    assert (found.value, found.n, found.measurements, found.counted, found.of) == (22, 120, 3, 2, 3)


def test_of_numbers_to_date_the_latest_of_each_grant_counts_whenever_it_began():
    of = people(is_cumulative=True)
    first, second = counting(of), counting(of)
    measured(first, "10", starts_on="2024-01-01", ends_on="2026-06-30")
    measured(first, "15", starts_on="2024-01-01", ends_on="2026-12-31")
    measured(first, "99", starts_on="2024-01-01", ends_on="2027-06-30")
    measured(second, "7", **days("01-01", "03-31"))
    assert number(of) == (22, 2, 2, "")
    assert aggregated(of, YEAR, VISITOR).beyond == 1


def test_percentages_are_reckoned_from_their_parts_over_time_and_over_grants():
    of = indicator()
    first, second = counting(of), counting(of)
    measured(first, "50", numerator="1", denominator="2", **days("01-01", "06-30"))
    measured(first, "25", numerator="2", denominator="8", **days("07-01", "12-31"))
    measured(second, "90", numerator="81", denominator="90")
    found = aggregated(of, YEAR, VISITOR)
    assert (found.value, found.numerator, found.denominator, found.n) == (84, 84, 100, 100)


def test_what_was_withdrawn_or_corrected_does_not_count():
    of = people()
    below = counting(of)
    measured(below, "12", replaces=measured(below, "10"), why="Two came later")
    assert number(of) == (12, 1, 1, "")
    (stands,) = below.measurements.current()
    actions.withdraw(stands, by=None, on=date(2027, 1, 1), because="Of another project")
    assert number(of) == (None, 0, 1, "Nothing was measured in this period.")


@pytest.mark.parametrize(
    ("first", "last"),
    [("2025-12-31", "2026-12-31"), ("2026-01-01", "2027-01-01"), ("2025-01-01", "2027-12-31")],
)
def test_what_goes_beyond_the_period_is_left_out_with_the_reason(first, last):
    of = people()
    below = counting(of)
    measured(below, "10", starts_on=first, ends_on=last)
    assert number(of) == (None, 0, 1, "What was measured goes beyond this period.")
    measured(below, "3", **days("02-01", "02-28"))
    found = aggregated(of, YEAR, VISITOR)
    assert (found.value, found.beyond, found.reason) == (3, 1, "")


def test_a_project_that_went_to_another_programme_counts_no_more():
    of = people()
    below = counting(of)
    measured(below, "10")
    own = below.result.framework.project
    own.programme = programme()
    own.save()
    assert number(of) == (None, 0, 0, "No indicator of a grant counts towards it.")


# what is refused


@pytest.mark.parametrize(("first", "last"), [("06-30", "07-31"), ("01-01", "07-01"), ("03-01", "03-02")])
def test_two_measurements_that_share_a_day_refuse_the_sum_and_name_the_grant(first, last):
    of = people()
    measured(counting(of), "100")
    below = counting(of, "Ponds")
    measured(below, "10", **days("01-01", "06-30"))
    measured(below, "5", **days(first, last))
    reason = "Two of the measurements overlap in time, so they are not added up."
    assert number(of) == (None, 2, 2, f"Ponds: {reason}")
    alone = over_time(contributions(of, VISITOR).filter(pk=below.pk), [YEAR])[below.pk, YEAR]
    assert (alone.value, alone.reason) == (None, reason)


def test_one_that_only_overlaps_what_lies_beyond_the_period_counts():
    of = people()
    below = counting(of)
    measured(below, "10")
    measured(below, "50", starts_on="2024-01-01", ends_on="2027-12-31")
    assert number(of) == (10, 1, 1, "")


def test_two_numbers_to_date_of_one_day_refuse_the_sum():
    of = people(is_cumulative=True)
    below = counting(of, "Ponds")
    measured(below, "10"), measured(below, "10", **days("07-01", "12-31"))
    assert number(of) == (None, 1, 1, "Ponds: Two numbers to date end on the same day.")


def test_a_percentage_without_its_parts_refuses_the_sum_and_names_the_grant():
    of = indicator()
    measured(counting(of), "75", numerator="30", denominator="40")
    measured(counting(of, "Ponds"), "75")
    assert number(of) == (None, 2, 2, "Ponds: A percentage is given without the numbers that it is made of.")


def test_a_project_that_a_reader_may_not_see_is_named_by_its_framework():
    of = indicator()
    below = counting(of, "Ponds")
    measured(below, "75")
    below.result.framework.project.audience = "staff"
    below.result.framework.project.save()
    assert number(of)[3].startswith(f"{below.result.framework}: ")


# who sees what


def test_a_number_is_of_what_its_reader_may_see_and_so_is_the_list():
    of = people()
    seen, hidden = counting(of), counting(of, audience="staff")
    measured(seen, "10"), measured(hidden, "5")
    office = user("Secretariat", RoleName.SECRETARIAT, of.result.framework.programme.scope())
    told = {name: (number(of, reader=reader), [*contributions(of, reader)]) for name, reader in
            (("visitor", VISITOR), ("office", office))}  # fmt: skip
    assert told == {"visitor": ((10, 1, 1, ""), [seen]), "office": ((15, 2, 2, ""), [seen, hidden])}


# many


@pytest.mark.parametrize("many", [1, 3, 30])
def test_grants_are_put_together_in_two_queries_for_any_number(django_assert_num_queries, many):
    here = framework()
    both = [indicator(result(here), measure="unit"), indicator(result(here), measure="unit", is_cumulative=True)]
    for of in both:
        for _each in range(many):
            measured(counting(of), "2")
    periods = [YEAR, Period(date(2026, 1, 1), date(2027, 12, 31))]
    with django_assert_num_queries(2):
        found = from_grants(both, periods, VISITOR)
    assert {one.value for one in found.values()} == {2 * many}
    below = contributions(both[0], VISITOR)
    with django_assert_num_queries(2):
        assert {one.value for one in over_time(below, periods).values()} == {2}


def test_many_periods_are_asked_for_a_hundred_at_a_time(django_assert_num_queries):
    of = people()
    below = counting(of)
    starts = [date(2026, 1, 1) + timedelta(days=7 * week) for week in range(250)]
    weeks = [Period(start, start + timedelta(days=6)) for start in starts]
    for place in (0, 120, 249):
        measured(below, str(place), starts_on=weeks[place].start, ends_on=weeks[place].end)
    with django_assert_num_queries(4):
        found = from_grants([of], weeks, VISITOR)
    assert {weeks.index(period): one.value for (_key, period), one in found.items() if one.value is not None} == {
        0: 0,
        120: 120,
        249: 249,
    }


def test_without_a_period_and_without_grants_there_is_nothing_to_put_together():
    of = people()
    assert (from_grants([of], [], VISITOR), from_grants([], [YEAR], VISITOR)) == ({}, {})
    assert over_time(contributions(of, VISITOR), [YEAR]) == {}


SHARES = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda two: (min(two), max(two) + 1))
GRANTS = st.lists(st.dictionaries(st.integers(0, 3), SHARES, max_size=4), min_size=1, max_size=4)


def write(of, grants, order):
    """Measurements of {quarter: (part, whole)} of each of `grants`, written down in an `order` of chance."""
    below = [counting(of) for _each in grants]
    rows = []
    for one, quarters in zip(below, grants, strict=True):
        for quarter, (part, all_of_them) in quarters.items():
            first, last = (date.fromisoformat(f"2026-{day}") for day in QUARTERS[quarter])
            shares = {"numerator": part, "denominator": all_of_them, "value": share(Decimal(part), all_of_them)}
            values = shares if of.measure == "percentage" else {"value": Decimal(part) / 4}
            made = Measurement(indicator=one, measure=of.measure, starts_on=first, ends_on=last, n=5, origin="Report")
            for name, value in values.items():
                setattr(made, name, value)
            rows.append(made)
    order.shuffle(rows)
    Measurement.objects.bulk_create(rows)


@settings(max_examples=20)
@given(grants=GRANTS, order=st.randoms(use_true_random=False))
def test_whole_numbers_come_to_the_sum_of_all_in_any_order(grants, order):
    of = people()
    write(of, grants, order)
    parts = [Decimal(part) / 4 for quarters in grants for part, _whole in quarters.values()]
    assert aggregated(of, YEAR, VISITOR).value == (sum(parts) if parts else None)


@settings(max_examples=20)
@given(grants=GRANTS, order=st.randoms(use_true_random=False))
def test_numbers_to_date_come_to_the_sum_of_the_latest_and_never_of_all(grants, order):
    of = people(is_cumulative=True)
    write(of, grants, order)
    latest = [Decimal(quarters[max(quarters)][0]) / 4 for quarters in grants if quarters]
    assert aggregated(of, YEAR, VISITOR).value == (sum(latest) if latest else None)


@settings(max_examples=20)
@given(grants=GRANTS, order=st.randoms(use_true_random=False))
def test_percentages_come_to_the_share_of_all_parts_and_never_leave_what_they_are_made_of(grants, order):
    of = indicator()
    write(of, grants, order)
    parts = [pair for quarters in grants for pair in quarters.values()]
    found = aggregated(of, YEAR, VISITOR)
    if not parts:
        assert (found.value, found.reason) == (None, "Nothing was measured in this period.")
        return
    all_parts, wholes = (sum(Decimal(pair[place]) for pair in parts) for place in (0, 1))
    single = [share(Decimal(part), one) for part, one in parts]
    assert (found.value, found.n) == (share(all_parts, wholes), wholes)
    assert min(single) <= found.value <= max(single)


# groups


def test_a_group_is_added_to_itself_over_the_grants_and_to_no_other():
    of = people()
    female, male, young = (
        {"dimension": dimension, "key": key}
        for dimension, key in (("sex", "female"), ("sex", "male"), ("age", "female"))
    )
    measured(counting(of), "10", parts=[female | {"value": "6", "n": None}, young | {"value": "1", "n": None}])
    measured(counting(of), "10", parts=[female | {"value": "4", "n": 2}, male | {"value": "5", "n": 1}])
    measured(counting(of), "9")
    own = {"dimension": "sex", "key": "f", "label": "Women and girls", "value": "3", "n": None}
    measured(counting(of, audience="staff"), "4", parts=[female | {"value": "4", "n": None}, own])
    found = [(one.dimension, one.key, one.value, one.told) for one in groups_from_grants(of, YEAR, VISITOR)]
    assert found == [("age", "female", 1, 1), ("sex", "female", 10, 2), ("sex", "male", 5, 1)]


# periods and trends


def test_the_periods_are_those_of_the_targets_else_the_years_of_what_counts():
    of = people()
    below = counting(of)
    for year in (2025, 2026):
        measured(below, "3", **days("01-01", "06-30", year))
    measured(counting(of, audience="staff"), "3", **days("01-01", "06-30", 2023))
    assert [str(one) for one in periods_of(of, VISITOR)] == ["2025", "2026"]
    target(of, days=(date(2026, 1, 1), date(2027, 12, 31)))
    assert [str(one) for one in periods_of(of, VISITOR)] == ["2026-2027"]


def year(number):
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


@pytest.mark.parametrize(
    ("words", "rows", "is_drawn"),
    [
        ({}, [(year(2026), 2, None), (year(2025), 1, 3)], True),
        ({}, [(year(2026), 2, 3), (year(2025), None, 3)], False),
        ({"measure": "nominal"}, [(year(2026), 2, None), (year(2025), 1, None)], False),
        ({}, [(year(2026), 2, None), (Period(date(2026, 1, 1), date(2026, 6, 30)), 1, None)], False),
        ({"is_cumulative": True}, [(year(2026), 2, None), (Period(date(2026, 1, 1), date(2026, 6, 30)), 1, 1)], True),
        ({"is_cumulative": True}, [(year(2026), 2, None), (Period(date(2026, 7, 1), date(2026, 12, 31)), 1, 1)], False),
    ],
)
def test_a_trend_is_drawn_where_a_line_says_something_true(words, rows, is_drawn):
    found = trend(indicator(**{"measure": "unit"} | words), rows)
    assert (found is not None) == is_drawn
    if found:
        assert [one.value for one in found.points] == [1, 2]
