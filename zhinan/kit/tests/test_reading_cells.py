"""What a cell means; what may mean two things is asked."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhinan.kit.quantities import Qualifier
from zhinan.kit.reading.cells import (
    Ambiguous,
    Style,
    WrongCell,
    exact,
    partial_date,
    quantity,
    several,
    style_of,
    truth,
    whole_day,
)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (2020, "2020"),
        ("2020", "2020"),
        ("2020-09", "2020-09"),
        ("2020/9", "2020-09"),
        ("09/2020", "2020-09"),
        ("2020-09-25", "2020-09-25"),
        ("2020-9-5", "2020-09-05"),
        ("2020/09/25", "2020-09-25"),
        ("2020.9.25", "2020-09-25"),
        ("20200925", "2020-09-25"),
        ("2020-09-25T14:30:00", "2020-09-25"),
        ("２０２０年９月", "2020-09"),
        ("2020年", "2020"),
        ("2020 年 9 月 25 日", "2020-09-25"),
        ("2020年9月25号", "2020-09-25"),
        ("25 September 2020", "2020-09-25"),
        ("September 25, 2020", "2020-09-25"),
        ("Sept. 2020", "2020-09"),
        ("25th of Sep 2020", "2020-09-25"),
        ("Friday, 25 September 2020", "2020-09-25"),
        ("le 25 février 2020", "2020-02-25"),
        ("août 2020", "2020-08"),
        ("25 de septiembre de 2020", "2020-09-25"),
        ("25 сентября 2020 г.", "2020-09-25"),
        ("سبتمبر 2020", "2020-09"),
        ("25/09/2020", "2020-09-25"),
        ("09/25/2020", "2020-09-25"),
        ("3/3/2020", "2020-03-03"),
        ("[2010-09-10,2010-10-09]", "[2010-09-10,2010-10-09]"),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_written(cell, text):
    assert str(partial_date(cell)) == text


@pytest.mark.parametrize(
    "cell",
    [
        "soon",
        "2020-13",
        "31/02/2020",
        "25/09/20",
        43831,
        "1899",
        "in 2020 or 2021",
        "May June 2020",
        "2020-02-30",
        True,
    ],
)
def test_what_is_no_date_is_refused_with_what_to_write(cell):
    with pytest.raises(WrongCell, match=r"is no date\. Write 2020, 2020-09 or 2020-09-25\."):
        partial_date(cell)


@pytest.mark.parametrize(("order", "text"), [("dmy", "2020-04-03"), ("mdy", "2020-03-04")])
def test_a_date_that_may_be_read_both_ways_follows_its_column(order, text):
    assert str(partial_date("03/04/2020", Style(order))) == text


def test_without_an_order_it_is_asked():
    with pytest.raises(Ambiguous, match="or the other way round"):
        partial_date("03/04/2020")


@pytest.mark.parametrize(
    ("cells", "order", "is_asked"),
    [
        (["03/04/2020", "25/04/2020"], "dmy", False),
        (["03/04/2020", "04/25/2020"], "mdy", False),
        (["03/04/2020", "05/06/2020"], "", True),
        (["03/04/2020", "25/04/2020", "04/25/2020"], "", True),
        (["03/03/2020", "2020-04-05"], "", False),
        ([2020, None], "", False),
    ],
)
def test_one_day_over_twelve_settles_the_order_of_a_column(cells, order, is_asked):
    style, found = style_of(cells)
    assert (style.order, found) == (order, is_asked)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from("/.-"))
def test_every_day_is_read_in_the_order_in_which_it_was_written(day, sign):
    european = day.strftime(f"%d{sign}%m{sign}%Y")
    american = day.strftime(f"%m{sign}%d{sign}%Y")
    assert [whole_day(european, Style("dmy")), whole_day(american, Style("mdy"))] == [day, day]


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused_in_words(text):
    try:
        assert partial_date(text).earliest.year >= 1900 or text.strip().startswith("[")
    except WrongCell as trouble:
        assert "Write" in str(trouble)


@pytest.mark.parametrize(
    ("cell", "number", "qualifier"),
    [
        (200, "200", "exact"),
        (12.5, "12.5", "exact"),
        ("1,200", "1200", "exact"),
        ("1 200", "1200", "exact"),
        ("1\u202f200,50", "1200.50", "exact"),
        ("1.234.567", "1234567", "exact"),
        ("1.234,5", "1234.5", "exact"),
        ("1,234.5", "1234.5", "exact"),
        ("12,5", "12.5", "exact"),
        ("1'200", "1200", "exact"),
        ("１２００", "1200", "exact"),
        ("-3", "-3", "exact"),
        ("more than 200", "200", "more_than"),
        ("over 1,200 people", "1200", "more_than"),
        (">200", "200", "more_than"),
        ("200+", "200", "at_least"),
        ("at least 30", "30", "at_least"),
        ("≥ 30", "30", "at_least"),
        ("nearly 60", "60", "nearly"),
        ("about 80", "80", "about"),
        ("approx. 80", "80", "about"),
        ("~80", "80", "about"),
        ("ca. 80", "80", "about"),
        ("fewer than 50 participants", "50", "fewer_than"),
        ("约200", "200", "about"),
        ("约200人", "200", "about"),
        ("200余人", "200", "more_than"),
        ("200多人次", "200", "more_than"),
        ("超过1.2万人", "12000", "more_than"),
        ("200人左右", "200", "about"),
        ("近60名", "60", "nearly"),
        ("environ 80", "80", "about"),
        ("más de 200", "200", "more_than"),
        ("1.5 million", "1500000", "exact"),
    ],
)
def test_a_number_is_read_with_what_its_source_says_of_it(cell, number, qualifier):
    assert quantity(cell) == (Decimal(number), Qualifier(qualifier))


@pytest.mark.parametrize("cell", ["many", "12%", "1,2,3", "12 of 30", "1e5", "", "about", True, "1-2", "٪"])
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(WrongCell):
        quantity(cell)


def test_a_point_before_three_digits_is_asked_and_settled_by_its_column():
    with pytest.raises(Ambiguous, match=r"may mean 1234 or 1\.2340"):
        quantity("1.234")
    style, _is_asked = style_of(["1.234", "5,5"])
    assert (style.decimal, quantity("1.234", style)[0]) == (",", 1234)


def test_an_exact_number_may_not_be_said_roughly():
    with pytest.raises(WrongCell, match=r"is not exact\. Write the number alone\."):
        exact("about 80")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_is_read_with_either_sign_between_thousands(number):
    english = f"{number:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert (exact(english, Style("", ".")), exact(german, Style("", ","))) == (number, number)


@pytest.mark.parametrize(
    ("cell", "said"), [("Yes", True), ("否", False), ("是", True), (1, True), ("x", True), (False, False)]
)
def test_yes_and_no_are_read_in_several_languages(cell, said):
    assert truth(cell) is said


def test_what_is_neither_yes_nor_no_is_refused():
    with pytest.raises(WrongCell, match="neither yes nor no"):
        truth("perhaps")


@pytest.mark.parametrize(
    ("cell", "commas", "values"),
    [
        ("a; b ;c", True, ["a", "b", "c"]),
        ("a, b", True, ["a", "b"]),
        ("a, b", False, ["a, b"]),
        ("甲、乙；丙，丁", True, ["甲", "乙", "丙", "丁"]),
        ("a\nb\n\n", True, ["a", "b"]),
        (" ; ", True, []),
        (3, True, ["3"]),
    ],
)
def test_several_values_in_a_cell_are_told_apart(cell, commas, values):
    assert several(cell, commas=commas) == values


def test_a_formula_without_a_result_says_so():
    with pytest.raises(WrongCell, match="formula without its result"):
        quantity("#FORMULA!")
