"""Reading a table: what is refused, and in which words."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhinan.codelists.models import CountryStatus, Currency
from zhinan.codelists.rules import WrongTable, read

CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=100)


def refusal(folder, content, model=Currency, key=("code",)):
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(WrongTable) as trouble:
        read(path, model, key)
    return str(trouble.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("code,name\nCNY\n", "table.csv, line 2: 1 cells instead of 2"),
        ("code,name\nCNY,Yuan\n\n", "table.csv, line 3: 0 cells instead of 2"),
        ("code,name\nCNY,\n", "table.csv, line 2: name “”: This field cannot be blank."),
        ("code,name\ncny,Yuan\n", "table.csv, line 2: code “cny”: Enter a valid value."),
        ("code,name\nCNY,Yuan\nCNY,Renminbi\n", "table.csv, line 3: “CNY” stands in line 2 already"),
        ("code,title\nCNY,Yuan\n", "table.csv, line 1: there is no column “title”"),
        ("code,id\nCNY,1\n", "table.csv, line 1: there is no column “id”"),
        ("name\nYuan\n", "table.csv, line 1: the column “code” is missing"),
        ("", "table.csv, line 1: the column “code” is missing"),
        ("code,name\n", "table.csv, line 2: the table has no rows"),
        ("code,name,is_withdrawn\nCNY,Yuan,no\n", "“no” value must be either True or False."),
    ],
)
def test_a_table_that_cannot_be_read_says_where_and_why(tmp_path, content, sentence):
    assert sentence in refusal(tmp_path, content)


def test_a_table_that_is_not_utf_8_names_its_file(tmp_path):
    assert refusal(tmp_path, b"code,name\nXAF,Franc \xe0\n").startswith("table.csv, line 1: 'utf-8' codec can't decode")


def test_a_quotation_mark_that_is_not_closed_is_refused(tmp_path):
    assert refusal(tmp_path, 'code,name\nCNY,"Yuan\n') == "table.csv, line 3: unexpected end of data"


def test_a_required_link_and_a_group_are_checked(tmp_path):
    key = ("country", "group", "starts_on")
    head = "country,group,starts_on,ends_on\n"
    found = [refusal(tmp_path, head + row, CountryStatus, key) for row in (",LDC,,\n", "TZA,G77,,\n")]
    assert found == [
        "table.csv, line 2: country “”: This field cannot be blank.",
        "table.csv, line 2: group “G77”: Value 'G77' is not a valid choice.",
    ]


@given(st.dictionaries(CODES, NAMES, min_size=1, max_size=8))
def test_what_is_written_as_a_table_is_read_back(tmp_path_factory, names):
    text = io.StringIO()
    csv.writer(text).writerows([("code", "name"), *names.items()])
    path = tmp_path_factory.mktemp("tables") / "table.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    assert {row["code"]: row["name"] for _line, row in read(path, Currency, ("code",))} == names
