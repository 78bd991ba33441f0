"""Who may look after the installation."""

import pytest

from zhinan.accounts import access
from zhinan.accounts.models import VISITOR, RoleName

from .make import user


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "scope", "may_administer"),
    [
        (None, "", False),
        (RoleName.SECRETARIAT, "programme:7", False),
        (RoleName.ADMINISTRATOR, "", True),
        (RoleName.ADMINISTRATOR, "programme:7", False),
    ],
)
def test_the_administrator_of_the_site_alone_administers(role, scope, may_administer):
    assert access.administer(user("Somebody", role, scope)) is may_administer


@pytest.mark.django_db
def test_a_visitor_has_not_signed_in_and_may_read_what_is_found():
    assert (access.sign_in(VISITOR), access.sign_in(user())) == (False, True)
    assert (access.administer(VISITOR), access.read(VISITOR, None)) == (False, True)
