"""The spreadsheet of a report: filled in, read by its headings, judged cell by cell, taken over whole or not at all."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from zhinan.accounts.tests.make import user
from zhinan.awards.models import DueReport
from zhinan.grants.tests.make import party
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.reading import WrongSheet, open_sheet
from zhinan.kit.sheets import Page, write_pages
from zhinan.monitoring import actions
from zhinan.monitoring.forms import judge
from zhinan.monitoring.models import Narrative, ReportedLine, ReportedResult, ReportSheet
from zhinan.monitoring.rules.sheets_cells import comes_back
from zhinan.monitoring.rules.sheets_read import read_sheet
from zhinan.monitoring.rules.sheets_standing import stock_of
from zhinan.monitoring.rules.sheets_written import write_sheet
from zhinan.programmes.tests.make import country
from zhinan.results.models import Indicator, Target

from .make import counted, final, reported, running, seen, spent, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def writer():
    return user("Author")


@pytest.fixture
def report():
    """A report about an indicator that counts, in Kenya."""
    award = running()
    party(award.grant, "beneficiary", country=country("KEN"))
    counted(award)
    return final(award)


@pytest.fixture
def share(report):
    """The report, whose indicator is a percentage."""
    Indicator.objects.update(measure="percentage", unit="")
    return report


class Book:
    """The spreadsheet of a report as somebody fills it in: `pages` are {name: [[cells]]}."""

    def __init__(self, report):
        stream = io.BytesIO()
        write_sheet(stock_of(report), stream)
        book = open_sheet(stream, "a.xlsx")
        self.report, self.pages = report, {}
        for name in book.sheets:
            rows = dict(book.rows(name))
            width = max(map(len, rows.values()))
            blank = [None] * width
            self.pages[name] = [[*rows.get(n, []), *blank][:width] for n in range(1, max(rows) + 1)]

    def place(self, page, heading):
        """The column that stands under `heading`."""
        return self.pages[page][0].index(heading)

    def put(self, page, row, **cells):
        """Write `cells`, {heading with _ for its spaces: value}, into a row, the first under the headings being 1."""
        rows = self.pages[page]
        while len(rows) <= row:
            rows.append([None] * len(rows[0]))
        for heading, value in cells.items():
            rows[row][self.place(page, "✎ " + heading.replace("_", " "))] = value
        return self

    def stored(self):
        """The file."""
        stream = io.BytesIO()
        write_pages([Page(name, (), rows) for name, rows in self.pages.items()], stream)
        return stream

    def judged(self, name="a.xlsx"):
        """What comes of it."""
        stock = stock_of(DueReport.objects.get(pk=self.report.pk))
        return judge(stock, read_sheet(self.stored(), name, stock))

    def told(self):
        """[(column, before, after, state)] of its cells that are not the same."""
        return [(one.column, one.before, one.after, one.state) for one in self.judged().cells() if one.state != "same"]

    def troubles(self):
        """[(column, sentence)] of its wrong cells."""
        return [(one.column, one.trouble) for one in self.judged().cells() if one.trouble]

    def refusal(self):
        """The sentence with which it is refused as a whole."""
        with pytest.raises(WrongSheet) as trouble:
            self.judged()
        return str(trouble.value)

    def laid(self, by):
        """It, uploaded."""
        return actions.lay_sheet(self.report, "a.xlsx", self.judged(), by=by, now=timezone.now())


def taken(book, by):
    """The report after `book` was taken over."""
    actions.take_sheet(book.laid(by), by=by)
    return book.report


# filled in and taken


def test_what_is_filled_in_comes_to_stand_in_every_section(report, writer):
    book = Book(report)
    book.put("Results", 1, Number_or_percentage=120, Women=70, Men=50, Kenya=100, By_age="15-24: 30; 25+: 12")
    book.put("Results", 1, Remarks="=SUM(A1)")
    book.put("Finances", 2, Line="Travel", Paid_by="the grant", Spent_in_these_days=1200.5)
    book.put("In words", 1, Answer="Ponds were dug.")
    taken(book, writer)
    said = ReportedResult.objects.get()
    groups = [["sex", "female", "70"], ["sex", "male", "50"], ["country", "KEN", "100"], ["age", "15-24", "30"]]
    assert (said.value, said.comment, said.groups) == (Decimal(120), "=SUM(A1)", [*groups, ["age", "25+", "12"]])
    line = ReportedLine.objects.get()
    assert (line.heading, line.source, line.spent) == ("Travel", "grant", Decimal("1200.50"))
    assert (Narrative.objects.get().achieved, ReportSheet.objects.count()) == ("Ponds were dug.", 0)
    assert [one.verb for one in Entry.objects.timeline(report)] == ["report_taken", *["report_written"] * 3]


def test_a_sheet_that_comes_back_as_it_was_changes_nothing(report, writer):
    first = Indicator.objects.get()
    groups = [["sex", "female", "3.5"], ["country", "KEN", "2"], ["age", "15-24", "1"]]
    reported(report, first, value=Decimal("123456789012345.6789"), groups=groups, comment=" =1+1 \r\nlines ")
    spent(told(report, achieved="+ ponds\r\n- nets"), Decimal("9999999999.99"))
    book = Book(report)
    assert (book.told(), book.judged().values) == ([], {})
    with pytest.raises(NotNow, match="says nothing that does not stand"):
        actions.take_sheet(book.laid(writer), by=writer)


def test_an_empty_cell_takes_nothing_away(report, writer):
    first = Indicator.objects.get()
    reported(report, first, value=Decimal(5), groups=[["sex", "male", "2"]], comment="Lists")
    book = Book(report).put("Results", 1, Number_or_percentage=6, Men=None, Remarks=None)
    taken(book, writer)
    said = ReportedResult.objects.get()
    assert (said.value, said.groups, said.comment) == (6, [["sex", "male", "2"]], "Lists")


def test_a_country_that_the_grant_lost_keeps_its_number(report, writer):
    first = Indicator.objects.get()
    reported(report, first, value=Decimal(5), groups=[["country", "NPL", "2"]])
    taken(Book(report).put("Results", 1, Number_or_percentage=6), writer)
    assert ReportedResult.objects.get().groups == [["country", "NPL", "2"]]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=60)
NUMBERS = st.none() | st.decimals(0, 10**11, places=4) | st.integers(0, 10**9).map(Decimal)


@hypothesis(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(value=NUMBERS, women=NUMBERS, text=TEXTS, remark=TEXTS, amount=st.decimals(0, 10**9, places=2))
def test_whatever_is_filled_in_is_taken_as_it_was(report, writer, value, women, text, remark, amount):
    for model in (ReportedResult, ReportedLine, Narrative):
        model.objects.all().delete()
    women = women if women is None or value is None else min(women, value)
    book = Book(report).put("Results", 1, Number_or_percentage=value, Women=women, Remarks=remark)
    book.put(
        "Finances", 2, Line="Travel", Paid_by="grant", Spent_in_these_days=amount, Why_it_differs_from_the_budget=text
    )
    book.put("In words", 1, Answer=text)
    taken(book, writer)
    said = ReportedResult.objects.first() or ReportedResult()
    narrative = Narrative.objects.first() or Narrative()
    line = ReportedLine.objects.first() or ReportedLine()
    assert (said.value, said.comment, line.spent) == (value, comes_back(remark), amount)
    assert [Decimal(number) for _dimension, _key, number in said.groups] == ([] if women is None else [women])
    assert (narrative.achieved, line.explanation) == (comes_back(text), comes_back(text))
    assert Book(report).told() == []


# where it comes from


def test_the_sheet_of_another_report_and_one_that_does_not_say_are_refused(report):
    other = Book(final(running()))
    other.report = report
    assert other.refusal() == "This is the sheet of another report. Upload it on the page of that one."
    book = Book(report)
    del book.pages["Read me"]
    assert book.refusal() == (
        "The sheet “Read me” is missing or was changed: it says which report this is. Download the sheet again."
    )


def test_a_sheet_that_is_missing_is_told_and_one_without_any_is_refused(report):
    book = Book(report)
    del book.pages["Finances"]
    assert book.judged().filled.notes == ["There is no sheet “Finances” in this file: nothing of it changes."]
    del book.pages["Results"], book.pages["In words"]
    assert book.refusal()[:45] == "This file has none of the sheets of a report."


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"Code,Number\n", "“a.csv” is not the sheet of a report. Upload it as XLSX or ODS."),
        ("a.xlsx", b"PK\x03\x04 nothing", "This file is damaged."),
        ("a.xlsx", b"", "This file is empty."),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_with_what_to_do(report, name, content, sentence):
    with pytest.raises(WrongSheet, match=sentence):
        read_sheet(io.BytesIO(content), name, stock_of(report))


def test_a_sheet_older_than_what_stands_says_so_and_shows_what_it_would_change(report, writer):
    book = Book(told(report)).put("In words", 1, Answer="Mine")
    told(report, achieved="Theirs")
    laid = book.laid(writer)
    assert (laid.is_older(), book.told()) == (True, [("✎ Answer", "Theirs", "Mine", "changed")])


def test_what_somebody_saved_after_the_preview_is_not_written_over(report, writer):
    laid = Book(told(report)).put("In words", 1, Answer="Mine").put("Results", 1, Number_or_percentage=5).laid(writer)
    told(report, achieved="Theirs")
    with pytest.raises(ValidationError, match="Somebody else saved this report meanwhile"):
        actions.take_sheet(laid, by=writer)
    assert (Narrative.objects.get().achieved, ReportedResult.objects.count()) == ("Theirs", 0)


def test_a_sheet_about_an_indicator_that_is_gone_is_not_taken_by_half(report, writer):
    laid = Book(report).put("In words", 1, Answer="Mine").put("Results", 1, Number_or_percentage=5).laid(writer)
    Target.objects.all().delete()
    Indicator.objects.all().delete()
    with pytest.raises(NotNow, match="An indicator of this sheet is there no more"):
        actions.take_sheet(laid, by=writer)
    assert (Narrative.objects.count(), ReportSheet.objects.count()) == (0, 1)


def test_a_sheet_is_taken_over_once(report, writer):
    laid = Book(report).put("Results", 1, Number_or_percentage=5).laid(writer)
    actions.take_sheet(ReportSheet.objects.get(pk=laid.pk), by=writer)
    with pytest.raises(NotNow, match="taken over already"):
        actions.take_sheet(laid, by=writer)
    assert seen(report) == 1


def test_a_sheet_that_nobody_took_over_is_deleted_after_a_while(report, writer):
    laid = Book(report).put("Results", 1, Number_or_percentage=5).laid(writer)
    late = laid.made_at + settings.KEEP_IMPORTS
    assert actions.forget_sheets(late) == 0
    assert actions.forget_sheets(late + timedelta(seconds=1)) == 1
    assert ReportSheet.objects.count() == 0
