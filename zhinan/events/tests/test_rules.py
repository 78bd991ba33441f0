"""A part that was larger than its whole is found."""

import pytest

from zhinan.events.models import Event
from zhinan.events.rules import parts_larger_than_wholes

from .make import event, head_count

pytestmark = pytest.mark.django_db


def found(part, whole, **facts):
    """Values of the findings about an event of `part` people in one of `whole`; each is (number, qualifier)."""
    larger = event()
    smaller = event(whole=larger, **facts)
    if whole:
        head_count(larger, *whole)
    if part:
        head_count(smaller, *part)
    return [finding.values for finding in parts_larger_than_wholes(Event.objects.all())]


@pytest.mark.parametrize(
    ("part", "whole", "values"),
    [
        ((120, "more_than"), (110, "more_than"), [(120, 110)]),
        ((120, "exact"), (110, "exact"), [(120, 110)]),
        ((110, "exact"), (110, "exact"), []),
        ((100, "exact"), (110, "exact"), []),
        ((120, "fewer_than"), (110, "exact"), []),
        ((120, "nearly"), (110, "exact"), []),
        ((120, "exact"), None, []),
        (None, (110, "exact"), []),
    ],
)
def test_a_part_is_larger_when_its_smallest_number_is(part, whole, values):
    assert found(part, whole) == values


def test_the_numbers_of_a_whole_add_up_and_viewers_do_not_count():
    whole = event()
    for value in (10, 100):
        head_count(whole, value, "more_than")
    head_count(whole, 100_000, "more_than", counts_attendance=False)
    head_count(event(whole=whole, title="Seminar"), 120, "more_than")
    assert [finding.values for finding in parts_larger_than_wholes(Event.objects.all())] == [(120, 110)]
