"""Somebody who has no account yet is invited to the panel of a call by its secretariat, comes and has the role."""

import pytest
from django.utils import timezone

from zhinan.accounts import actions
from zhinan.accounts.access import roles_to_give
from zhinan.accounts.models import RoleName, has_role
from zhinan.accounts.tests.make import user
from zhinan.programmes.tests.make import programme

from .make import call

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


def test_an_invitation_of_the_secretariat_to_a_panel_is_accepted():
    found = call()
    keeper = user("Keeper", RoleName.SECRETARIAT, found.programme.scope())
    words = {"email": "judge@zhinan.example", "name": "Judge", "role": RoleName.REVIEWER, "scope": found.scope()}
    invitation = actions.invite(**words, by=keeper, now=timezone.now(), place=str(found))
    comes = user("Judge")
    comes.email = "judge@zhinan.example"
    comes.save()
    actions.accept(invitation, comes, now=timezone.now())
    assert has_role(comes.__class__.objects.get(pk=comes.pk), RoleName.REVIEWER, found.scope())


@pytest.mark.parametrize("scope", ["call:999999", "event:1", "nothing:1"])
def test_nobody_gives_roles_in_what_is_not_there_or_belongs_elsewhere(scope):
    assert roles_to_give(user("Keeper", RoleName.SECRETARIAT, programme().scope()), scope) == ()


def test_the_secretariat_of_another_programme_gives_no_role_in_a_call():
    assert roles_to_give(user("Keeper", RoleName.SECRETARIAT, programme().scope()), call().scope()) == ()
