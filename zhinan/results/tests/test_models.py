"""What a framework, an indicator, a target and a measurement can be: the database itself refuses all else."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from zhinan.programmes.models import AppendOnly
from zhinan.programmes.tests.make import programme, project
from zhinan.results.models import Disaggregation, Framework, Indicator, Measurement, Target
from zhinan.results.rules import outline

from .make import YEAR, framework, indicator, measured, result, target

pytestmark = pytest.mark.django_db
GOOD = {"starts_on": YEAR[0], "ends_on": YEAR[1], "value": Decimal(75), "n": 40, "origin": "Report"}


def refused(model, **facts):
    """The name of the constraint by which the database refuses a row."""
    with pytest.raises(IntegrityError) as trouble, transaction.atomic():
        model.objects.create(**facts)
    return str(trouble.value)


def test_a_framework_is_of_one_programme_or_one_project():
    here, there = programme(), project()
    assert "results_of_programme_or_project" in refused(Framework, slug="a", title="A")
    assert "results_of_programme_or_project" in refused(Framework, slug="a", title="A", programme=here, project=there)
    with pytest.raises(ValidationError, match="Name a programme or a project, one of the two"):
        Framework(slug="a", title="A").full_clean()


def test_the_programme_of_a_framework_is_its_own_or_that_of_its_project():
    here = programme()
    assert framework(programme=here).keeper() == here
    assert framework(project=project(here)).keeper() == here
    assert framework(project=project()).keeper() is None


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"ends_on": "2025-12-31"}, "results_measurement_ends_after_start"),
        ({"value": None}, "results_value_as_measured"),
        ({"value": Decimal(101)}, "results_value_as_measured"),
        ({"value": Decimal(-1)}, "results_value_as_measured"),
        ({"measure": "qualitative", "comment": "Good"}, "results_value_as_measured"),
        ({"measure": "qualitative", "value": None}, "results_words_where_measured_in_words"),
        ({"numerator": 3}, "results_share_of_its_parts"),
        ({"denominator": 3}, "results_share_of_its_parts"),
        ({"numerator": 3, "denominator": 0}, "results_share_of_its_parts"),
        ({"numerator": 4, "denominator": 3}, "results_share_of_its_parts"),
        ({"measure": "unit", "numerator": 3, "denominator": 4}, "results_share_of_its_parts"),
        ({"n": None}, "results_base_or_unstated"),
        ({"is_base_unstated": True}, "results_base_or_unstated"),
        ({"asked": 30}, "results_answered_of_asked"),
        ({"asked": 30, "answered": 31}, "results_answered_of_asked"),
        ({"withdrawn_because": "Wrong"}, "results_withdrawn_with_reason"),
        ({"withdrawn_on": YEAR[0], "withdrawn_because": "Wrong"}, "results_withdrawn_with_reason"),
    ],
)
def test_the_database_refuses_a_measurement_that_cannot_be(wrong, constraint):
    facts = GOOD | {"indicator": indicator(), "measure": "percentage"} | wrong
    assert constraint in refused(Measurement, **facts)


def test_a_period_is_measured_once_and_an_origin_taken_once():
    one = indicator()
    facts = GOOD | {"indicator": one, "measure": "percentage", "origin_key": "round:1:apply:"}
    Measurement.objects.create(**facts)
    # SQLite tells the columns and PostgreSQL the name.
    again = refused(Measurement, **facts | {"origin_key": ""})
    assert "results_measured_once" in again or "ends_on" in again
    other = refused(Measurement, **facts | {"ends_on": "2027-12-31"})
    assert "results_taken_once" in other or "origin_key" in other


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"value": None}, "value", "Write the number."),
        ({"value": Decimal(101)}, "value", "A percentage lies between 0 and 100."),
        ({"numerator": 3, "denominator": 4, "value": Decimal(80)}, "value", "These parts make 75%."),
        ({"ends_on": YEAR[0].replace(year=2025)}, "ends_on", "The last day lies before the first one."),
        ({"n": None}, "__all__", "Write n, or say that the source does not state it."),
    ],
)
def test_what_is_wrong_with_a_measurement_is_said_once_at_its_field(wrong, field, sentence):
    made = Measurement(**GOOD | {"indicator": indicator(), "measure": "percentage"} | wrong)
    with pytest.raises(ValidationError) as trouble:
        made.full_clean()
    assert trouble.value.message_dict == {field: [sentence]}


def test_an_indicator_in_words_has_no_number_and_its_measure_stays_once_it_was_measured():
    words = indicator(measure="qualitative")
    with pytest.raises(ValidationError, match="What is measured in words has no number: write the words"):
        Target(indicator=words, starts_on=YEAR[0], ends_on=YEAR[1], value=Decimal(80)).full_clean()
    target(words, None, comment="A national policy").full_clean()
    assert "results_baseline_as_measured" in refused(
        Indicator, result=words.result, title="In words", measure="qualitative", baseline_value=3, baseline_year=2025
    )
    measured(words, None, comment="A draft is written")
    words.measure = "unit"
    with pytest.raises(ValidationError, match="It was measured in another way already"):
        words.full_clean()


def test_a_baseline_says_its_year():
    assert "results_baseline_with_year" in refused(Indicator, result=result(), title="A", baseline_value=3)


def test_nobody_changes_or_deletes_a_measurement():
    made = measured(indicator())
    made.value = Decimal(99)
    for change in (made.save, made.delete, Measurement.objects.all().delete):
        with pytest.raises(AppendOnly):
            change()
    with pytest.raises(AppendOnly):
        Measurement.objects.update(value=Decimal(99))
    assert Measurement.objects.get().value == Decimal(75)


def test_a_group_of_a_measurement_stands_once_and_is_one_that_there_is():
    made = measured(indicator(), parts=[{"dimension": "sex", "key": "female", "value": "80", "n": 20}])
    facts = {"measurement": made, "value": Decimal(70)}
    twice = refused(Disaggregation, dimension="sex", key="female", **facts)
    assert "results_group_once" in twice or "dimension" in twice
    for dimension, key, sentence in (
        ("sex", "lady", "Write female, male or other."),
        ("country", "XXX", "“XXX” is no code of a country or area."),
    ):
        with pytest.raises(ValidationError) as trouble:
            Disaggregation(dimension=dimension, key=key, **facts).full_clean()
        assert trouble.value.message_dict == {"key": [sentence]}


def test_a_result_belongs_to_the_nearest_one_of_a_higher_level_above_it():
    here = framework()
    levels = ("output", "impact", "outcome", "output", "activity", "output", "outcome", "activity")
    made = [result(here, level) for level in levels]
    lines = outline(here.results.all())
    assert [line.number for line in lines] == ["1", "2", "2.1", "2.1.1", "2.1.1.1", "2.1.2", "2.2", "2.2.1"]
    parents = [made.index(line.parent) if line.parent else None for line in lines]
    assert parents == [None, None, 1, 2, 3, 2, 1, 6]
