"""Programmes, funds and projects are typed, checked, put right, copied and put away by those who look after them."""

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.history.models import Entry
from zhinan.kit.choosers import with_key
from zhinan.network.tests.make import organisation, partnership
from zhinan.programmes import forms
from zhinan.programmes.models import Programme, Project

from . import make
from .sending import EVERYBODY, KEEPER, SIGNED_IN, add, answers, edit, rows, warned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def office(client):
    """The secretariat of a programme, signed in; the programme is its attribute."""
    found = make.programme(name="Our programme")
    one = user("Secretariat", RoleName.SECRETARIAT, found.scope())
    one.programme = found
    client.force_login(one)
    return one


def test_a_programme_is_added_with_its_parties_years_and_goals(client, office):
    year = {"year": "2026", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "cut_off_on": "2027-01-31"}
    more = rows("parties", {"role": "accountable", "organisation": organisation(name="Centre").name})
    more |= rows("periods", year) | rows("goals", {"year": "2026", "position": "1", "text": "Two webinars"})
    answer = add(client, forms.ProgrammeForm, name="New phase", provider="CHN", predecessor="Our programme", **more)
    made = Programme.objects.get(name="New phase")
    assert (answer.url, made.provider.alpha3, made.predecessor) == (made.get_absolute_url(), "CHN", office.programme)
    assert (made.parties.get().organisation.name, made.periods.get().year) == ("Centre", 2026)
    assert [(goal.year, goal.text) for goal in made.goals.all()] == [(2026, "Two webinars")]


def test_a_new_project_begins_in_the_one_programme_that_one_keeps(client, office):
    assert client.get(reverse("add-project")).context["form"]["programme"].value() == with_key(office.programme)
    other = make.project()
    assert client.get(reverse("copy-project", args=[other.slug])).context["form"]["programme"].value() is None
    add(client, forms.ProjectForm, title="Of nobody's", programme="")
    assert Project.objects.get(title="Of nobody's").programme is None


def test_a_programme_that_has_no_secretariat_yet_is_kept_by_whoever_keeps_records(client, office):
    add(client, forms.ProgrammeForm, name="New phase")
    made = Programme.objects.get(name="New phase")
    address = reverse("edit-programme", args=[made.slug])
    assert client.get(address).status_code == 200
    user("Their secretariat", RoleName.SECRETARIAT, made.scope())
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"starts_on": "2021", "ends_on": "2020"}, "ends_on", "It ends before it begins. Mend one of the two dates."),
        ({"starts_on": "last May"}, "starts_on", "“last May” is not a date. Write 2020, 2020-09 or 2020-09-25."),
        ({"predecessor": "Our programme"}, "predecessor", "A programme cannot follow itself or one that follows it."),
    ],
)
def test_what_a_programme_cannot_be_is_said_once_at_its_field(client, office, values, field, sentence):
    answer = edit(client, office.programme, forms.ProgrammeForm, name="Our programme", **values)
    assert answer.context["form"].errors == {field: [sentence]}


def test_a_row_says_what_is_wrong_with_it(client, office):
    year = {"year": "2026", "starts_on": "2026-12-31", "ends_on": "2026-01-01", "cut_off_on": "2027-01-31"}
    more = rows("parties", {"role": "host"}) | rows("periods", year)
    form = add(client, forms.ProgrammeForm, name="New phase", **more).context["form"]
    parties, periods, *_others = form.sets
    assert parties.forms[0].errors == {"__all__": ["Name an organisation or a country, one of the two."]}
    assert periods.forms[0].errors == {"ends_on": ["The last day lies before the first one."]}
    assert Programme.objects.count() == 1


