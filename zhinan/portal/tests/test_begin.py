"""An empty installation begins: once, for whoever has the key, whole or not at all."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate

from zhinan.accounts import access
from zhinan.accounts.models import VISITOR, RoleName, User, has_role
from zhinan.accounts.tests.make import PASSWORD, invitation, user
from zhinan.events.tests.make import event
from zhinan.exchange.models import Import
from zhinan.exchange.states import State
from zhinan.history.actions import undo, write
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.values import kept
from zhinan.network.models import Organisation
from zhinan.network.tests.make import membership, network
from zhinan.portal.actions import begin
from zhinan.portal.figures import is_underway, steps
from zhinan.programmes.models import Programme

pytestmark = pytest.mark.django_db
WORDS = {
    "organisation": "UN Office for South-South Cooperation",
    "programme": "Global South-South Development Center",
    "name": "Programme officer",
    "email": "Office@Zhinan.Example",
    "password": PASSWORD,
    "language": "en",
}


def test_everything_that_an_office_needs_is_made_and_told():
    made = begin(**WORDS, on=date(2026, 11, 22))
    office, programme = Organisation.objects.get(), Programme.objects.get()
    assert (office.name, office.slug) == (WORDS["organisation"], "un-office-for-south-south-cooperation")
    assert [(party.role, party.organisation) for party in programme.parties.all()] == [("accountable", office)]
    assert list(programme.periods.values_list("year", "starts_on", "ends_on", "cut_off_on")) == [
        (2026, date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 31))
    ]
    assert (made.email, made.name, made.language) == ("office@zhinan.example", "Programme officer", "en")
    assert has_role(made, RoleName.ADMINISTRATOR)
    assert {str(role) for role in made.roles.all()} == {"administrator", f"secretariat@programme:{programme.pk}"}
    told = Entry.objects.order_by("pk").values_list("noun", "verb", "actor")
    assert list(told) == [
        (noun, verb, made.pseudonym)
        for noun, verb in (
            ("accounts.user", "joined"),
            ("network.organisation", "recorded"),
            ("programmes.programme", "recorded"),
            ("accounts.user", "role_granted"),
            ("accounts.user", "role_granted"),
        )
    ]


def test_the_first_records_are_taken_back_as_any_other():
    made = begin(**WORDS)
    programme, office = Programme.objects.get(), Organisation.objects.get()
    for record in (programme, office):
        undo(Entry.objects.about(record).get(), by=made)
    assert (Programme.objects.count(), Organisation.objects.count()) == (0, 0)


def test_what_is_changed_on_the_first_programme_is_taken_back():
    made = begin(**WORDS)
    programme = Programme.objects.get()
    held = kept(programme, ["parties", "periods"])
    undo(write(programme, {"parties": [], "periods": []}, by=made), by=made)
    now = kept(programme, ["parties", "periods"])
    assert (now, len(now["parties"]), len(now["periods"])) == (held, 1, 1)


def test_an_installation_begins_once():
    user("Somebody")
    with pytest.raises(NotNow, match="begun already"):
        begin(**WORDS)
    assert (Organisation.objects.count(), Programme.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("password", "short"),
        ("name", ""),
        ("organisation", ""),
        ("programme", "x" * 301),
        ("organisation", "x" * 301),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_nothing_is_made(field, value):
    with pytest.raises(ValidationError) as refusal:
        begin(**{**WORDS, field: value})
    assert set(refusal.value.message_dict) == {field}
    assert [model.objects.count() for model in (User, Organisation, Programme, Entry)] == [0, 0, 0, 0]


def test_the_start_page_leads_to_the_report_of_the_year(client):
    client.force_login(begin(**WORDS))
    page = client.get(reverse("start"))
    assert (page.status_code, [step.is_done for step in page.context["steps"]]) == (200, [False] * 5)
    report = reverse("highlights", args=[Programme.objects.get().slug, localdate().year])
    assert page.context["steps"][4].address == report


@pytest.mark.parametrize("number", [1, 3])
def test_the_start_page_tells_how_far_things_are_and_asks_the_same_for_one_and_three(
    client, django_assert_num_queries, number
):
    office, ring = begin(**WORDS), led(network())
    for _ in range(number):
        invitation(by=office, scope=Programme.objects.get().scope())
        membership(ring, state="member")
    client.force_login(office)
    # person, roles, period, invitations, members, whether a programme leads a network, imports, events, notices
    with django_assert_num_queries(9):
        steps = client.get(reverse("start")).context["steps"]
    members = {1: "1 membership in force", 3: "3 memberships in force"}[number]
    assert [step.note for step in steps[:2]] == [f"{number} invited, 0 came", members]
    assert [step.is_done for step in steps] == [True, True, False, False, False]
    assert is_underway(office, localdate()) is True


def led(ring):
    """The network `ring`, which the first programme leads."""
    Programme.objects.get().networks.add(ring)
    return ring


def stands(office, label):
    """(address, whether it is done) of the step with this label."""
    return next((step.address, step.is_done) for step in steps(office, localdate()) if step.label == label)


def test_members_are_added_once_there_is_a_network_and_only_those_in_force_count():
    office, label = begin(**WORDS), "Add your members"
    assert stands(office, label) == (reverse("first-network"), False)
    ring = led(network())
    assert stands(office, label) == (reverse("add-membership"), False)
    membership(ring, state="applied"), membership(ring, state="member", left_on="2020")
    assert stands(office, label) == (reverse("add-membership"), False)
    membership(ring, state="member")
    assert stands(office, label) == (reverse("add-membership"), True)


def test_a_list_is_imported_once_it_was_taken_over():
    office, label = begin(**WORDS), "Import a list that you have"
    found = Import.objects.create(resource="events", name="Events.xlsx", state=State.PREVIEWED, made_by=office)
    assert stands(office, label) == (reverse("add-import"), False)
    Import.objects.filter(pk=found.pk).update(state=State.TAKEN)
    assert stands(office, label) == (reverse("add-import"), True)


def test_the_first_hour_is_over_once_colleagues_members_a_list_and_an_event_are_there():
    office = begin(**WORDS)
    invitation(by=office, scope=Programme.objects.get().scope())
    membership(led(network()), state="member")
    Import.objects.create(resource="events", name="Events.xlsx", state=State.TAKEN, made_by=office)
    assert (stands(office, "Plan an event"), is_underway(office, localdate())) == ((reverse("add-event"), False), True)
    event()
    assert (stands(office, "Plan an event"), is_underway(office, localdate())) == ((reverse("add-event"), True), False)


@pytest.mark.parametrize(
    ("role", "scope", "status"),
    [
        (None, "", 403),
        (RoleName.FINANCE, "programme:7", 403),
        (RoleName.FOCAL_POINT, "organisation:12", 403),
        (RoleName.SECRETARIAT, "programme:7", 200),
        (RoleName.ADMINISTRATOR, "", 200),
    ],
)
def test_the_start_page_is_for_secretariats_and_administrators(client, role, scope, status):
    reader = user("Somebody", role, scope)
    assert client.get(reverse("start")).status_code == 302
    client.force_login(reader)
    assert client.get(reverse("start")).status_code == status
    assert is_underway(reader, localdate()) is access.keep_records(reader) is (status == 200)
    assert is_underway(VISITOR, localdate()) is False
