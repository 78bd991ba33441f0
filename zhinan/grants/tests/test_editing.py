"""Grants are typed with their parties and outputs, begin their project, go through their life, and back again."""

import pytest
from django.urls import reverse

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.grants.forms import GrantForm
from zhinan.grants.models import Grant
from zhinan.history.actions import write
from zhinan.history.models import Entry
from zhinan.network.tests.make import organisation
from zhinan.programmes.models import Project
from zhinan.programmes.tests.make import posting, programme, project
from zhinan.programmes.tests.sending import EVERYBODY, add, answers, edit, rows, warned

from .make import grant, output

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def office(client):
    """The secretariat of a programme, signed in; the programme is its attribute."""
    found = programme(name="Our programme")
    one = user("Secretariat", RoleName.SECRETARIAT, found.scope())
    one.programme = found
    client.force_login(one)
    return one


def test_a_grant_begins_its_project_in_the_same_step(client, office):
    more = rows("parties", {"role": "beneficiary", "country": "Kenya"})
    more |= rows("outputs", {"position": "1", "text": "Ten wells"}, {"position": "2", "text": "A manual"})
    values = {"title": "Wells", "programme": "Our programme", "state": "proposed", "starts_on": "2026-03", **more}
    shown = {
        label: value
        for label, value, _part in add(client, GrantForm, step="check", **values).context["answers"]
        if value
    }
    assert (shown["Project"], shown["Programme"]) == ("a new one: “Wells”", "Our programme")
    assert (Grant.objects.count(), Project.objects.count()) == (0, 0)
    answer = add(client, GrantForm, **values)
    made = Grant.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.project.title, made.project.programme, str(made.project.starts_on)) == (
        "Wells",
        office.programme,
        "2026-03",
    )
    assert ([one.text for one in made.outputs.all()], made.parties.get().country.alpha3) == (
        ["Ten wells", "A manual"],
        "KEN",
    )
    for record in (made, made.project):
        assert [(entry.verb, entry.actor) for entry in Entry.objects.about(record)] == [("recorded", office.pseudonym)]


def test_a_grant_that_is_refused_leaves_no_project_behind(client, office):
    more = rows("outputs", {"position": "1", "text": "Wells"}, {"position": "1", "text": "Ponds"})
    answer = add(client, GrantForm, title="Wells", programme="Our programme", state="proposed", **more)
    assert (answer.status_code, Grant.objects.count(), Project.objects.count()) == (200, 0, 0)


def test_a_project_that_is_chosen_is_used(client, office):
    work = project(office.programme, title="Deep wells")
    add(client, GrantForm, title="Wells", project="Deep wells", state="proposed")
    assert (Grant.objects.get().project, Project.objects.count()) == (work, 1)


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        (
            {"starts_on": "2021", "ends_on": "2020"},
            {"ends_on": ["It ends before it begins. Mend one of the two dates."]},
        ),
        (
            {"approved_on": "2020"},
            {"approved_on": ["It is only proposed. Leave this out, or approve it on that day."]},
        ),
        (
            {"programme": "Their programme"},
            {"programme": ["Only the secretariat of this programme may put records there. Choose your own."]},
        ),
        (
            {"project": "Their work"},
            {"project": ["Only the secretariat of this programme may put records there. Choose your own."]},
        ),
        ({"project": "Taken"}, {"project": ["This project has a grant already. Choose another one."]}),
        (
            {"project": "Free", "programme": "Our second programme"},
            {"programme": ["The chosen project belongs elsewhere. Leave this out."]},
        ),
    ],
    ids=str,
)
def test_what_a_grant_cannot_be_is_said_at_its_field(client, office, values, errors):
    project(programme(name="Their programme"), title="Their work")
    second = programme(name="Our second programme")
    office.roles.create(role=RoleName.SECRETARIAT, scope=second.scope())
    grant(project=project(office.programme, title="Taken"))
    project(office.programme, title="Free")
    answer = add(client, GrantForm, title="Wells", state="proposed", **values)
    assert (answer.context["form"].errors, Grant.objects.count()) == (errors, 1)


def test_what_is_worth_a_second_look_can_be_overruled(client, office):
    grant(office.programme, title="Wells", approved_on="2018-05")
    work = project(office.programme, title="Deep wells")
    values = {"title": "Wells", "project": "Deep wells", "state": "approved", "approved_on": "2018"}
    assert warned(add(client, GrantForm, step="check", **values)) == [
        "“Wells” in the same year is recorded already.",
        "2018 is before the programme “Our programme” began (2019).",
        "No money of a partner stands in the ledger of its project yet.",
    ]
    posting(work)
    assert len(warned(add(client, GrantForm, step="check", **values))) == 2
    add(client, GrantForm, **values)
    assert Grant.objects.filter(title="Wells").count() == 2


def test_outputs_change_places_and_go_back(client, office):
    found = grant(office.programme, approved_on="2020")
    first, second = output(found, "First"), output(found, "Second")
    held = ({"id": first.pk, "position": "2", "text": "First"}, {"id": second.pk, "position": "1", "text": "Second"})
    values = {"title": found.title, "project": found.project.title, "approved_on": "2020"}
    edit(client, found, GrantForm, **values, **rows("outputs", *held, held=2))
    assert [one.text for one in found.outputs.all()] == ["Second", "First"]
    entry = Entry.objects.about(found).get()
    assert entry.changes.keys() == {"outputs"}
    client.post(reverse("undo-grant", args=[found.slug, entry.pk]))
    assert [(one.pk, one.text) for one in found.outputs.all()] == [(first.pk, "First"), (second.pk, "Second")]


