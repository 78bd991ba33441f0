"""What rows share: names that are found or offered, columns that are read and shown, parts that are kept."""

from decimal import Decimal

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from zhinan.kit.reading import Style, WrongCell
from zhinan.kit.resources import Called, amount, choice, dated, day, link, links, listed, number, text, yes_or_no
from zhinan.kit.resources.resource import merge


class Colour(models.TextChoices):
    """A choice."""

    RED = "red", "red ink"
    BLUE = "blue", "blue"


ROWS = [
    (1, ("Rice Centre", "rice", "水稻研究中心")),
    (2, ("Ministry of Health", "health-ke")),
    (3, ("Ministry of Health", "health-ug")),
]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Rice Centre", (1, ())),
        ("RICE  centre", (1, ())),
        ("rice", (1, ())),
        ("水稻研究中心", (1, ())),
        ("Ministry of Health", (None, (2, 3))),
        ("health-ug", (3, ())),
        ("Rice Center", (None, (1,))),
        ("Centre, Rice", (None, (1,))),
        ("水稻研究中", (None, (1,))),
        ("Bamboo Society", (None, ())),
        ("", (None, ())),
    ],
)
def test_a_name_is_found_for_certain_or_offered_where_it_is_near(words, found):
    assert Called(ROWS).find(words) == found


def test_a_record_is_named_by_what_names_no_other():
    called = Called(ROWS)
    assert [called.text(key) for key in (1, 2, 3, 4)] == ["Rice Centre", "health-ke", "health-ug", ""]


def test_what_is_learnt_is_found_and_not_offered():
    called = Called(ROWS)
    called.learn(9, "Bamboo Society", "bamboo")
    assert (called.find("bamboo society"), called.find("Bamboo Societies")) == ((9, ()), (None, ()))


@given(st.lists(st.text(max_size=20), max_size=20), st.text(max_size=20))
def test_any_names_are_held_and_asked_for(names, asked):
    called = Called((key, (name, f"slug-{key}")) for key, name in enumerate(names, 1))
    key, near = called.find(asked)
    assert key is None or (key in called.labels and near == ())


COLUMNS = [
    (text("a", "A"), "words", "words"),
    (number("a", "A"), "more than 12.5", (Decimal("12.5"), "more_than")),
    (number("a", "A"), 12, (Decimal(12), "exact")),
    (amount("a", "A"), 12.345, Decimal("12.345")),
    (dated("a", "A"), "2020-09", "2020-09"),
    (day("a", "A"), "2020-09-25", "2020-09-25"),
    (yes_or_no("a", "A"), "yes", True),
    (listed("a", "A"), "x; y", ["x", "y"]),
    (links("a", "A", "f"), "x; y", ["x", "y"]),
    (link("a", "A", "f"), "x", "x"),
    (choice("a", "A", Colour, also={"red": ("红",)}), "red ink", "red"),
]


@pytest.mark.parametrize(("column", "cell", "value"), COLUMNS)
def test_what_a_column_shows_it_reads_again(column, cell, value):
    assert column.read(str(column.shown(value)), Style()) == value == column.read(cell, Style())


@given(st.decimals(min_value=0, max_value=10**6, places=3))
def test_an_amount_that_is_shown_as_text_is_never_ambiguous(value):
    column = amount("a", "A")
    assert column.read(str(column.shown(value)), Style()) == value


def test_a_choice_is_read_in_other_words_too_and_says_what_there_is():
    column = choice("a", "A", Colour, also={"red": ("红",)})
    assert [column.read(cell, Style()) for cell in ("红", "RED", "Red Ink", "blue")] == ["red", "red", "red", "blue"]
    with pytest.raises(WrongCell, match=r"“green” is none of the choices\. Write red ink, blue\."):
        column.read("green", Style())


def test_a_heading_is_chinese_where_there_is_a_chinese_word():
    column = text("name", "Name", headings="Organisation|机构名称|名称")
    assert (column.heading("zh-hans"), column.heading("en")) == ("机构名称", "Name")
    assert column.words() == {"name", "organisation", "机构名称", "名称"}


def test_parts_are_added_and_changed_and_never_lost():
    held = [{"id": 1, "who": "guests", "value": 3}, {"id": 2, "who": "viewers", "value": 9}]
    wanted = [{"who": "guests", "value": 5}, {"who": "speakers", "value": 2}]
    assert merge(held, wanted, ("who",)) == [
        {"id": 1, "who": "guests", "value": 5},
        {"id": 2, "who": "viewers", "value": 9},
        {"id": None, "who": "speakers", "value": 2},
    ]
