"""Whichever way the columns and rows of a report's spreadsheet were moved, each cell is read where it belongs."""

import pytest
from django.utils import translation

from zhinan.codelists.models import Country
from zhinan.grants.tests.make import party
from zhinan.monitoring.rules.sheets import sheets_for
from zhinan.programmes.tests.make import country
from zhinan.results.models import Indicator
from zhinan.results.tests.make import indicator

from .test_sheets import Book, report

__all__ = ["report"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


def test_columns_may_be_moved_and_others_stand_between_them(report):
    book = Book(report).put("Results", 1, Number_or_percentage=120, Women=70)
    rows = book.pages["Results"]
    book.pages["Results"] = [[f"Own {n}", *reversed(row)] for n, row in enumerate(rows)]
    assert book.told() == [("✎ Number or percentage", "", "120", "new"), ("✎ Women", "", "70", "new")]
    assert book.judged().filled.notes == ["Sheet “Results”, column A: “Own 0” is not read."]


@pytest.mark.parametrize("heading", ["Code", "✎ Women", "✎ Remarks"])
def test_a_heading_that_is_missing_is_named_with_its_sheet(report, heading):
    book = Book(report)
    book.pages["Results"][0][book.place("Results", heading)] = "Something"
    assert book.refusal() == (
        f"In the sheet “Results” there is no column “{heading}”. Put the heading back, or download it again."
    )


def test_a_heading_that_stands_twice_is_named_with_its_column(report):
    book = Book(report)
    book.pages["Results"][0][book.place("Results", "✎ Men")] = "Women"
    assert book.refusal() == (
        "In the sheet “Results” the heading “Women” stands twice, also in column M: take one out."
    )


def test_a_country_of_the_grant_that_the_sheet_did_not_have_yet_is_left_alone(report):
    book = Book(report)
    party(report.award.grant, "beneficiary", country=country("NPL"))
    assert book.judged().filled.notes == ["Sheet “Results”: there is no column “✎ Nepal”, nothing of it changes."]


def test_a_sheet_made_in_chinese_is_read_in_english_and_the_other_way_round(report):
    for made, read in (("zh-hans", "en"), ("en", "zh-hans")):
        with translation.override(made):
            book = Book(report)
            name = list(book.pages)[1]
            column = sheets_for(list(Country.objects.filter(alpha3="KEN")))[0].filled()["country-KEN"].heading()
            book.pages[name][1][book.place(name, column)] = 7
        with translation.override(read):
            assert [(before, after, state) for _column, before, after, state in book.told()] == [("", "7", "new")]


def test_no_heading_means_two_columns():
    for sheet in sheets_for(list(Country.objects.all())):
        assert sum(len(one.words()) for one in sheet.columns) == len(sheet.known)


def test_rows_may_be_sorted_and_a_total_be_added(report):
    indicator(Indicator.objects.get().result, title="Ponds", measure="unit")
    book = Book(report).put("Results", 1, Number_or_percentage=120).put("Results", 2, Number_or_percentage=7)
    head, *rows = book.pages["Results"]
    total = [None, "Total", *[None] * 5, 127, *[None] * (len(head) - 8)]
    book.pages["Results"] = [head, *reversed(rows), total]
    found = [(one.row, one.name, one.after, one.state) for one in book.judged().cells()]
    assert found == [(2, "Ponds", "7", "new"), (3, "Farmers trained", "120", "new")]


def test_some_columns_that_were_sorted_without_the_others_are_found_out(report):
    indicator(Indicator.objects.get().result, title="Ponds", measure="unit")
    book = Book(report).put("Results", 1, Number_or_percentage=120).put("Results", 2, Number_or_percentage=7)
    rows, place = book.pages["Results"], book.place("Results", "Indicator")
    rows[1][place], rows[2][place] = rows[2][place], rows[1][place]
    assert [sentence[:45] for _column, sentence in book.troubles()] == [
        "This row has the code of “Farmers trained” an",
        "This row has the code of “Ponds” and names an",
    ]


def test_a_row_without_its_code_with_another_or_twice_is_wrong(report):
    for code, row, sentence in (
        (None, 1, "The code of this row is missing. Put it back."),
        ("I0", 1, "“I0” is no code of this sheet. Put back the one that stood here."),
        ("", 2, "stands here twice. Take one of the two rows away."),
    ):
        book = Book(report).put("Results", row, Number_or_percentage=5)
        book.pages["Results"][row][0] = book.pages["Results"][1][0] if code == "" else code
        assert [told[-len(sentence) :] for _column, told in book.troubles()] == [sentence]
