"""Charts: well-formed whatever the words, nothing wider than a small phone, the numbers beside the drawing."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhinan.kit import charts

SVG = "{http://www.w3.org/2000/svg}"
NUMBERS = st.one_of(st.none(), st.integers(-(10**9), 10**9), st.decimals(-(10**6), 10**6, places=2))


def drawing(chart):
    return ElementTree.fromstring(chart.svg)


def words(chart, kind="chart-label"):
    return [element.text for element in drawing(chart).iter(f"{SVG}text") if element.get("class") == kind]


def lengths(chart):
    return [float(bar.get("width")[:-1]) for bar in drawing(chart).iter(f"{SVG}rect") if bar.get("width").endswith("%")]


@settings(deadline=None)
@given(st.text(), st.lists(st.tuples(st.text(), NUMBERS), max_size=8))
def test_bars_and_columns_are_well_formed_whatever_the_words(title, rows):
    for make in (charts.bars, charts.columns):
        chart = make(rows, title=title, n=len(rows))
        assert drawing(chart).tag == f"{SVG}svg"
        assert [row[1] for row in chart.rows] == [value for _label, value in rows]


@settings(deadline=None)
@given(st.text(), st.lists(st.tuples(st.text(), st.lists(st.integers(0, 999), min_size=5, max_size=5)), max_size=5))
def test_answers_are_well_formed_whatever_the_words(word, rows):
    assert drawing(charts.likert(rows, title=word, scale=[word] * 5)).tag == f"{SVG}svg"


@settings(deadline=None)
@given(st.lists(st.text()))
def test_a_word_in_the_drawing_never_becomes_an_element(labels):
    tags = {
        element.tag.removeprefix(SVG) for element in drawing(charts.bars([(label, 1) for label in labels], title=""))
    }
    assert tags <= {"rect", "text", "line"}


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_line_of_a_label_is_wider_than_a_small_phone(label):
    assert all(charts._width(line) <= charts.NARROW for line in charts._lines(label))


def test_a_long_chinese_label_is_broken_between_characters_and_loses_none():
    label = "南南合作项目物资援助与人道主义援助交付情况统计表及其年度说明"
    chart = charts.bars([(label, 3)], title="")
    assert len(words(chart)) == 2
    assert "".join(words(chart)) == label


def test_lengths_of_bars_are_in_the_proportion_of_their_values():
    long, short = lengths(charts.bars([("a", 100), ("b", Decimal("25"))], title=""))
    assert long / short == pytest.approx(4, abs=0.01)


def test_an_unknown_value_has_no_bar_and_is_not_called_zero():
    chart = charts.bars([("a", 4), ("b", None), ("c", 0)], title="")
    assert len(lengths(chart)) == 1
    assert words(chart, "chart-value") == ["4", "–", "0"]


def test_negative_values_stand_left_of_the_zero_line():
    left, right = (
        bar for bar in drawing(charts.bars([("loss", -40), ("gain", 120)], title="")).iter() if bar.tag == f"{SVG}rect"
    )
    assert float(left.get("x")[:-1]) == 0
    assert float(left.get("width")[:-1]) == pytest.approx(float(right.get("x")[:-1]), abs=0.01)


def test_bar_and_value_fit_together_into_the_width():
    chart = charts.bars([("a", 1_258_800)], title="", unit="USD")
    assert lengths(chart)[0] / 100 * charts.NARROW + charts._width("1,258,800") < charts.NARROW


def test_columns_that_would_not_fit_side_by_side_become_bars():
    few = charts.columns([(2019, 3), (2020, 5)], title="")
    many = charts.columns([(year, 1000) for year in range(2000, 2021)], title="")
    assert {line.get("x2") for line in drawing(few).iter(f"{SVG}line")} == {"100%"}
    assert many.svg == charts.bars([(year, 1000) for year in range(2000, 2021)], title="").svg


def test_the_line_begins_and_ends_with_its_values_and_steps_between():
    chart = charts.line([(2008, 22), (2020, 36), (2024, 51)], title="Members", n=51)
    assert words(chart, "chart-value") == ["22", "51"]
    assert words(chart) == ["2008", "2024"]
    steps = [line for line in drawing(chart).iter(f"{SVG}line") if line.get("class") == "line"]
    assert all(line.get("x1") == line.get("x2") or line.get("y1") == line.get("y2") for line in steps)
    assert chart.rows == (("2008", 22), ("2020", 36), ("2024", 51))


@pytest.mark.parametrize("points", [[], [(2020, 3)], [(date(2020, 1, 5), 0), (date(2020, 1, 5), 0)]])
def test_a_line_of_hardly_any_points_is_drawn_all_the_same(points):
    assert drawing(charts.line(points, title="x")).tag == f"{SVG}svg"


def test_answers_are_centred_on_the_neutral_one():
    chart = charts.likert([("Pace", [1, 2, 4, 2, 1])], title="", scale=["--", "-", "0", "+", "++"])
    bars = [bar for bar in drawing(chart).iter(f"{SVG}rect") if bar.get("width").endswith("%")]
    middle = bars[2]
    assert float(middle.get("x")[:-1]) + float(middle.get("width")[:-1]) / 2 == pytest.approx(50, abs=0.01)
    assert sum(lengths(chart)) == pytest.approx(100, abs=0.05)
    assert chart.rows == (("Pace", 1, 2, 4, 2, 1, 10),)


def test_a_row_with_another_number_of_counts_is_refused():
    with pytest.raises(ValueError, match="“Pace” has 2 counts for a scale of 3 words"):
        charts.likert([("Pace", [1, 2])], title="", scale=["no", "so", "yes"])


def test_the_title_carries_its_n_and_no_style_attribute_is_used():
    chart = charts.bars([("a", 1)], title="Grants", n=1262)
    assert chart.heading == "Grants (n\u00a0=\u00a01,262)"
    assert "style=" not in chart.svg


def test_a_block_for_print_holds_text_and_numbers_that_json_can_hold():
    block = charts.bars([("a", Decimal("1258.50")), ("b", None)], title="Money", unit="USD").block(source="Ledger")
    assert block["rows"] == [["a", "1,258.50"], ["b", "–"]]
    assert (block["kind"], block["header"], block["source"], block["n"]) == ("chart", ["Name", "USD"], "Ledger", None)
