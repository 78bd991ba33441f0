"""Questionnaires as XLSForm: what is written is read again, and other people's programs understand it."""

import io
import shutil
import warnings

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from pyxform.xls2xform import convert

from ..models import Choice, Comparison, Condition, Content, How, Kind, Question, Section
from ..rules import xlsform
from ..rules.content import troubles
from .contents import contents

EVERY_KIND = [kind for kind in Kind if kind != Kind.GRID]
SCALE = tuple(Choice(str(step), {"en": f"Step {step}", "zh": f"第{step}步"}) for step in range(1, 4))
SCALE += (Choice("na", {"en": "Does not apply", "zh": "不适用"}, is_na=True),)


def both(text):
    """A text in English and Chinese."""
    return {"en": text, "zh": f"{text}（中文）"}


def whole():
    """A Content with each kind, each condition and each limit."""
    asked = [
        Question(
            f"ask_{kind}",
            kind,
            both(f"Question {kind}"),
            both("Help"),
            choices=SCALE if kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE, Kind.RANKING) else (),
            words=200 if kind == Kind.LONG else None,
            least="1" if kind in (Kind.NUMBER, Kind.MULTIPLE) else "",
            most="3" if kind in (Kind.NUMBER, Kind.MULTIPLE) else "",
            group="country" if kind == Kind.COUNTRY else "",
        )
        for kind in EVERY_KIND
    ]
    grid = Question(
        "table", Kind.GRID, both("How far do you agree?"), both("One for each"), True, choices=SCALE, rows=SCALE[:2]
    )
    looked = (
        Comparison("ask_number", How.MORE, "2"),
        Comparison("ask_multiple", How.IS, "1"),
        Comparison("ask_multiple", How.IS_NOT, "2"),
        Comparison("ask_single", How.IS, "1"),
        Comparison("ask_consent", How.ANSWERED),
        Comparison("ask_short", How.IS, 'it\'s "so" good'),
        Comparison("table", How.ANSWERED),
    )
    first = Section("part_1", both("Questions"), both("Read this first."), Condition(), (*asked, grid))
    last = Section(
        "part_2",
        both("More"),
        {},
        Condition(looked, every=False),
        (Question("why", Kind.LONG, both("Why?"), when=Condition(looked)),),
    )
    return Content(("en", "zh"), (first, last))


def converted(data, validate=False):
    """What pyxform makes of a workbook: (the form, its warnings)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = convert(io.BytesIO(data), file_type=".xlsx", validate=validate)
    return result.xform, result.warnings


@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a smaller example would be looked for over many minutes
)
@given(contents())
@example(whole())
def test_what_is_written_is_read_again_and_pyxform_takes_it(content):
    assert {one.sentence.split(" in ")[0] for one in troubles(content)} <= {"A text is missing"}
    data = xlsform.write("Survey of 2026", content, 3)
    reading = xlsform.read(data)
    assert (reading.troubles, reading.unsupported) == ([], [])
    assert reading.content == content
    assert reading.title == "Survey of 2026"
    assert converted(data)[0].startswith("<?xml")


def test_pyxform_has_nothing_to_warn_of():
    assert converted(xlsform.write("Survey", whole(), 1))[1] == []


@pytest.mark.skipif(not shutil.which("java"), reason="ODK Validate needs Java, which nothing else here does.")
def test_odk_validate_takes_a_form_with_every_kind():
    assert "Survey" in converted(xlsform.write("Survey", whole(), 1), validate=True)[0]


def test_countries_and_goals_that_are_offered_become_lists_and_are_read_as_what_they_were():
    offered = {
        Kind.COUNTRY: (Choice("CN", both("China")), Choice("KE", both("Kenya"))),
        Kind.GOAL: (Choice("1", both("No poverty")), Choice("2", both("Zero hunger"))),
    }
    data = xlsform.write("Survey", whole(), 1, offered)
    form = converted(data)[0]
    assert [label in form for label in ("China", "Kenya", "No poverty", "Zero hunger")] == [True] * 4
    assert (xlsform.read(data).content, xlsform.read(data).unsupported) == (whole(), [])


def test_the_same_questionnaire_gives_the_same_bytes():
    assert xlsform.write("Survey", whole(), 1) == xlsform.write("Survey", whole(), 1)


def test_questions_with_the_same_choices_share_a_list():
    form = converted(xlsform.write("Survey", whole(), 1))[0]
    assert form.count("<instance id=") == 1
