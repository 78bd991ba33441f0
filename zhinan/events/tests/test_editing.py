"""Events are typed with what programmes did and who came, are held or put off, and go back again."""

import pytest
from django.urls import reverse

from zhinan.accounts.models import Role, RoleName
from zhinan.accounts.tests.make import cast, user
from zhinan.events.forms import EventForm
from zhinan.events.models import Event
from zhinan.history.models import Entry
from zhinan.kit.choosers import with_key
from zhinan.network.tests.make import organisation, partnership
from zhinan.programmes.tests.make import programme, project
from zhinan.programmes.tests.sending import EVERYBODY, KEEPER, SIGNED_IN, add, answers, edit, rows, warned

from .make import contribution, event, head_count

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
WEBINAR = {"kind": "webinar", "mode": "online", "state": "planned"}


@pytest.fixture
def office(client):
    """The secretariat of a programme, signed in; the programme is its attribute."""
    found = programme(name="Our programme")
    one = user("Secretariat", RoleName.SECRETARIAT, found.scope())
    one.programme = found
    client.force_login(one)
    return one


def test_an_event_is_added_with_everything_that_belongs_to_it(client, office):
    whole, led, part_of = event(title="Series"), partnership(title="Water for all"), project(title="Deep wells")
    more = rows("involvements", {"programme": "Our programme", "part": "organised"})
    more |= rows("parties", {"role": "host", "organisation": organisation(name="Institute").name})
    more |= rows("head_counts", {"value": "80", "qualifier": "more_than", "who": "guests", "counts_attendance": "on"})
    more |= rows("contributions", {"position": "1", "speaker": "The host", "text": "Welcome"})
    values = WEBINAR | {"title": "Wells", "starts_on": "2026-05", "whole": "Series", "partnership": "Water for all"}
    values |= {"project": "Deep wells"}
    answer = add(client, EventForm, **values, **more)
    made = Event.objects.get(title="Wells")
    assert (answer.url, made.whole, made.partnership, made.state) == (made.get_absolute_url(), whole, led, "planned")
    assert made.project == part_of
    assert (made.involvements.get().programme, made.parties.get().organisation.name) == (office.programme, "Institute")
    assert (made.head_counts.get().value, made.contributions.get().text) == (80, "Welcome")


def test_a_new_event_begins_as_one_that_the_programme_which_one_keeps_organised(client, office):
    page = client.get(reverse("add-event"))
    first, empty = page.context["form"].involvements.forms
    assert (first["programme"].value(), first["part"].value()) == (with_key(office.programme), "organised")
    assert empty["programme"].value() is None
    assert 'name="involvements-0-part" value="organised"' in page.content.decode()
    edited = client.get(reverse("edit-event", args=[event().slug])).context["form"]
    assert [row["programme"].value() for row in edited.involvements.forms] == [None]


def test_who_keeps_two_programmes_says_which_one_it_was(client, office):
    user_of_two = user("Of two", RoleName.SECRETARIAT, office.programme.scope())
    Role.objects.create(user=user_of_two, role=RoleName.SECRETARIAT, scope=programme().scope())
    client.force_login(user_of_two)
    form = client.get(reverse("add-event")).context["form"]
    assert [row["programme"].value() for row in form.involvements.forms] == [None]


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        (
            {"starts_on": "2021", "ends_on": "2020"},
            {"ends_on": ["It ends before it begins. Mend one of the two dates."]},
        ),
        ({"whole": "Part"}, {"whole": ["An event cannot be part of itself or of one of its parts."]}),
        ({"title": ""}, {"title": ["This field is required."]}),
    ],
    ids=str,
)
def test_what_an_event_cannot_be_is_said_at_its_field(client, office, values, errors):
    found = event(title="Wells")
    event(title="Part", whole=found)
    answer = edit(client, found, EventForm, **WEBINAR | {"title": "Wells"} | values)
    assert answer.context["form"].errors == errors


