"""Frameworks, indicators and measurements are typed, checked, corrected and withdrawn, without script."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.kit.tests.make import sent
from zhinan.programmes.tests.make import programme, project
from zhinan.programmes.tests.sending import add, rows, warned
from zhinan.results import forms
from zhinan.results.models import Framework, Indicator, Measurement

from .make import framework, indicator, measured, result, target

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
WRITTEN = {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "numerator": "31", "denominator": "38", "n": "38"}
WRITTEN |= {"answered": "38", "asked": "47", "origin": "Survey after the webinar", "taken_on": "2026-11-02"}


@pytest.fixture
def office(client):
    """The programme whose secretariat is signed in."""
    here = programme(name="Our programme")
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, here.scope()))
    return here


@pytest.fixture
def satisfied(office):
    """An indicator of the programme with a target for 2026."""
    of = indicator(result(framework(programme=office)))
    target(of)
    return of


def post(client, form_class, name, key, **values):
    """The answer to a form at the address `name` of the record with this `key`."""
    return client.post(reverse(name, args=[key]), sent(form_class, **values))


def said(answer):
    """{field: [sentence]} of what a form complains of."""
    return dict(answer.context["form"].errors)


def test_a_framework_is_typed_with_its_results_in_one_form(client, office):
    lines = [
        {"position": "1", "level": "outcome", "title": "Officials use what they learned"},
        {"position": "2", "level": "output", "title": "Trainings are held"},
        {"position": "3", "level": "activity", "title": "Write the course"},
    ]
    answer = add(
        client, forms.FrameworkForm, title="Framework 2026", programme="Our programme", **rows("results", *lines)
    )
    made = Framework.objects.get(title="Framework 2026")
    assert (answer.url, made.programme) == (made.get_absolute_url(), office)
    page = client.get(made.get_absolute_url()).content.decode()
    told = re.findall(r"<h2><small>(.*?)</small> (.*?)</h2>", page)
    assert told == [
        ("1 Outcome", "Officials use what they learned"),
        ("1.1 Output", "Trainings are held"),
        ("1.1.1 Activity", "Write the course"),
    ]


@pytest.mark.parametrize("both", [True, False])
def test_a_framework_of_nobody_or_of_two_is_refused_beside_the_field(client, office, both):
    project(office, title="Our project")
    whose = {"programme": "Our programme", "project": "Our project"} if both else {}
    answer = add(client, forms.FrameworkForm, title="Framework 2026", **whose)
    assert said(answer) == {"programme": ["Name a programme or a project, one of the two."]}
    assert (answer.context["form"]["title"].value(), Framework.objects.count()) == ("Framework 2026", 0)


def test_a_framework_of_another_secretariats_programme_is_refused(client, office):
    programme(name="Another")
    answer = add(client, forms.FrameworkForm, title="Framework 2026", programme="Another")
    assert list(said(answer)) == ["programme"]
    assert Framework.objects.count() == 0


def test_a_framework_that_a_project_leads_to_begins_without_a_programme(client, office):
    answer = client.get(reverse("add-framework"), {"project": "Our project"})
    begun = answer.context["form"]
    assert (begun["project"].value(), begun["programme"].value()) == ("Our project", None)


def test_a_framework_of_the_same_title_is_warned_of(client, office):
    framework(programme=office, title="Framework 2026")
    words = {"title": "Framework 2026", "programme": "Our programme", "step": "check"}
    assert warned(add(client, forms.FrameworkForm, **words)) == ["“Framework 2026” is recorded already."]


def test_a_result_with_indicators_is_not_taken_out_with_its_line(client, satisfied):
    here, line = satisfied.result.framework, satisfied.result
    row = {"id": line.pk, "position": "1", "level": "outcome", "title": line.title, "DELETE": "on"}
    words = {"seen": "0", "title": here.title, "programme": "Our programme", **rows("results", row, held=1)}
    answer = post(client, forms.FrameworkForm, "edit-framework", here.slug, **words)
    sentence = f"“{line.title}” has indicators. Move or take away those first, then the result."
    assert said(answer) == {"__all__": [sentence]}
    assert here.results.count() == 1


def test_an_indicator_is_added_to_a_result_with_its_targets(client, office):
    line = result(framework(programme=office))
    goal = {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "value": "80"}
    words = {"result": line.pk, "position": "1", "title": "Satisfied", "measure": "percentage", "is_ascending": "on"}
    words |= {"baseline_value": "60", "baseline_year": "2025"}
    answer = post(client, forms.IndicatorForm, "add-indicator", line.pk, **words, **rows("targets", goal))
    made = Indicator.objects.get()
    assert (answer.url, made.result, [str(one) for one in made.targets.all()]) == (
        made.get_absolute_url(),
        line,
        ["80%"],
    )


@pytest.mark.parametrize(
    ("words", "field", "sentence"),
    [
        ({"baseline_value": "120", "baseline_year": "2025"}, "baseline_value", "A percentage lies between 0 and 100."),
        ({"baseline_value": "60"}, "baseline_year", "Say of which year the baseline is."),
    ],
)
def test_a_baseline_that_cannot_be_is_refused_beside_the_field(client, office, words, field, sentence):
    line = result(framework(programme=office))
    words = {"result": line.pk, "position": "1", "title": "Satisfied", "measure": "percentage", **words}
    answer = post(client, forms.IndicatorForm, "add-indicator", line.pk, **words)
    assert (said(answer), Indicator.objects.count()) == ({field: [sentence]}, 0)
    assert answer.context["form"]["title"].value() == "Satisfied"


def test_a_target_that_its_measure_does_not_know_is_refused_in_its_row(client, office):
    line = result(framework(programme=office))
    goal = {"starts_on": "2026-12-31", "ends_on": "2026-01-01", "value": "80"}
    words = {"result": line.pk, "position": "1", "title": "In words", "measure": "qualitative"}
    answer = post(client, forms.IndicatorForm, "add-indicator", line.pk, **words, **rows("targets", goal))
    assert answer.context["form"].sets[0].forms[0].errors == {"ends_on": ["The last day lies before the first one."]}
    goal |= {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    answer = post(client, forms.IndicatorForm, "add-indicator", line.pk, **words, **rows("targets", goal))
    assert answer.context["form"].sets[0].forms[0].errors == {
        "value": ["What is measured in words has no number: write the words."]
    }
    assert Indicator.objects.count() == 0


def test_an_indicator_moves_within_its_framework_alone(client, satisfied):
    result(title="Of another framework")
    second = result(satisfied.result.framework, title="Second")
    form = client.get(reverse("edit-indicator", args=[satisfied.pk])).context["form"]
    assert list(form.fields["result"].queryset) == [satisfied.result, second]


def test_a_percentage_is_reckoned_from_its_parts_and_groups_stand_beside_it(client, satisfied):
    group = {"dimension": "sex", "key": "female", "value": "90", "n": "20"}
    words = WRITTEN | rows("parts", group)
    answer = post(client, forms.MeasurementForm, "add-measurement", satisfied.pk, **words)
    made = Measurement.objects.get()
    assert (answer.url, str(made), made.rate) == (made.get_absolute_url(), "81.58%", Decimal("80.85"))
    page = client.get(satisfied.get_absolute_url()).content.decode()
    for told in ("81.58%", "31 of 38", "n 38, 38 of 47 answered, response rate 80.85%", "women", "not reached"):
        assert (told in page) == (told != "not reached"), told


@pytest.mark.parametrize(
    ("words", "errors"),
    [
        ({"n": ""}, {"n": ["Write n, or say below that nobody states it."]}),
        ({"is_base_unstated": "on"}, {"n": ["Write n, or say that nobody states it, not both."]}),
        ({"denominator": ""}, {"denominator": ["Say of how many."], "value": ["Write the number."]}),
        ({"numerator": ""}, {"numerator": ["Say how many of them."], "value": ["Write the number."]}),
        ({"numerator": "39"}, {"numerator": ["This is more than all of them."], "value": ["Write the number."]}),
        ({"value": "80"}, {"value": ["These parts make 81.58%."]}),
        ({"value": "180"}, {"value": ["A percentage lies between 0 and 100."]}),
        ({"answered": ""}, {"answered": ["Say how many of them answered."]}),
        ({"asked": "20"}, {"answered": ["No more can answer than were asked."]}),
        ({"ends_on": "2025-12-31"}, {"ends_on": ["The last day lies before the first one."]}),
        ({"origin": ""}, {"origin": ["This field is required."]}),
    ],
)
def test_what_a_measurement_cannot_be_is_said_beside_the_field(client, satisfied, words, errors):
    answer = post(client, forms.MeasurementForm, "add-measurement", satisfied.pk, **WRITTEN | words)
    assert said(answer) == errors
    assert (answer.context["form"]["taken_on"].value(), Measurement.objects.count()) == ("2026-11-02", 0)


def test_a_group_in_which_everybody_is_known_is_warned_of(client, satisfied):
    groups = [{"dimension": "country", "key": key, "value": "90", "n": n} for key, n in (("KEN", "4"), ("TZA", "5"))]
    words = WRITTEN | rows("parts", *groups) | {"step": "check"}
    answer = post(client, forms.MeasurementForm, "add-measurement", satisfied.pk, **words)
    assert warned(answer) == ["Of fewer than 5 people everybody may tell who they are: KEN."]
    assert Measurement.objects.count() == 0


def test_groups_that_are_more_than_the_whole_are_refused_in_their_rows(client, office):
    of = indicator(result(framework(programme=office)), measure="unit", unit="people")
    groups = [
        {"dimension": "sex", "key": "female", "value": "30"},
        {"dimension": "country", "key": "KEN", "value": "39"},
        {"dimension": "sex", "key": "male", "value": "10"},
    ]
    words = {name: value for name, value in WRITTEN.items() if name not in ("numerator", "denominator")}
    answer = post(
        client, forms.MeasurementForm, "add-measurement", of.pk, value="38", **words, **rows("parts", *groups)
    )
    sexes = ["Women, men and others come to 40 here, more than all together: 38."]
    told = [form.errors.get("value") for form in answer.context["form"].sets[0].forms[:3]]
    assert told == [sexes, ["This is more than all together: 38."], sexes]
    assert Measurement.objects.count() == 0
    post(client, forms.MeasurementForm, "add-measurement", of.pk, value="40", **words, **rows("parts", *groups))
    assert str(Measurement.objects.get()) == "40 people"


def test_a_period_that_is_measured_is_said_beside_its_first_day(client, satisfied):
    measured(satisfied)
    answer = post(client, forms.MeasurementForm, "add-measurement", satisfied.pk, **WRITTEN)
    assert said(answer) == {"starts_on": ["This period is measured already. Correct that measurement."]}
    assert Measurement.objects.count() == 1


def test_what_is_measured_in_words_is_asked_for_words(client, office):
    of = indicator(result(framework(programme=office)), measure="qualitative")
    form = client.get(reverse("add-measurement", args=[of.pk])).context["form"]
    assert form.fields.keys() & {"value", "numerator", "denominator", "why"} == set()
    words = {name: WRITTEN[name] for name in ("starts_on", "ends_on", "n", "origin", "taken_on")}
    answer = post(client, forms.MeasurementForm, "add-measurement", of.pk, **words)
    assert said(answer) == {"comment": ["Write what it came to, in words."]}
    post(client, forms.MeasurementForm, "add-measurement", of.pk, **words, comment="A law is in force")
    assert str(Measurement.objects.get()) == "A law is in force"


def test_a_measurement_is_corrected_with_a_reason_and_the_earlier_one_stays_readable(client, satisfied):
    first = measured(satisfied)
    form = client.get(reverse("correct-measurement", args=[first.pk])).context["form"]
    assert (form["value"].value(), form["why"].value()) == ("75", "")
    answer = post(client, forms.MeasurementForm, "correct-measurement", first.pk, **WRITTEN)
    assert said(answer) == {"why": ["This field is required."]}
    post(client, forms.MeasurementForm, "correct-measurement", first.pk, **WRITTEN, why="Two were counted twice")
    page = client.get(satisfied.get_absolute_url()).content.decode()
    assert [told in page for told in ("75%", "81.58%", "corrected", "Two were counted twice")] == [True] * 4
    again = client.get(reverse("correct-measurement", args=[first.pk]), follow=True)
    assert "This measurement was corrected or withdrawn already." in again.content.decode()


def test_a_measurement_is_withdrawn_with_a_reason(client, satisfied):
    made = measured(satisfied)
    address = reverse("withdraw-measurement", args=[made.pk])
    assert said(client.post(address, {"because": "  "})) == {"because": ["This field is required."]}
    client.post(address, {"because": "It is of another programme"})
    page = client.get(satisfied.get_absolute_url()).content.decode()
    assert [told in page for told in ("75%", "withdrawn", "It is of another programme")] == [True] * 3
    again = client.post(address, {"because": "Once more"}, follow=True).content.decode()
    assert "This measurement was corrected or withdrawn already." in again


def test_an_indicator_is_copied_with_its_targets_and_taken_away_after_asking(client, satisfied):
    form = client.get(reverse("copy-indicator", args=[satisfied.pk])).context["form"]
    assert form["title"].value() == satisfied.title
    assert form.sets[0].forms[0]["value"].value() is not None
    address = reverse("archive-indicator", args=[satisfied.pk])
    assert "Take out of the framework" in client.get(address).content.decode()
    assert client.post(address).url == satisfied.result.framework.get_absolute_url()
    assert Indicator.objects.count() == 0


def test_a_measured_indicator_stays_and_says_why(client, satisfied):
    measured(satisfied)
    page = client.post(reverse("archive-indicator", args=[satisfied.pk]), follow=True).content.decode()
    assert ("It was measured already: what was said stays readable." in page, Indicator.objects.count()) == (True, 1)


def test_a_change_of_an_indicator_is_taken_back_from_its_page(client, satisfied):
    words = {"seen": "0", "result": satisfied.result.pk, "position": "1", "title": "Renamed", "measure": "percentage"}
    post(client, forms.IndicatorForm, "edit-indicator", satisfied.pk, **words)
    page = client.get(satisfied.get_absolute_url()).content.decode()
    assert client.post(re.search(r"/indicators/\d+/undo/\d+/", page)[0]).status_code == 302
    satisfied.refresh_from_db()
    assert (satisfied.title, satisfied.targets.count()) == ("Those who are satisfied", 1)


def test_an_empty_framework_says_what_would_stand_there(client, office):
    here = framework(programme=office)
    page = client.get(here.get_absolute_url()).content.decode()
    assert "Impact, outcomes, outputs and activities would stand here" in page
    assert reverse("edit-framework", args=[here.slug]) in page
