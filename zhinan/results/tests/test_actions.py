"""Measurements are written down, corrected and withdrawn; indicators come and go."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from zhinan.accounts.tests.make import user
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.results import actions
from zhinan.results.models import Indicator, Measurement

from .make import DAYS, indicator, measured, result

pytestmark = pytest.mark.django_db
FOUND = DAYS | {"value": "80", "numerator": "32", "denominator": "40", "n": 40, "answered": 40, "origin": "Survey"}


def offered(of, key="round:1:apply:"):
    """A measurement that is taken from the answers to a question."""
    facts = {"origin_kind": "answers", "origin_key": key, "origin_address": "/rounds/one/results/"}
    return Measurement(indicator=of, measure=of.measure, **facts)


def told(thing):
    """[verb] of what the history holds about `thing`."""
    return list(Entry.objects.about(thing).order_by("pk").values_list("verb", flat=True))


def test_a_measurement_is_written_down_with_its_groups_and_told():
    who = user()
    made = measured(indicator(), by=who, parts=[{"dimension": "sex", "key": "female", "value": "80", "n": 20}])
    assert (made.in_words(), made.is_current, made.parts.get().in_words()) == ("75%", True, "80%")
    entry = Entry.objects.about(made).get()
    assert (entry.verb, entry.actor, entry.audience) == ("recorded", who.pseudonym, "public")


def test_a_correction_takes_the_place_of_the_earlier_one_which_stays_as_it_was():
    of = indicator()
    first = measured(of)
    second = measured(of, "78", replaces=first, why="Two answers were counted twice")
    first.refresh_from_db()
    assert (first.value, first.is_current, first.replacement) == (Decimal(75), False, second)
    assert list(of.measurements.current()) == [second]
    assert (told(first), told(second)) == (["recorded", "taken_away"], ["recorded"])


def test_what_was_corrected_is_not_corrected_again_and_a_reason_is_asked_for():
    of = indicator()
    first = measured(of)
    with pytest.raises(ValidationError, match="Say why it is corrected"):
        measured(of, "78", replaces=first)
    second = measured(of, "78", replaces=first, why="Counted twice")
    with pytest.raises(ValidationError, match="This measurement was corrected or withdrawn already"):
        measured(of, "79", replaces=first, why="Once more")
    assert list(of.measurements.current()) == [second]
    assert of.measurements.count() == 2


def test_a_period_that_is_measured_is_not_measured_beside_it():
    of = indicator()
    measured(of)
    with pytest.raises(ValidationError, match="This period is measured already"):
        measured(of, "78")
    assert of.measurements.count() == 1


def test_a_withdrawn_measurement_stays_readable_with_its_reason_and_makes_room():
    of = indicator()
    first = measured(of)
    actions.withdraw(first, by=None, on=date(2026, 3, 1), because="It is of another programme")
    first.refresh_from_db()
    assert (first.value, first.is_current, first.withdrawn_on, first.withdrawn_because) == (
        Decimal(75),
        False,
        date(2026, 3, 1),
        "It is of another programme",
    )
    with pytest.raises(NotNow, match="This measurement was corrected or withdrawn already"):
        actions.withdraw(first, by=None, on=date(2026, 3, 2), because="Once more")
    assert list(of.measurements.current()) == []
    assert measured(of, "60").is_current


def test_the_same_answer_taken_twice_gives_one_measurement():
    of = indicator()
    made = actions.take(offered(of), FOUND, by=None, why="")
    with pytest.raises(NotNow, match="This is written down already: 80%") as refusal:
        actions.take(offered(of), FOUND, by=None, why="")
    assert refusal.value.address == made.get_absolute_url()
    assert list(of.measurements.all()) == [made]


def test_an_answer_that_came_to_something_else_replaces_what_was_taken_before():
    of = indicator()
    first = actions.take(offered(of), FOUND, by=None, why="")
    second = actions.take(offered(of), FOUND | {"value": "75", "numerator": "30"}, by=None, why="More answers")
    assert (second.replaces, second.why, list(of.measurements.current())) == (first, "More answers", [second])


def test_what_is_taken_replaces_what_stands_for_its_days():
    of = indicator()
    first = measured(of)
    made = actions.take(offered(of), FOUND, by=None, why="The survey is closed")
    assert (made.replaces, list(of.measurements.current())) == (first, [made])


def test_between_two_that_stand_in_the_way_somebody_chooses():
    of = indicator()
    first = measured(of)
    days = {"starts_on": "2027-01-01", "ends_on": "2027-12-31"}
    second = actions.take(offered(of), FOUND | days, by=None, why="")
    with pytest.raises(NotNow, match="Withdraw one of the two first") as refusal:
        actions.take(offered(of), FOUND, by=None, why="Moved")
    assert refusal.value.address == first.get_absolute_url()
    assert list(of.measurements.current()) == [first, second]


def test_an_indicator_is_taken_out_of_its_framework_unless_it_was_measured():
    kept, gone = indicator(), indicator()
    measured(kept)
    with pytest.raises(NotNow, match="It was measured already: what was said stays readable"):
        actions.strike_indicator(kept, by=None)
    framework = gone.result.framework
    actions.strike_indicator(gone, by=None)
    assert (list(Indicator.objects.all()), told(framework)) == ([kept], ["edited"])


def test_a_new_indicator_is_told_in_its_framework_too():
    made = Indicator(result=result())
    actions.add_indicator(made, {"title": "Trainings held", "measure": "unit", "unit": "trainings"}, by=None)
    assert (told(made), told(made.result.framework)) == (["recorded"], ["edited"])