def test_nobody_gives_another_programme_a_part_and_who_has_one_keeps_it(client, office):
    theirs = programme(name="Their programme")
    more = rows("involvements", {"programme": "Their programme", "part": "supported"})
    form = add(client, EventForm, title="Wells", **WEBINAR, **more).context["form"]
    assert form.sets[0].forms[0].errors == {
        "programme": ["Only the secretariat of this programme may put records there. Choose your own."]
    }
    found = event(office.programme, title="Ponds")
    held = [*found.involvements.all(), found.involvements.create(programme=theirs, part="supported")]
    filled = [{"id": one.pk, "programme": one.programme.name, "part": one.part} for one in held]
    more = rows("involvements", *filled, held=2)
    values = WEBINAR | {"title": "Ponds", "starts_on": "2020-07-14", "theme": "Fish"}
    assert edit(client, found, EventForm, **values, **more).status_code == 302
    found.refresh_from_db()
    assert (found.theme, found.involvements.count()) == ("Fish", 2)


def test_the_same_event_in_a_year_and_one_before_its_programme_are_worth_a_second_look(client, office):
    event(title="Wells", starts_on="2018-05-04")
    event(title="Wells", starts_on="2017-05-04")
    more = rows("involvements", {"programme": "Our programme", "part": "organised"})
    answer = add(client, EventForm, title="Wells", starts_on="2018", step="check", **WEBINAR, **more)
    assert warned(answer) == [
        "“Wells” in the same year is recorded already.",
        "2018 is before the programme “Our programme” began (2019).",
    ]


def test_a_copy_is_planned_anew_with_its_rows(client, office):
    found = event(office.programme, state="held", title="Wells")
    head_count(found, 80)
    contribution(found, "Welcome")
    form = client.get(reverse("copy-event", args=[found.slug])).context["form"]
    assert (form["title"].value(), form["state"].value()) == ("Wells", "planned")
    assert [rows.total_form_count() for rows in form.sets] == [2, 1, 2, 2, 1]


def test_an_event_is_held_by_its_button_and_the_timeline_takes_it_back(client, office):
    found = event(office.programme, state="planned")
    labels = [verb["label"] for verb in client.get(found.get_absolute_url()).context["verbs"]]
    assert labels == ["It took place", "Postpone", "Cancel the event"]
    client.post(reverse("hold-event", args=[found.slug]))
    entry = Entry.objects.about(found).get()
    assert entry.changes == {"state": ["planned", "held"]}
    client.post(reverse("undo-event", args=[found.slug, entry.pk]))
    found.refresh_from_db()
    assert found.state == "planned"


def test_what_came_later_is_taken_back_first(client, office):
    found = event(office.programme, state="planned", title="Wells")
    client.post(reverse("postpone-event", args=[found.slug]))
    first = Entry.objects.about(found).get()
    client.post(reverse("cancel-event", args=[found.slug]))
    answer = client.post(reverse("undo-event", args=[found.slug, first.pk]), follow=True)
    assert str(list(answer.context["messages"])[-1]) == (
        "Changed again since then: State. Take back the later change first."
    )


@pytest.mark.parametrize("person", EVERYBODY)
def test_who_may_do_what_with_an_event(client, person):
    here = programme()
    who = cast(here, programme())[person]
    assert answers(client, who, event(here)) == EVERYBODY[person]


@pytest.mark.parametrize(("person", "expected"), [("finance", SIGNED_IN), ("secretariat elsewhere", KEEPER)])
def test_an_event_of_no_programme_is_kept_by_whoever_keeps_records(client, person, expected):
    who = cast(programme(), programme())[person]
    assert answers(client, who, event()) == expected


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize(
    ("verb", "state"),
    [("hold", "planned"), ("postpone", "planned"), ("plan_again", "cancelled"), ("cancel", "planned")],
)
def test_the_verbs_of_an_event_are_its_secretariats(client, person, verb, state):
    here = programme()
    who, found = cast(here, programme())[person], event(here, state=state)
    if who.is_authenticated:
        client.force_login(who)
    answer = client.post(reverse(f"{verb}-event", args=[found.slug]))
    assert answer.status_code == (302 if person in ("secretariat", "administrator") else 403)
