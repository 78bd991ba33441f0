"""Roles are granted once and ended on a day, and the history tells of both."""

from datetime import date

import pytest

from zhinan.accounts.actions import end_role, grant_role
from zhinan.accounts.models import Role, RoleName
from zhinan.history.models import Entry

from .make import user

pytestmark = pytest.mark.django_db


def told(person):
    """(verb, changes, audience) of the history of `person`."""
    return list(Entry.objects.about(person).order_by("pk").values_list("verb", "changes", "audience"))


def test_the_same_role_twice_stays_one_and_is_told_once():
    office, found = user("Office"), user()
    for _ in range(2):
        grant_role(found, RoleName.FINANCE, "programme:7", by=office, starts_on=date(2020, 1, 1))
    assert Role.objects.filter(user=found).count() == 1
    assert told(found) == [("role_granted", {"role": [None, "finance@programme:7"]}, "administrator")]
    assert Entry.objects.about(found).get().actor == office.pseudonym


def test_the_same_role_without_a_day_twice_stays_one():
    found = user()
    grant_role(found, RoleName.EXPERT)
    grant_role(found, RoleName.EXPERT)
    assert Role.objects.filter(user=found).count() == 1


def test_a_role_that_ends_is_kept_with_its_last_day():
    found = user("Reviewer", RoleName.REVIEWER, "call:3")
    role = end_role(found.roles.get(), by=found, on=date(2021, 1, 31))
    assert role.ends_on == found.roles.get().ends_on == date(2021, 1, 31)
    assert told(found)[1:] == [("role_ended", {"ends_on": [None, "2021-01-31"]}, "administrator")]
