"""Wrong XLSForm workbooks: each mistake is told with its sheet and row, and with what to write."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ..rules import xlsform
from .contents import HEAD, STEPS, YES_NO, read


def said(remarks):
    """Remarks as (sheet, row, column, sentence)."""
    return [tuple(one) for one in remarks]


def wrong(*survey, **sheets):
    """What must be mended in a workbook of these rows."""
    reading = read(*survey, **sheets)
    assert reading.content is None
    return said(reading.troubles)


@pytest.mark.parametrize(
    ("rows", "row", "column", "sentence"),
    [
        (
            [("select_one yn", "q", "Q"), ("select_one nolist", "r", "R")],
            3,
            "type",
            "There is no list “nolist”. Write its choices into the sheet “choices”.",
        ),
        ([("select_one", "q", "Q")], 2, "type", "Which list? Write its name after “select_one”."),
        ([("text", "q")], 2, "label", "This row has no label. Write what is asked."),
        ([("text", None, "Q")], 2, "name", "This question has no name. Write a short one, as in “first_name”."),
        (
            [("text", "my name", "Q")],
            2,
            "name",
            "“my name” cannot be a name. Begin with a letter, then write letters, digits and _ alone.",
        ),
        (
            [("text", "q", "Q"), ("text", "q", "Q")],
            3,
            "name",
            "“q” is the name of row 2 already. Write another one.",
        ),
        (
            [("begin_group", "g", "G"), ("text", "q", "Q")],
            2,
            "type",
            "This group has no end. Write a row with end_group after its last question.",
        ),
        (
            [("text", "q", "Q"), ("end_group",)],
            3,
            "type",
            "No group is open here. Remove this row, or begin the group.",
        ),
        (
            [("essay", "q", "Q")],
            2,
            "type",
            "There is no type “essay”. Write text, integer, decimal, date, select_one LIST or another one.",
        ),
        ([(None, "q", "Q")], 2, "type", "This row has no type. Write one, as in “text”."),
    ],
)
def test_what_is_wrong_in_the_survey_is_told_with_its_row(rows, row, column, sentence):
    assert wrong(HEAD, *rows, choices=YES_NO) == [("survey", row, column, sentence)]


def test_choices_of_the_same_name_are_told():
    choices = (*YES_NO, ("yn", "yes", "Sure"))
    assert wrong(HEAD, ("select_one yn", "q", "Q"), choices=choices) == [
        ("choices", 4, "name", "“yes” stands twice in the list “yn”, first in row 2. Rename one of them.")
    ]


def test_choices_without_list_name_or_label_are_told():
    choices = (*YES_NO, (None, "x", "X"), ("yn", None, "Y"), ("yn", "z"))
    assert wrong(HEAD, ("select_one yn", "q", "Q"), choices=choices) == [
        ("choices", 4, "list_name", "This choice belongs to no list. Write the name of its list."),
        ("choices", 5, "name", "This choice has no name. Write a short one, without spaces."),
        ("choices", 6, "label", "This choice has no label. Write what “z” of the list “yn” means."),
    ]


def test_a_scale_without_labels_is_told_step_by_step():
    rows = ((*HEAD, "appearance"), ("select_one s", "q", "Q", "likert"))
    choices = (("list_name", "name", "label::English (en)"), ("s", 1, None), ("s", 2, "High"))
    assert wrong(*rows, choices=choices) == [
        ("choices", 2, "label", "A step of a scale has no label. Write what “1” of the list “s” means.")
    ]


def test_a_choice_with_a_space_cannot_be_one_of_several():
    choices = (YES_NO[0], ("yn", "not yet", "Not yet"), ("yn", "no", "No"))
    assert wrong(HEAD, ("select_multiple yn", "q", "Q"), choices=choices) == [
        ("choices", 2, "name", "“not yet” has a space, so it cannot be chosen beside others. Write _ instead.")
    ]


def test_a_condition_on_what_is_not_asked_is_told():
    assert wrong((*HEAD, "relevant"), ("text", "q", "Q", "${gone} = 1")) == [
        ("survey", 2, "relevant", "“gone” is not asked in this sheet. Write the name of a question between ${ and }.")
    ]


def test_a_language_without_a_code_is_told():
    sentence = (
        "“Klingon” is no language that texts are held in. Write it with its code, as in English (en), French (fr), "
        "Chinese (zh)."
    )
    assert wrong((*HEAD, "label::Klingon"), ("text", "q", "Q", "K")) == [("survey", 1, "label::Klingon", sentence)]
    assert wrong(HEAD, ("text", "q", "Q"), setting=(("default_language",), ("Klingon",))) == [
        ("settings", 2, "default_language", sentence)
    ]


def test_headings_that_are_missing_or_stand_twice_are_told():
    assert wrong(("kind", "name", "label"), ("text", "q", "Q")) == [
        ("survey", 1, "", "The first row of “survey” lacks type. Write these headings there.")
    ]
    assert wrong(("type", "name", "label", "caption"), ("text", "q", "Q")) == [
        ("survey", 1, "caption", "Two columns say the same as “caption”. Keep one of them.")
    ]


def test_a_table_with_two_lists_is_told():
    rows = (
        (*HEAD, "appearance"),
        ("begin_group", "t", "T", "table-list"),
        ("select_one s", "a", "A"),
        ("text", "b", "B"),
        ("end_group",),
    )
    assert wrong(*rows, choices=STEPS) == [
        ("survey", 4, "type", "All statements of a table have one list. Write “select_one s”.")
    ]


def test_a_group_or_a_kind_that_there_is_not_is_told():
    head = (*HEAD, "zhinan_kind", "zhinan_group")
    assert wrong(head, ("text", "q", "Q", "planet"), ("text", "r", "R", None, "hat")) == [
        (
            "survey",
            2,
            "zhinan_kind",
            "“planet” does not go here. Write country, goal, organisation beside text or select_one, or nothing.",
        ),
        ("survey", 3, "zhinan_group", "“hat” is no group. Write one of gender, age, sector, country."),
    ]


def test_a_workbook_without_a_survey_or_without_rows_is_told():
    sentence = "There is no sheet “survey” that holds something. Name the sheet of the questions so."
    assert wrong(choices=YES_NO) == [("", 0, "", sentence)]
    nothing = [("survey", 0, "", "Nothing is asked. Write a row for each question.")]
    assert (wrong(HEAD), wrong((" ", "  "))) == (nothing, nothing)


def test_a_formula_without_a_result_is_told():
    assert wrong(HEAD, ("text", "q", "#FORMULA!")) == [
        ("survey", 2, "label::English (en)", "This formula has no result. Write its value instead."),
        ("survey", 2, "label", "This row has no label. Write what is asked."),
    ]


CELLS = st.sampled_from(
    [
        *(None, "begin_group", "end_group", "note", "text", "select_one yn", "a", "b", "A-b", "yes", True, 3, 0.5),
        *("${a} = 1", ". > 2", "table-list", "likert", "country", "x y"),
    ]
)
ASKED = ("note", "text", "integer", "decimal", "select_one yn", "select_multiple yn", "rank yn", "image", "acknowledge")
LIKELY = st.fixed_dictionaries(
    {
        "type": st.sampled_from([*ASKED, "geopoint", "begin_group", "begin_repeat", "end_group"]),
        "appearance": st.sampled_from([None, None, None, "likert", "multiline"]),
        "required": st.sampled_from([None, "yes", "${n0} = 1"]),
        "relevant": st.sampled_from([None, None, "${n0} = 1", "${n1} != ''", "${n0} = 1 or ${n1} > 2"]),
        "constraint": st.sampled_from([None, None, ". > 2", "count-selected(.) = 1"]),
    }
)
COLUMNS = ("name", "label", "type", "appearance", "required", "relevant", "constraint")
OFFERED = (("list_name", "name", "label", "zhinan_na"), ("yn", "1", "A"), ("yn", "2", "B"))


def balanced(rows):
    """`rows` after two questions, each with a name and a label, and with as many ends of groups as beginnings."""
    found, depth = [{"type": "text"}, {"type": "select_one yn"}], 0
    for row in rows:
        depth += {"begin": 1, "end_g": -1}.get(row["type"][:5], 0)
        found += [row] if depth >= 0 else []
        depth = max(depth, 0)
    found += [{"type": "end_group"}] * depth
    named = [{"name": f"n{place}", "label": f"Label {place}", **row} for place, row in enumerate(found)]
    return [tuple(row.get(column) for column in COLUMNS) for row in named]


@settings(deadline=None)
@given(st.lists(LIKELY, max_size=10))
def test_what_is_read_of_other_forms_is_written_and_read_as_the_same(rows):
    reading = read(COLUMNS, *balanced(rows), choices=OFFERED)
    assert reading.troubles == []
    again = xlsform.read(xlsform.write("Again", reading.content, 1))
    assert (again.content, again.troubles, again.unsupported) == (reading.content, [], [])


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, max_size=7), max_size=6), st.lists(st.lists(CELLS, max_size=4), max_size=3))
def test_any_workbook_is_read_or_told_what_is_wrong(rows, choices):
    reading = read(COLUMNS, *rows, choices=(*OFFERED, *choices))
    assert (reading.content is None) == bool(reading.troubles)
    assert all(one.sentence and one.row >= 0 for one in (*reading.troubles, *reading.unsupported))


@pytest.mark.parametrize(
    "data", [b"", b"no workbook", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600]
)
def test_what_is_no_workbook_is_refused_with_a_sentence(data):
    reading = xlsform.read(data)
    assert (reading.content, len(reading.troubles)) == (None, 1)
