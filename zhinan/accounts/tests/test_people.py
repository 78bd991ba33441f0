"""Roles are given and taken, accounts closed, opened and erased; somebody always looks after the installation."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from zhinan.accounts import actions
from zhinan.accounts.models import Invitation, Role, RoleName, User, has_role
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow

from .make import invitation, user

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
LAST = "This is the last administrator. Make somebody else administrator first."


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def administrator():
    return user("Administrator", RoleName.ADMINISTRATOR)


def told(thing):
    """Verbs of the history of `thing`, the oldest first."""
    return list(Entry.objects.about(thing).order_by("pk").values_list("verb", flat=True))


def test_a_role_is_given_from_a_day_to_a_day(today):
    found = user()
    actions.give_role(found, RoleName.FINANCE, "programme:7", by=found, starts_on=today, ends_on=today + DAY)
    assert list(found.roles.values_list("role", "scope", "starts_on", "ends_on")) == [
        ("finance", "programme:7", today, today + DAY)
    ]


def test_a_role_that_is_held_is_not_given_again(today):
    found = user("Finance", RoleName.FINANCE, "programme:7")
    with pytest.raises(ValidationError, match="has this role already"):
        actions.give_role(found, RoleName.FINANCE, "programme:7", by=found, starts_on=today)


def test_a_role_does_not_end_before_it_starts(today):
    found = user()
    with pytest.raises(ValidationError) as refusal:
        actions.give_role(found, RoleName.FINANCE, "programme:7", by=found, starts_on=today, ends_on=today - DAY)
    assert set(refusal.value.message_dict) == {"ends_on"}
    given = actions.give_role(found, RoleName.FINANCE, "programme:7", by=found, starts_on=today)
    with pytest.raises(NotNow, match="starts later"):
        actions.take_role(given, by=found, on=today - DAY)


def test_a_role_that_was_ended_on_its_first_day_is_opened_again(today):
    found = user()
    for _ in range(2):
        role = actions.give_role(found, RoleName.FINANCE, "programme:7", by=found, starts_on=today)
        actions.take_role(role, by=found, on=today)
    actions.give_role(found, RoleName.FINANCE, "programme:7", by=found, starts_on=today)
    assert list(found.roles.values_list("starts_on", "ends_on")) == [(today, None)]
    assert told(found) == ["role_granted", "role_ended", "role_granted", "role_ended", "role_granted"]


def test_the_end_of_all_roles_keeps_the_account(today):
    found = user("Finance", RoleName.FINANCE, "programme:7")
    actions.take_role(found.roles.get(), by=found, on=today - DAY)
    again = User.objects.get(pk=found.pk)
    assert (again.is_active, has_role(again, RoleName.FINANCE, "programme:7")) == (True, False)


def leave(administrator, today):
    """The three ways in which an administrator goes."""
    return {
        "ends the role": lambda: actions.take_role(administrator.roles.get(), by=administrator, on=today),
        "is closed": lambda: actions.close_account(administrator, by=administrator, on=today),
        "is erased": lambda: actions.erase(administrator, by=administrator, on=today),
    }


@pytest.mark.parametrize("way", ["ends the role", "is closed", "is erased"])
def test_the_last_administrator_does_not_go(administrator, today, way):
    closed = user("Closed", RoleName.ADMINISTRATOR)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    user("Leaves as well", RoleName.ADMINISTRATOR, ends_on=today)
    with pytest.raises(NotNow, match=LAST), transaction.atomic():
        leave(administrator, today)[way]()
    assert has_role(User.objects.get(pk=administrator.pk), RoleName.ADMINISTRATOR)


@pytest.mark.parametrize("way", ["ends the role", "is closed", "is erased"])
def test_an_administrator_goes_where_another_one_stays(administrator, today, way):
    stays = user("Stays", RoleName.ADMINISTRATOR)
    leave(administrator, today)[way]()
    after = Role.objects.current(today + DAY).filter(role=RoleName.ADMINISTRATOR, user__is_active=True)
    assert [role.user for role in after] == [stays]


def test_a_closed_account_cannot_sign_in_and_loses_its_sessions(client, administrator, today):
    found = user("Finance", RoleName.FINANCE, "programme:7")
    client.force_login(found)
    assert client.get("/my-account/").status_code == 200
    actions.close_account(found, by=administrator, on=today)
    assert client.get("/my-account/").status_code == 302
    actions.open_account(found, by=administrator)
    assert User.objects.get(pk=found.pk).is_active is True
    assert told(found)[1:] == ["account_closed", "account_opened"]


def test_an_erased_person_is_forgotten_and_what_they_did_stays(administrator, today):
    gone = user("Gone For Good", RoleName.FINANCE, "programme:7")
    invitation(by=administrator, email=gone.email, role=RoleName.EVALUATOR)
    acted = Entry.objects.create(noun="network.organisation", noun_id=1, verb="edited", actor=gone.pseudonym)
    actions.erase(gone, by=administrator, on=today)
    assert (User.objects.filter(name="Gone For Good").exists(), Role.objects.count()) == (False, 1)
    assert Invitation.objects.count() == 0
    assert User.objects.names([gone.pseudonym, administrator.pseudonym]) == {administrator.pseudonym: "Administrator"}
    assert Entry.objects.filter(pk=acted.pk, actor=gone.pseudonym).count() == 1
    about = Entry.objects.filter(noun="accounts.user").order_by("pk").values_list("verb", "changes")
    assert list(about)[-2:] == [("role_granted", {}), ("erased", {})]


def test_what_happens_to_an_account_is_read_by_administrators_alone(administrator, today):
    found = user("Finance", RoleName.FINANCE, "programme:7")
    actions.close_account(found, by=administrator, on=today)
    actions.sign_out_everywhere(found)
    assert set(Entry.objects.about(found).values_list("audience", flat=True)) == {"administrator"}
    assert "email" not in str(list(Entry.objects.values("changes")))


def test_the_opening_key_follows_from_the_installation_alone(settings):
    key = actions.opening_key()
    assert (key, len(key)) == (actions.opening_key(), 32)
    settings.SECRET_KEY = "another key of another installation, long enough"
    assert actions.opening_key() != key
