"""XLSForm workbooks of other people: their spellings, and what is not held here."""

import io

import pytest
from pyxform.xls2xform import convert

from ..models import Choice, Comparison, Condition, How
from ..rules import xlsform
from .contents import HEAD, STEPS, YES_NO, book, read


def said(remarks):
    """Remarks as (sheet, row, column, sentence)."""
    return [tuple(one) for one in remarks]


def taken_by_pyxform(*survey, **sheets):
    """The Reading of a workbook that pyxform takes as well; fails where it does not."""
    data = book(*survey, **sheets)
    assert convert(io.BytesIO(data), file_type=".xlsx").xform
    return xlsform.read(data)


def outline(reading):
    """[(section, [(key, kind)])] of what was read."""
    assert reading.troubles == []
    return [(one.key, [(each.key, str(each.kind)) for each in one.questions]) for one in reading.content.sections]


# What others write


def test_a_form_as_the_guide_of_xlsform_writes_it_is_read():
    reading = taken_by_pyxform(
        ("type", "name", "label", "hint", "required", "relevant", "constraint", "appearance"),
        ("begin_group", "about", "About you"),
        ("note", "intro", "Thank you for taking part."),
        ("text", "who", "What is your name?", "As on your badge", "yes"),
        ("integer", "age", "How old are you?", None, "true()", None, ". > 15 and . < 100"),
        ("select_one yn", "came", "Did you come?", None, True, "${age} >= 18"),
        ("end_group",),
        ("select_multiple yn", "both", "What holds?", None, None, "${came} = 'yes' or ${who} != ''"),
        ("select_one yn", "rate", "Rate it", None, "no", None, None, "likert"),
        choices=YES_NO,
        setting=(("form_title", "form_id", "version"), ("A survey", "survey", 4)),
    )
    assert outline(reading) == [
        ("about", [("who", "short"), ("age", "number"), ("came", "single")]),
        ("part_2", [("both", "multiple"), ("rate", "scale")]),
    ]
    content = reading.content
    assert (reading.title, content.languages) == ("A survey", ("en",))
    assert content.section("about").guidance == {"en": "Thank you for taking part."}
    assert [one.is_required for one in content.questions] == [True, True, True, False, False]
    assert (content.question("age").least, content.question("age").most) == ("16", "99")
    assert content.question("came").when == Condition((Comparison("age", How.MORE, "17"),))
    assert content.question("both").when.every is False
    assert content.question("came").choices == (Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"}))
    assert said(reading.unsupported) == [("survey", 5, "type", "Numbers with a fraction are taken as well.")]


def test_old_headings_and_types_are_read():
    reading = taken_by_pyxform(
        ("Type", "Name", "Caption:English", "Caption:French", "bind:relevant"),
        ("begin group", "part", "Part", "Partie"),
        ("select one from yn", "came", "Did you come?", "Êtes-vous venu ?"),
        ("select all that apply from yn", "which", "Which?", "Lesquels ?", "${came} = 'yes'"),
        ("string", "why", "Why?", "Pourquoi ?"),
        ("end group",),
        choices=(
            ("list name", "value", "label:English", "label:French"),
            ("yn", "yes", "Yes", "Oui"),
            ("yn", 0, "No", "Non"),
        ),
    )
    assert outline(reading) == [("part", [("came", "single"), ("which", "multiple"), ("why", "short")])]
    assert reading.content.languages == ("en", "fr")
    assert reading.content.question("why").label == {"en": "Why?", "fr": "Pourquoi ?"}
    assert [choice.key for choice in reading.content.question("came").choices] == ["yes", "0"]
    assert reading.unsupported == []


def test_the_default_language_comes_first_and_is_that_of_texts_without_one():
    reading = taken_by_pyxform(
        ("type", "name", "label::English (en)", "label"),
        ("text", "why", "Why?", "Pourquoi ?"),
        setting=(("default_language",), ("French (fr)",)),
    )
    assert reading.content.languages == ("fr", "en")
    assert reading.content.question("why").label == {"en": "Why?", "fr": "Pourquoi ?"}


def test_texts_without_a_language_stand_in_the_one_that_is_asked_for():
    data = book(("type", "name", "label"), ("text", "why", "为什么？"))
    assert xlsform.read(data, "zh").content.question("why").label == {"zh": "为什么？"}


def test_a_table_of_statements_is_read_as_a_grid():
    reading = taken_by_pyxform(
        HEAD,
        ("begin_group", "agree", "How far do you agree?"),
        ("select_one s", "useful", "It was useful."),
        ("select_one s", "clear", "It was clear."),
        ("end_group",),
        choices=STEPS,
    )
    assert outline(reading) == [("agree", [("useful", "single"), ("clear", "single")])]
    reading = taken_by_pyxform(
        (*HEAD, "appearance"),
        ("begin_group", "agree", "How far do you agree?", "table-list"),
        ("select_one s", "useful", "It was useful."),
        ("select_one s", "clear", "It was clear."),
        ("end_group",),
        choices=STEPS,
    )
    assert outline(reading) == [("part_1", [("agree", "grid")])]
    assert [one.key for one in reading.content.question("agree").rows] == ["useful", "clear"]


def test_parts_inside_parts_become_parts_of_their_own_under_both_conditions():
    reading = taken_by_pyxform(
        (*HEAD, "relevant"),
        ("select_one yn", "came", "Did you come?"),
        ("begin_group", "outer", "Outer", "${came} = 'yes'"),
        ("text", "before", "Before"),
        ("begin_group", "inner", "Inner", "${before} != ''"),
        ("text", "inside", "Inside"),
        ("end_group",),
        ("text", "after", "After"),
        ("end_group",),
        choices=YES_NO,
    )
    assert outline(reading) == [
        ("part_1", [("came", "single")]),
        ("outer", [("before", "short")]),
        ("inner", [("inside", "short")]),
        ("part_4", [("after", "short")]),
    ]
    came, before = Comparison("came", How.IS, "yes"), Comparison("before", How.ANSWERED)
    assert [one.when.tests for one in reading.content.sections] == [(), (came,), (came, before), (came,)]
    assert reading.content.section("part_4").title == {"en": "Outer"}
    sentence = "A part inside a part is not held here. It becomes a part of its own."
    assert said(reading.unsupported) == [("survey", 5, "type", sentence)]


def test_names_of_another_shape_are_made_over_and_conditions_follow():
    reading = taken_by_pyxform(
        (*HEAD, "relevant"),
        ("text", "First-Name", "Name"),
        ("text", "first_name", "Again", "${First-Name} != ''"),
        ("text", "_2", "Third"),
    )
    assert outline(reading) == [("part_1", [("first_name_2", "short"), ("first_name", "short"), ("q_2", "short")])]
    assert reading.content.question("first_name").when.tests == (Comparison("first_name_2", How.ANSWERED),)
    assert said(reading.unsupported) == [
        ("survey", 2, "name", "“First-Name” is called “first_name_2” here."),
        ("survey", 4, "name", "“_2” is called “q_2” here."),
    ]


# What is not held here


@pytest.mark.parametrize(
    ("heading", "row", "column", "sentence"),
    [
        ("hint", ("geopoint", "x", "Where?"), "type", "“geopoint” is not asked here. The row is left out."),
        ("hint", ("audio", "x", "Say it"), "type", "“audio” is not asked here. The row is left out."),
        (
            "calculation",
            ("calculate", "x", None, "1 + 1"),
            "type",
            "“calculate” is not asked here. The row is left out.",
        ),
        ("hint", ("start", "x"), "type", "“start” is not asked here. The row is left out."),
        ("hint", ("image", "x", "Picture"), "type", "Any file is taken, not pictures alone."),
        (
            "parameters",
            ("range", "x", "How much?", "start=1 end=5"),
            "type",
            "This is asked as a number, without steps.",
        ),
        ("appearance", ("text", "x", "A", "numbers"), "appearance", "The appearance “numbers” is not held here."),
        ("default", ("text", "x", "A", "b"), "default", "“default” is not held here, so “b” is left out."),
        (
            "media::image",
            ("text", "x", "A", "b.png"),
            "media::image",
            "“media::image” is not held here, so “b.png” is left out.",
        ),
        ("disabled", ("text", "x", "A", "yes"), "disabled", "This row is switched off and left out."),
        (
            "choice_filter",
            ("select_one yn", "x", "A", "name = ${q}"),
            "choice_filter",
            "Choices are not filtered here: all of the list are offered.",
        ),
        (
            "relevant",
            ("text", "x", "A", "pulldata('a', 'b', 'c', ${q}) = 1"),
            "relevant",
            "The condition “pulldata('a', 'b', 'c', ${q}) = 1” is not understood here. "
            "It is left out, so everybody is asked.",
        ),
        (
            "constraint",
            ("text", "x", "A", "string-length(.) < 9"),
            "constraint",
            "The limit “string-length(.) < 9” is not understood here. It is left out, so every answer is taken.",
        ),
        (
            "required",
            ("text", "x", "A", "${q} = 'a'"),
            "required",
            "“${q} = 'a'” is not understood, so no answer is demanded. Write yes or no.",
        ),
        (
            "constraint_message",
            ("text", "x", "A", "Too long!"),
            "constraint_message",
            "This message is left out. Limits are told in sentences of our own.",
        ),
        (
            "hint",
            ("select_one yn or_other", "x", "A"),
            "type",
            "“or other” is not held here. Add a choice, and a text that is asked where it is chosen.",
        ),
    ],
)
def test_what_is_not_held_is_told_with_its_place(heading, row, column, sentence):
    with_list = (("select_one yn", "z", "Z"),) if "yn" not in row[0] else ()
    reading = read((*HEAD, heading), ("text", "q", "Q"), row, *with_list, choices=YES_NO)
    assert reading.troubles == []
    assert said(reading.unsupported) == [("survey", 3, column, sentence)]


def test_what_is_repeated_is_asked_once_and_said_so():
    reading = taken_by_pyxform(
        (*HEAD, "repeat_count"),
        ("begin_repeat", "child", "Child", "3"),
        ("text", "called", "Name"),
        ("end_repeat",),
    )
    assert outline(reading) == [("child", [("called", "short")])]
    assert said(reading.unsupported) == [("survey", 2, "type", "What is repeated there is asked once here.")]


def test_sheets_lists_and_languages_that_are_not_read_are_told():
    reading = read(
        (*HEAD, "label::Swahili (sw)"),
        ("text", "q", "Q", "S"),
        choices=YES_NO,
        entities=(("list_name",), ("trees",)),
    )
    assert said(reading.unsupported) == [
        ("entities", 0, "", "This sheet is not read."),
        ("survey", 1, "label::Swahili (sw)", "Texts in “sw” are not held here. The column is left out."),
        ("choices", 2, "list_name", "No question has the list “yn”. It is left out."),
    ]


def test_further_columns_of_the_choices_are_told_once():
    choices = ((*YES_NO[0], "state"), *((*row, "NY") for row in YES_NO[1:]))
    reading = read(HEAD, ("select_one yn", "q", "Q"), choices=choices)
    assert outline(reading) == [("part_1", [("q", "single")])]
    sentence = "The column “state” is not held here and is left out."
    assert said(reading.unsupported) == [("choices", 2, "state", sentence)]


def test_notes_of_the_author_beside_the_rows_are_told_once():
    reading = read((*HEAD, "remarks"), ("text", "q", "Q", "shorten?"), ("text", "r", "R", "drop?"))
    sentence = "The column “remarks” is not held here and is left out."
    assert said(reading.unsupported) == [("survey", 2, "remarks", sentence)]
