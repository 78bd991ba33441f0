"""Which indicator of a project may count towards one of its programme, and what that holds fast."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.kit.tests.make import sent
from zhinan.programmes.tests.make import programme, project
from zhinan.results.forms import FrameworkForm, IndicatorForm

from .make import counting, framework, indicator, result

pytestmark = pytest.mark.django_db
HOLD = "Indicators of grants count towards this one and are measured in the way that it was."


@pytest.fixture
def above():
    """An indicator of a programme: people trained."""
    return indicator(title="People trained", measure="unit", unit="people")


def below(above, **facts):
    """An unsaved change: an indicator of a project that is to count towards `above`."""
    made = indicator(
        result(framework(project=project(above.result.framework.programme))), unit="people", measure="unit"
    )
    for name, value in {"towards": above, **facts}.items():
        setattr(made, name, value)
    return made


def refused(indicator):
    """{field: [sentence]} that the model says of `indicator`; nothing where it is taken."""
    try:
        indicator.full_clean()
    except ValidationError as trouble:
        return trouble.message_dict
    return {}


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, None),
        ({"unit": " People "}, None),
        ({"unit": "trainings"}, "It has another unit: people."),
        ({"measure": "percentage"}, "It is measured in another way: number of something."),
        ({"measure": "ordinal"}, "Only numbers of something and percentages are added up."),
        ({"is_cumulative": True}, "One of the two is a number to date, the other is not."),
        ({"is_ascending": False}, "Of one of the two more is better, of the other less."),
    ],
)
def test_only_what_is_measured_alike_counts_towards_another_one(above, facts, sentence):
    assert refused(below(above, **facts)) == ({"towards": [sentence]} if sentence else {})


def test_it_counts_towards_its_own_programme_alone(above):
    other = indicator(measure="unit", unit="people")
    sentence = {"towards": ["Choose an indicator of the project's own programme."]}
    assert refused(below(above, towards=other)) == sentence
    free = indicator(result(framework(project=project())), measure="unit", unit="people")
    free.towards = above
    assert refused(free) == sentence


def test_one_of_a_programme_counts_towards_nothing_nor_one_towards_itself(above):
    other = indicator(above.result, measure="unit", unit="people", towards=above)
    sentence = {"towards": ["Only an indicator of a project counts towards another one."]}
    assert refused(other) == sentence
    above.towards = above
    assert refused(above) == sentence


def test_there_is_no_chain(above):
    made = counting(above)
    assert refused(below(above, towards=made)) == {"towards": ["Choose an indicator of the project's own programme."]}
    above.towards = made
    above.save()
    assert refused(below(above)) == {"towards": ["That one counts towards another one itself."]}
    above.towards = None
    above.save()
    indicator(made.result, towards=made, measure="unit", unit="people")
    sentence = "Others count towards this one, so it counts towards nothing."
    assert refused(made)["towards"] == [sentence]


def test_of_one_project_one_indicator_counts(above):
    made = counting(above)
    second = indicator(made.result, measure="unit", unit="people")
    second.towards = above
    assert refused(second) == {"towards": ["Another indicator of this project counts towards it already."]}
    assert refused(made) == {}


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"title": "Renamed", "unit": "PEOPLE"}, []),
        ({"measure": "percentage"}, ["measure"]),
        ({"unit": "groups"}, ["unit"]),
        ({"is_cumulative": True}, ["is_cumulative"]),
        ({"is_ascending": False}, ["is_ascending"]),
    ],
)
def test_what_others_count_towards_keeps_its_measure(above, change, fields):
    counting(above)
    for name, value in change.items():
        setattr(above, name, value)
    assert refused(above) == {name: [HOLD] for name in fields}


def offered(client, indicator):
    """What the form of `indicator` offers to count towards; None where it does not ask."""
    form = client.get(reverse("edit-indicator", args=[indicator.pk])).context["form"]
    return list(form.fields["towards"].queryset) if "towards" in form.fields else None


def test_the_form_offers_what_fits_and_is_silent_where_nothing_does(client, above):
    here = above.result.framework.programme
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, here.scope()))
    indicator(above.result, title="Satisfied", measure="percentage")
    indicator(title="Of another programme", measure="unit")
    made = below(above)
    assert (offered(client, made), offered(client, above)) == ([above], None)
    assert offered(client, indicator(made.result, measure="ordinal")) is None
    assert offered(client, indicator(result(framework(project=project())), measure="unit")) is None


def test_the_form_does_not_offer_what_its_reader_may_not_see(client, above):
    hidden = above.result.framework
    hidden.audience = "roles:administrator"
    hidden.save()
    made = below(above)
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, hidden.programme.scope()))
    assert offered(client, made) is None


def test_it_is_typed_and_what_does_not_fit_is_said_beside_the_field(client, above):
    made = below(above)
    client.force_login(user("Secretariat", RoleName.SECRETARIAT, above.result.framework.programme.scope()))
    words = {"seen": "0", "result": made.result.pk, "position": "1", "title": "Trained", "measure": "unit"}
    words |= {"is_ascending": "on", "towards": above.pk}
    address = reverse("edit-indicator", args=[made.pk])
    answer = client.post(address, sent(IndicatorForm, unit="trainings", **words))
    assert dict(answer.context["form"].errors) == {"towards": ["It has another unit: people."]}
    assert client.post(address, sent(IndicatorForm, unit="people", **words)).status_code == 302
    made.refresh_from_db()
    assert made.towards == above
    copy = client.get(reverse("copy-indicator", args=[made.pk])).context["form"]
    assert copy["towards"].value() is None


def test_a_framework_whose_indicators_count_towards_others_keeps_its_place(client, above):
    here, office = above.result.framework, user("Administrator", RoleName.ADMINISTRATOR)
    there = counting(above).result.framework
    other, elsewhere = project(here.programme, title="Other project"), programme(name="Elsewhere")
    client.force_login(office)
    sentence = ["Indicators count towards others here: say first that they do not."]
    for place, field, value in ((there, "project", other.title), (here, "programme", elsewhere.name)):
        words = {"seen": "0", "title": place.title, field: value}
        answer = client.post(reverse("edit-framework", args=[place.slug]), sent(FrameworkForm, **words))
        assert dict(answer.context["form"].errors) == {field: sentence}
