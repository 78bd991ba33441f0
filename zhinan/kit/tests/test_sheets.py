"""Spreadsheets: no cell becomes a formula, and what was written is read again."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhinan.kit.sheets import FORBIDDEN, Page, letters, safe_cell, write_csv, write_pages, write_xlsx

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet(header, rows):
    """The rows of an XLSX file, each a list of (type, style, text)."""
    stream = io.BytesIO()
    write_xlsx(header, rows, stream)
    with ZipFile(stream) as package:
        document = ElementTree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    return [
        [(cell.get("t"), cell.get("s"), "".join(cell.itertext())) for cell in row]
        for row in document.iter(f"{MAIN}row")
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_that_would_start_a_formula_gets_an_apostrophe(start):
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("value", [-5, -1.5, Decimal("-258800.10"), 0, None])
def test_numbers_and_nothing_stay_what_they_are(value):
    assert safe_cell(value) is value


def test_dates_and_truth_are_written_in_words():
    assert [safe_cell(date(2020, 9, 25)), safe_cell(True), safe_cell("plain = text")] == [
        "2020-09-25",
        "True",
        "plain = text",
    ]


def test_csv_begins_with_the_mark_of_utf_8_and_keeps_chinese():
    stream = io.StringIO(newline="")
    write_csv(["Name", "=Sum"], [["果园", -3], ["=1+1", None]], stream)
    assert stream.getvalue() == "\ufeffName,'=Sum\r\n果园,-3\r\n'=1+1,\r\n"


@settings(deadline=None)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_csv_is_read_again_as_it_was_written(rows):
    stream = io.StringIO(newline="")
    write_csv(["a", "b"], rows, stream)
    read = list(csv.reader(io.StringIO(stream.getvalue().removeprefix("\ufeff"), newline="")))
    assert read == [["a", "b"], *[[safe_cell(value) for value in row] for row in rows]]


@settings(deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_xlsx_keeps_every_text_but_what_xml_cannot_hold(texts):
    kept = [("inlineStr", "0", FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")) for text in texts]
    assert sheet(["head"], [texts]) == [[("inlineStr", "1", "head")], kept]


def test_xlsx_keeps_numbers_and_days_as_such():
    moment = datetime(2020, 1, 1, 12, 0, tzinfo=UTC)
    values = [7, Decimal("2.50"), date(2020, 1, 1), moment, None, True, "=1+1", 10**20, float("nan"), Decimal("NaN")]
    assert sheet(["head"], [values])[1] == [
        (None, None, "7"),
        (None, None, "2.50"),
        (None, "2", "43831"),
        (None, "3", "43831.5"),
        (None, None, ""),
        ("b", None, "1"),
        ("inlineStr", "0", "=1+1"),
        ("inlineStr", "0", "100000000000000000000"),
        ("inlineStr", "0", "nan"),
        ("inlineStr", "0", "NaN"),
    ]


def test_the_same_table_gives_the_same_file():
    first, second = io.BytesIO(), io.BytesIO()
    write_xlsx(["a"], [["果园"]], first)
    write_xlsx(["a"], [["果园"]], second)
    assert first.getvalue() == second.getvalue()


def test_text_too_long_for_a_cell_of_xlsx_is_cut_and_says_so():
    cut, whole = [text for ((_type, _style, text),) in sheet(["a"], [["x" * 32_768], ["y" * 32_767]])[1:]]
    assert (len(cut), cut.endswith("x [Cut here: a cell of XLSX holds 32767 characters. CSV holds all.]")) == (
        32_767,
        True,
    )
    assert whole == "y" * 32_767


def test_a_file_of_several_sheets_offers_choices_from_a_hidden_one():
    stream = io.BytesIO()
    pages = [
        Page("Records & more", ("Name", "Kind"), [("Rice", "a")], (20, 10), {1: ("one's list", 2)}),
        Page("one's list", (), [("a",), ("b",)], is_hidden=True),
    ]
    write_pages(pages, stream)
    with ZipFile(stream) as package:
        sheets = ElementTree.fromstring(package.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        first = ElementTree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    found = [(sheet.get("name"), sheet.get("state")) for sheet in sheets]
    assert found == [("Records & more", None), ("one's list", "hidden")]
    (rule,) = first.iter(f"{MAIN}dataValidation")
    assert (rule.get("sqref"), "".join(rule.itertext())) == ("B2:B20000", "'one''s list'!$A$1:$A$2")
    assert [column.get("width") for column in first.iter(f"{MAIN}col")] == ["20", "10"]


def test_several_sheets_give_the_same_bytes_each_time():
    found = []
    for _time in range(2):
        stream = io.BytesIO()
        write_pages([Page("A", ("a",), [(1,)]), Page("B", (), [("果园",)], is_wrapped=True)], stream)
        found.append(stream.getvalue())
    assert found[0] == found[1]


@pytest.mark.parametrize(("column", "found"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_counted_in_letters(column, found):
    assert letters(column) == found
