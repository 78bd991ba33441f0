"""An empty installation begins: once, for whoever has the key, whole or not at all."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts import access
from zhinan.accounts.actions import opening_key
from zhinan.accounts.models import VISITOR, RoleName, User, has_role
from zhinan.accounts.tests.make import PASSWORD, invitation, user
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.tests.make import organisation
from zhinan.network.models import Organisation
from zhinan.portal.actions import begin
from zhinan.portal.views.begin import is_underway
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
TYPED = {**WORDS, "repeated": PASSWORD}


def address(key=None):
    return f"{reverse('begin')}?key={opening_key() if key is None else key}"


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
            ("programmes.programme", "edited"),
            ("accounts.user", "role_granted"),
            ("accounts.user", "role_granted"),
        )
    ]


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


@pytest.mark.parametrize("key", ["", "wrong", "0" * 32, "Schlüssel"])
def test_the_page_is_for_whoever_has_the_key(client, key):
    assert (client.get(address(key)).status_code, client.post(address(key), TYPED).status_code) == (404, 404)
    assert User.objects.count() == 0


def test_the_page_is_gone_once_there_is_an_account(client):
    user("Somebody")
    assert (client.get(address()).status_code, client.post(address(), TYPED).status_code) == (404, 404)


def test_who_begins_is_signed_in_and_led_on(client):
    assert client.get(address()).status_code == 200
    answer = client.post(address(), TYPED)
    assert answer.headers["Location"] == reverse("start")
    page = client.get(reverse("start"))
    assert (page.status_code, [step["is_done"] for step in page.context["steps"]]) == (200, [False] * 5)
    report = reverse("highlights", args=[Programme.objects.get().slug, timezone.localdate().year])
    assert page.context["steps"][4]["address"] == report


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("repeated", "another one", "The two passwords differ. Type the same one twice."),
        ("email", "nothing", "Enter a valid email address."),
        ("language", "klingon", "Select a valid choice. klingon is not one of the available choices."),
    ],
)
def test_what_was_typed_stays_with_a_sentence_at_the_place(client, field, value, sentence):
    page = client.post(address(), {**TYPED, field: value})
    assert page.status_code == 200
    assert page.context["form"].errors == {field: [sentence]}
    assert WORDS["organisation"] in page.content.decode()
    assert User.objects.count() == 0


def test_a_weak_password_is_said_at_the_password(client):
    page = client.post(address(), {**TYPED, "password": "password12", "repeated": "password12"})
    assert page.context["form"].errors == {"password": ["This password is too common."]}


@pytest.mark.parametrize("number", [1, 3])
def test_the_start_page_tells_how_far_things_are_and_asks_the_same_for_one_and_three(
    client, django_assert_num_queries, number
):
    office = begin(**WORDS)
    for _ in range(number):
        invitation(by=office, scope=Programme.objects.get().scope())
        organisation()
    client.force_login(office)
    # person, roles, period, invitations, members, organisations, imports, events, notices that wait
    with django_assert_num_queries(9):
        steps = client.get(reverse("start")).context["steps"]
    assert [step["note"] for step in steps[:2]] == [f"{number} invited, 0 came", f"{number + 1} organisations recorded"]
    assert [step["is_done"] for step in steps] == [True, False, False, False, False]
    assert is_underway(office) is True


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
    assert is_underway(reader) is access.keep_records(reader) is (status == 200)
    assert is_underway(VISITOR) is False