def test_the_state_of_a_grant_is_changed_by_its_verbs_alone(client, office):
    found = grant(office.programme, state="proposed", approved_on=None)
    form = client.get(reverse("edit-grant", args=[found.slug])).context["form"]
    assert {"state", "state_on", "programme"} & form.fields.keys() == set()
    edit(client, found, GrantForm, title="Renamed", project=found.project.title, state="closed")
    found.refresh_from_db()
    assert (found.title, found.state) == ("Renamed", "proposed")


def test_a_grant_is_approved_by_its_button_and_the_timeline_takes_it_back(client, office):
    found = grant(office.programme, state="proposed", approved_on=None)
    buttons = [verb["label"] for verb in client.get(found.get_absolute_url()).context["verbs"]]
    assert buttons == ["Approve", "Cancel the grant"]
    client.post(reverse("approve-grant", args=[found.slug]), {"on": "2026-05-04"})
    found.refresh_from_db()
    assert (found.state, found.approved_on.text, found.state_on.isoformat()) == ("approved", "2026-05-04", "2026-05-04")
    entry = Entry.objects.about(found).get()
    assert entry.changes == {
        "state": ["proposed", "approved"],
        "state_on": [None, "2026-05-04"],
        "approved_on": [None, "2026-05-04"],
    }
    assert reverse("undo-grant", args=[found.slug, entry.pk]) in client.get(found.get_absolute_url()).content.decode()
    client.post(reverse("undo-grant", args=[found.slug, entry.pk]))
    found.refresh_from_db()
    assert (found.state, found.approved_on, found.state_on) == ("proposed", None, None)


def test_a_verb_at_the_wrong_moment_is_refused_in_a_sentence(client, office):
    found = grant(office.programme, state="closed", title="Wells")
    answer = client.post(reverse("start-grant", args=[found.slug]), {"on": "2026-05-04"}, follow=True)
    assert [str(one) for one in answer.context["messages"]] == [
        "“Wells” is closed. This can be done when it is approved."
    ]


def test_a_copy_is_a_new_grant_in_the_same_programme_with_a_project_of_its_own(client, office):
    found = grant(office.programme, "KEN", state="closed", approved_on="2020", title="Wells")
    output(found, "Ten wells")
    form = client.get(reverse("copy-grant", args=[found.slug])).context["form"]
    said = {name: form[name].value() for name in ("title", "project", "programme", "state", "approved_on")}
    ours = f"Our programme [{office.programme.slug}]"
    assert said == {"title": "Wells", "project": None, "programme": ours, "state": "proposed", "approved_on": None}
    assert [rows.forms[0].initial.get("text", "") for rows in form.sets] == ["", "Ten wells", ""]
    values = {"title": "Wells", "programme": ours, "state": "proposed", "step": "save"}
    client.post(
        reverse("copy-grant", args=[found.slug]),
        values | rows("parties") | rows("outputs") | rows("translations") | {"audience": "public", "language": "en"},
    )
    made = Grant.objects.exclude(pk=found.pk).get()
    assert (made.project.programme, made.project == found.project, made.state) == (office.programme, False, "proposed")


def test_an_empty_list_of_outputs_leads_those_who_may_to_the_form(client, office):
    found = grant(office.programme)
    link = f'href="{reverse("edit-grant", args=[found.slug])}">Write them down'
    assert link in client.get(found.get_absolute_url()).content.decode()
    client.logout()
    assert link not in client.get(found.get_absolute_url()).content.decode()


@pytest.mark.parametrize("person", EVERYBODY)
def test_who_may_do_what_with_a_grant(client, person):
    here = programme()
    who = cast(here, programme())[person]
    assert answers(client, who, grant(here)) == EVERYBODY[person]


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize(("verb", "state"), [("approve", "proposed"), ("start", "approved"), ("close", "active")])
def test_the_verbs_of_a_grant_are_its_secretariats(client, person, verb, state):
    here = programme()
    who, found = cast(here, programme())[person], grant(here, state=state)
    if who.is_authenticated:
        client.force_login(who)
    answer = client.post(reverse(f"{verb}-grant", args=[found.slug]), {"on": "2026-05-04"})
    assert answer.status_code == (302 if person in ("secretariat", "administrator") else 403)


def test_an_organisation_that_nobody_named_here_is_refused_in_its_row(client, office):
    organisation(name="Hidden", audience="administrator")
    more = rows("parties", {"role": "implementing", "organisation": "Hidden"})
    form = add(client, GrantForm, title="Wells", state="proposed", **more).context["form"]
    assert form.sets[0].forms[0].errors == {
        "organisation": ["“Hidden” is not recorded here. Write another name, or add it first."]
    }


def test_an_audience_that_an_action_set_is_said_in_words_in_the_form_and_on_the_timeline(client, office):
    token = f"secretariat@{office.programme.scope()}"
    made = grant(office.programme, title="Wells", audience=token)
    form = client.get(reverse("edit-grant", args=[made.slug])).content.decode()
    assert f'<option value="{token}" selected>Only: secretariat</option>' in form
    write(made, {"audience": "public"}, by=office)
    shown = client.get(made.get_absolute_url()).content.decode()
    assert ("<del>Only: secretariat</del>" in shown, "<ins>everybody</ins>" in shown, token in shown) == (
        True, True, False,
    )  # fmt: skip
