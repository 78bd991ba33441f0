"""The spreadsheet of a report: filled in, read by its headings, judged cell by cell, taken over whole or not at all."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from zhinan.accounts.tests.make import user
from zhinan.awards.models import Award, DueReport
from zhinan.codelists.models import Country
from zhinan.grants.tests.make import call, party
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.reading import WrongSheet, open_sheet
from zhinan.kit.sheets import Page, write_pages
from zhinan.monitoring import actions
from zhinan.monitoring.forms import judge
from zhinan.monitoring.models import Narrative, ReportedLine, ReportedResult, ReportSheet
from zhinan.monitoring.rules.sheets import sheets_for
from zhinan.monitoring.rules.sheets_cells import comes_back
from zhinan.monitoring.rules.sheets_read import read_sheet
from zhinan.monitoring.rules.sheets_standing import stock_of
from zhinan.monitoring.rules.sheets_written import write_sheet
from zhinan.programmes.tests.make import country
from zhinan.questionnaires.models import Comparison, Condition, Question
from zhinan.questionnaires.tests.make import choices, questionnaire, words
from zhinan.results.tests.make import indicator

from .make import counted, final, reported, running, seen, spent, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
CAME = Question("came", "single", words("Did they come?"), choices=choices("yes", "no"))
WHY = Question("why", "long", words("Why not?"), when=Condition((Comparison("came", "is", "no"),)))
VISITS = Question("visits", "number", words("How many visits?"), least="0")


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
    first = ReportedResult.objects.none() or stock_of(report).rows["results"][0].thing.indicator
    groups = [["sex", "female", "3.5"], ["country", "KEN", "2"], ["age", "15-24", "1"]]
    reported(report, first, value=Decimal("123456789012345.6789"), groups=groups, comment=" =1+1 \r\nlines ")
    spent(told(report, achieved="+ ponds\r\n- nets"), Decimal("9999999999.99"))
    book = Book(report)
    assert (book.told(), book.judged().values) == ([], {})
    with pytest.raises(NotNow, match="says nothing that does not stand"):
        actions.take_sheet(book.laid(writer), by=writer)


def test_an_empty_cell_takes_nothing_away(report, writer):
    first = stock_of(report).rows["results"][0].thing.indicator
    reported(report, first, value=Decimal(5), groups=[["sex", "male", "2"]], comment="Lists")
    book = Book(report).put("Results", 1, Number_or_percentage=6, Men=None, Remarks=None)
    taken(book, writer)
    said = ReportedResult.objects.get()
    assert (said.value, said.groups, said.comment) == (6, [["sex", "male", "2"]], "Lists")


def test_a_country_that_the_grant_lost_keeps_its_number(report, writer):
    first = stock_of(report).rows["results"][0].thing.indicator
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
    said = ReportedResult.objects.filter().first() or ReportedResult()
    narrative = Narrative.objects.filter().first() or Narrative()
    line = ReportedLine.objects.filter().first() or ReportedLine()
    assert (said.value, said.comment, line.spent) == (value, comes_back(remark), amount)
    assert [Decimal(number) for _dimension, _key, number in said.groups] == ([] if women is None else [women])
    assert (narrative.achieved, line.explanation) == (comes_back(text), comes_back(text))
    assert Book(report).told() == []


# headings


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
        words = [word for one in sheet.columns for word in one.words()]
        assert sorted(set(words)) == sorted(words) or len(sheet.known) == len({*words})
        assert {
            key: sum(word in one.words() for one in sheet.columns) for key, word in sheet_words(sheet)
        } == dict.fromkeys([key for key, _word in sheet_words(sheet)], 1)


def sheet_words(sheet):
    """[(column, a heading that means it)] of all columns of `sheet`."""
    return [(f"{one.key} {word}", word) for one in sheet.columns for word in one.words()]


def test_rows_may_be_sorted_and_a_total_be_added(report):
    indicator(stock_of(report).rows["results"][0].thing.indicator.result, title="Ponds", measure="unit")
    book = Book(report).put("Results", 1, Number_or_percentage=120).put("Results", 2, Number_or_percentage=7)
    head, *rows = book.pages["Results"]
    total = [None, "Total", *[None] * 5, 127, *[None] * (len(head) - 8)]
    book.pages["Results"] = [head, *reversed(rows), total]
    found = [(one.row, one.name, one.after, one.state) for one in book.judged().cells()]
    assert found == [(2, "Ponds", "7", "new"), (3, "Farmers trained", "120", "new")]


def test_some_columns_that_were_sorted_without_the_others_are_found_out(report):
    indicator(stock_of(report).rows["results"][0].thing.indicator.result, title="Ponds", measure="unit")
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


# numbers


@pytest.mark.parametrize(
    ("cell", "told"),
    [("1,5", "1.5"), ("1 234,5", "1,234.5"), ("1234", "1,234"), ("１２", "12"), (12.5, "12.5"), ("1,234.5", "1,234.5")],
)
def test_a_number_is_read_as_it_was_meant(report, cell, told):
    assert Book(report).put("Results", 1, Number_or_percentage=cell).told() == [
        ("✎ Number or percentage", "", told, "new")
    ]


@pytest.mark.parametrize(
    ("cell", "trouble"),
    [
        ("1.234", "“1.234” may mean 1234 or 1.2340. Write it without a sign between thousands."),
        ("1,234", "“1,234” may mean 1234 or 1.234. Write it without a sign between thousands."),
        ("many", "“many” is no number. Write digits alone, as 1200 or 1200.50."),
        ("about 20", "“about 20” is not exact. Write the number alone."),
        ("75%", "“75%” is a percentage. Write the number itself."),
        (True, "“True” is no number."),
        ("#ERROR!", "The formula in this cell has failed. Write the value itself."),
        (0.333333, "Ensure that there are no more than 4 decimal places."),
    ],
)
def test_what_may_mean_two_things_or_none_is_said_at_its_cell(report, cell, trouble):
    assert Book(report).put("Results", 1, Number_or_percentage=cell).troubles() == [("✎ Number or percentage", trouble)]


def test_one_cell_with_a_decimal_comma_tells_how_the_file_writes_numbers(report):
    book = Book(report).put("Results", 1, Number_or_percentage="1.234", Women="1,5")
    assert [after for _column, _before, after, _state in book.told()] == ["1,234", "1.5"]


def test_parts_that_do_not_add_up_are_said_at_their_cells_and_nothing_is_written(report, writer):
    book = Book(report).put("Results", 1, Number_or_percentage=100, Women=70, Men=60, Kenya=170)
    book.put("In words", 1, Answer="Ponds were dug.")
    assert book.troubles() == [
        ("✎ Number or percentage", "Women, men and others come to 130 here, more than all together: 100."),
        ("✎ Kenya", "This is more than all together: 100."),
    ]
    with pytest.raises(NotNow, match="Something in this sheet is wrong"):
        actions.take_sheet(book.laid(writer), by=writer)
    assert (ReportedResult.objects.count(), Narrative.objects.count()) == (0, 0)


# percentages


@pytest.fixture
def share(report):
    """The report, whose indicator is a percentage."""
    first = stock_of(report).rows["results"][0].thing.indicator
    type(first).objects.filter(pk=first.pk).update(measure="percentage", unit="")
    return report


def test_a_percentage_is_read_with_its_sign_and_a_bare_fraction_is_asked(share):
    assert [Book(share).put("Results", 1, Number_or_percentage=cell).told() for cell in (75, "75 %", "0,75%")] == [
        [("✎ Number or percentage", "", told, "new")] for told in ("75", "75", "0.75")
    ]
    assert Book(share).put("Results", 1, Number_or_percentage=0.75).troubles() == [
        ("✎ Number or percentage", "“0.75” may mean 75 % or 0.75 %. Write it with the sign %.")
    ]


def test_a_percentage_is_checked_against_its_parts(share):
    book = Book(share).put("Results", 1, Number_or_percentage=70, How_many_of_them=30, Of_how_many=40)
    assert book.troubles() == [
        ("✎ Number or percentage", "The two numbers beside it make 75 %. Write that, or leave this cell empty.")
    ]
    assert book.put("Results", 1, Number_or_percentage=75).troubles() == []
    assert book.put("Results", 1, Of_how_many=None).troubles() == [
        ("✎ Of how many", "Write both: how many, of how many.")
    ]
    assert Book(share).put("Results", 1, Number_or_percentage=70, Women=5).troubles() == [
        ("✎ Women", "Leave this cell empty: of this indicator (percentage) it is not asked.")
    ]


# finances and words


def test_a_line_is_added_once_with_who_paid_and_how_much(report):
    spent(report, Decimal(100))
    book = Book(report).put("Finances", 1, Line="Boats").put("Finances", 3, Spent_in_these_days=5)
    book.put("Finances", 4, Line="travel", Paid_by="Grant", Spent_in_these_days=5)
    book.put("Finances", 5, Line="Nets", Paid_by="nobody", Spent_in_these_days="-3")
    assert book.troubles() == [
        ("✎ Line", "A line of the budget keeps its name. Use an empty row for another one."),
        ("✎ Line", "Say what it was spent on."),
        ("✎ Paid by", "Say who paid it."),
        ("✎ Line", "This line stands here already."),
        ("✎ Paid by", "“nobody” is none of these: “the grant”, “other sources”."),
    ]


def test_an_amount_below_zero_or_with_three_places_is_refused(report):
    spent(report, Decimal(100))
    troubles = [Book(report).put("Finances", 1, Spent_in_these_days=one).troubles()[0][1] for one in (-3, 1.005)]
    assert troubles == [
        "Ensure this value is greater than or equal to 0.",
        "Ensure that there are no more than 2 decimal places.",
    ]


@pytest.fixture
def asked(report):
    """The report, whose call asks three questions."""
    made = questionnaire(CAME, WHY, VISITS, purpose="report")
    Award.objects.filter(pk=report.award_id).update(rules=call(report_questionnaire=made).rules())
    return final(Award.objects.get(pk=report.award_id))


def test_the_questions_of_the_call_are_answered(asked, writer):
    book = Book(asked).put("In words", 5, Answer="no").put("In words", 6, Answer="Rain").put("In words", 7, Answer=3)
    taken(book, writer)
    assert Narrative.objects.get().answers == {"came": "no", "why": "Rain", "visits": "3"}
    assert Book(asked).told() == []
    assert Book(asked).put("In words", 5, Answer="Yes").told() == [
        ("✎ Answer", "No", "Yes", "changed"),
    ]


def test_an_answer_that_is_not_offered_or_not_asked_is_wrong(asked):
    assert Book(asked).put("In words", 5, Answer="perhaps").troubles() == [
        ("✎ Answer", "“perhaps” is none of the answers: Yes; No.")
    ]
    assert Book(asked).put("In words", 5, Answer="yes").put("In words", 6, Answer="Rain").troubles() == [
        ("✎ Answer", "This is not asked, as the other answers are. Leave this cell empty.")
    ]
    assert Book(asked).put("In words", 7, Answer=-1).troubles() == [
        ("✎ Answer", "Ensure this value is greater than or equal to 0.")
    ]


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
