"""What the search engine knows of a training: its sheet, never anybody who takes part."""

import pytest

from zhinan.events import actions
from zhinan.events.documents import DOCUMENTS
from zhinan.events.models import Event

from .make import event
from .test_courses import course, nominated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


def body(found):
    return next(iter(DOCUMENTS[Event](Event.objects.filter(pk=found.pk)))).body


def test_subject_objectives_and_field_of_a_sheet_are_found_in_each_language_and_nobody_is():
    found = course(objectives="Save a third of the water.", translations={"zh": {"subject": "节水种稻"}})
    nominated(found, 1, name="Guest of honour")
    assert body(found.event).split("\n")[-5:] == [
        *("Growing rice with less water", "节水种稻", "Save a third of the water."),
        *("poverty reduction through agricultural development", "农业减贫"),
    ]
    assert "Guest" not in body(found.event)


def test_a_field_in_words_is_found_as_it_was_written():
    found = course(field="other", other_field="soil maps")
    assert body(found.event).split("\n")[-1] == "soil maps"


def test_the_audience_of_an_event_is_its_own_with_a_sheet_and_without():
    assert [course().event.audience_tokens(), event(audience="archive").audience_tokens()] == [["public"], ["archive"]]


def test_a_sheet_that_is_taken_away_is_found_no_more():
    found = course()
    actions.drop_course(found, by=None)
    assert "rice" not in body(Event.objects.get(pk=found.event_id))


@pytest.mark.parametrize("how_many", [1, 3])
def test_documents_of_one_and_of_three_trainings_take_the_same_queries(django_assert_num_queries, how_many):
    for _one in range(how_many):
        course()
    with django_assert_num_queries(4):
        list(DOCUMENTS[Event](Event.objects.all()))