def test_editing_a_programme_keeps_its_rows_and_its_timeline_takes_the_change_back(client, office):
    found = office.programme
    held = make.period(found)
    kept = {"year": "2020", "starts_on": "2020-01-01", "ends_on": "2020-12-31", "cut_off_on": "2021-03-01"}
    more = rows("periods", kept | {"id": held.pk}, held=1)
    values = {"name": "Our programme", "starts_on": "2019", "ends_on": "2024"}
    edit(client, found, forms.ProgrammeForm, **values, **more)
    entry = Entry.objects.about(found).get()
    assert (entry.changes.keys(), found.periods.get().cut_off_on.isoformat()) == ({"periods"}, "2021-03-01")
    client.post(reverse("undo-programme", args=[found.slug, entry.pk]))
    assert (found.periods.get().pk, found.periods.get().cut_off_on.isoformat()) == (held.pk, "2020-12-31")


def test_a_project_belongs_to_a_programme_of_ones_own(client, office):
    make.programme(name="Their programme")
    answer = add(client, forms.ProjectForm, title="Wells", programme="Their programme")
    assert answer.context["form"].errors == {
        "programme": ["Only the secretariat of this programme may put records there. Choose your own."]
    }
    led = partnership(title="Water for all")
    add(client, forms.ProjectForm, title="Wells", programme="Our programme", partnership="Water for all")
    assert (Project.objects.get().programme, Project.objects.get().partnership) == (office.programme, led)


def test_the_same_project_of_the_same_year_and_one_before_its_programme_are_worth_a_second_look(client, office):
    make.project(office.programme, title="Wells", starts_on="2018-05")
    make.project(office.programme, title="Wells", starts_on="2012")
    answer = add(client, forms.ProjectForm, title="wells", programme="Our programme", starts_on="2018", step="check")
    assert warned(answer) == [
        "“Wells” in the same year is recorded already.",
        "2018 is before the programme “Our programme” began (2019).",
    ]
    add(client, forms.ProjectForm, title="wells", programme="Our programme", starts_on="2018")
    assert Project.objects.filter(title="wells").count() == 1


def test_what_was_overruled_is_not_asked_again_when_something_else_is_changed(client, office):
    make.project(office.programme, title="Wells")
    found = make.project(office.programme, title="Wells")
    answer = edit(client, found, forms.ProjectForm, title="Wells", programme="Our programme", summary="Deep ones")
    assert answer.status_code == 302
    renamed = make.project(office.programme, title="Ponds")
    answer = edit(client, renamed, forms.ProjectForm, title="Wells", programme="Our programme")
    assert warned(answer) == ["“Wells” is recorded already."] * 2


def test_a_fund_leads_to_a_project_of_its_own(client, office):
    found = make.fund(name="Trust fund")
    page = client.get(found.get_absolute_url()).content.decode()
    address = f"{reverse('add-project')}?fund=Trust%20fund%20%5B{found.slug}%5D"
    assert f'<a class="button" href="{address}">Add a project</a>' in page
    assert client.get(address).context["form"]["fund"].value() == f"Trust fund [{found.slug}]"


def test_a_copy_of_a_project_has_its_parties(client, office):
    found = make.project(office.programme, title="Wells")
    make.party(found, organisation=organisation(name="Diggers"))
    form = client.get(reverse("copy-project", args=[found.slug])).context["form"]
    assert (form["title"].value(), form.sets[0].forms[0]["role"].value()) == ("Wells", "implementing")


@pytest.mark.parametrize("noun", ["programme", "project"])
@pytest.mark.parametrize("person", EVERYBODY)
def test_who_may_do_what_with_the_records_of_a_programme(client, noun, person):
    here, there = make.programme(), make.programme()
    who = cast(here, there)[person]
    record = here if noun == "programme" else make.project(here)
    assert answers(client, who, record) == EVERYBODY[person]


@pytest.mark.parametrize(("person", "expected"), [("finance", SIGNED_IN), ("secretariat elsewhere", KEEPER)])
@pytest.mark.parametrize("made", [make.fund, make.project])
def test_who_may_do_what_with_a_record_of_no_programme(client, made, person, expected):
    who = cast(make.programme(), make.programme())[person]
    assert answers(client, who, made()) == expected
