"""What a cell of a report's spreadsheet says, and the sentence at each one that cannot be taken."""

from decimal import Decimal

import pytest

from zhinan.awards.models import Award
from zhinan.grants.tests.make import call
from zhinan.kit.lifecycle import NotNow
from zhinan.monitoring import actions
from zhinan.monitoring.models import Narrative, ReportedResult
from zhinan.questionnaires.models import Comparison, Condition, Question
from zhinan.questionnaires.tests.make import choices, questionnaire, words

from .make import final, spent
from .test_sheets import Book, report, share, taken, writer

__all__ = ["report", "share", "writer"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
CAME = Question("came", "single", words("Did they come?"), choices=choices("yes", "no"))
WHY = Question("why", "long", words("Why not?"), when=Condition((Comparison("came", "is", "no"),)))
VISITS = Question("visits", "number", words("How many visits?"), least="0")


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
        (True, "“True” is no number. Write digits alone, as 1200 or 1200.50."),
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
