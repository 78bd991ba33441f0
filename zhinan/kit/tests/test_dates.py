"""Partial dates keep what is known, no more and no less, in memory and in the database."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from zhinan.kit.dates import PartialDate, begun_by, not_over_by, within
from zhinan.kit.figures import Period

from .make import dates_in_text, noun, organisation

SPANS = {
    "2020": (date(2020, 1, 1), date(2020, 12, 31)),
    "2020-02": (date(2020, 2, 1), date(2020, 2, 29)),
    "2021-02": (date(2021, 2, 1), date(2021, 2, 28)),
    "2020-09-25": (date(2020, 9, 25), date(2020, 9, 25)),
    "[2010-09-10,2010-10-09]": (date(2010, 9, 10), date(2010, 10, 9)),
}
NO_DATES = [
    "",
    "20",
    "9/2008",
    "2020-9",
    "2020-13",
    "2021-02-29",
    "0000",
    "2020-09-25 ",
    "[2020]",
    "[2020,]",
    "[[2020,2021],2022]",
    "２０２０",
]


def membership(**facts):
    network = noun("network.network").objects.create(slug=f"n-{organisation().pk}", name="Network")
    return noun("network.membership")(network=network, organisation=organisation(), **facts)


def kept(thing):
    """(date, first day, last day) of joining, as they stand in the database."""
    rows = type(thing).objects.filter(pk=thing.pk)
    return rows.values_list("joined_on", "joined_earliest", "joined_latest").get()


@pytest.mark.parametrize("text", SPANS)
def test_a_partial_date_spans_all_days_that_it_may_mean(text):
    found = PartialDate(text)
    assert (found.earliest, found.latest) == SPANS[text]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"is not a date\. Write 2020|There is no day"):
        PartialDate(text)


@given(dates_in_text())
def test_the_first_day_is_never_after_the_last(text):
    found = PartialDate(text)
    assert found.earliest <= found.latest


@given(dates_in_text())
def test_a_partial_date_survives_its_text(text):
    assert PartialDate(str(PartialDate(text))) == PartialDate(text)
    assert str(PartialDate(text)) == text


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_refused(text):
    try:
        found = PartialDate(text)
    except ValueError as trouble:
        assert text in str(trouble) or "," in text
    else:
        assert found.text == text


def test_a_reader_sees_the_precision_that_is_known():
    words = [str(PartialDate(text).in_words()) for text in SPANS]
    assert words == [
        "2020",
        "February 2020",
        "February 2021",
        "25 September 2020",
        "10 September 2010 or 9 October 2010",
    ]


@pytest.mark.django_db
@given(dates_in_text())
def test_a_partial_date_survives_the_database_with_its_two_days(text):
    thing = membership(joined_on=text)
    thing.save()
    assert kept(thing) == (PartialDate(text), PartialDate(text).earliest, PartialDate(text).latest)


@pytest.mark.django_db
def test_what_was_written_as_text_is_a_date_once_it_is_saved():
    thing = membership(joined_on="2020-09")
    thing.save()
    assert thing.joined_on == PartialDate("2020-09")


@pytest.mark.django_db
def test_saving_again_keeps_the_days_in_step():
    thing = membership(joined_on=PartialDate("2019"))
    thing.save()
    thing.joined_on = PartialDate("2020-03")
    thing.save()
    assert kept(thing) == (PartialDate("2020-03"), date(2020, 3, 1), date(2020, 3, 31))
    thing.joined_on = None
    thing.save()
    assert kept(thing) == (None, None, None)


@pytest.mark.django_db
def test_rows_written_in_bulk_have_their_days():
    rows = type(membership()).objects.bulk_create([membership(joined_on="2019"), membership(joined_on=None)])
    assert [kept(row) for row in rows] == [
        (PartialDate("2019"), date(2019, 1, 1), date(2019, 12, 31)),
        (None, None, None),
    ]


@pytest.mark.django_db
def test_a_date_that_is_none_is_a_mistake_of_its_field():
    with pytest.raises(ValidationError) as trouble:
        membership(joined_on="31 May").full_clean()
    assert trouble.value.message_dict == {"joined_on": ["“31 May” is not a date. Write 2020, 2020-09 or 2020-09-25."]}


def asked(condition, text):
    """Whether the database finds a membership that began on `text` under `condition`."""
    thing = membership(joined_on=text)
    thing.save()
    return type(thing).objects.filter(Q(pk=thing.pk) & condition).exists()


YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "is_within", "has_begun", "lies_ahead"),
    [
        ("2020", True, False, True),
        ("2020-07", True, False, True),
        ("2020-06", True, False, True),
        ("2020-06-15", True, True, False),
        ("2019", False, True, False),
        ("[2019-12-31,2020-01-01]", False, True, False),
        (None, False, True, True),
    ],
)
def test_a_date_lies_in_a_period_or_has_come_only_when_that_is_certain(text, is_within, has_begun, lies_ahead):
    day = date(2020, 6, 15)
    assert asked(within("joined", YEAR), text) is is_within
    assert asked(begun_by("joined", day), text) is has_begun
    assert asked(not_over_by("joined", day), text) is lies_ahead
