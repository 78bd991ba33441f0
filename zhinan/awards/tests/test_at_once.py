"""Fifty who approve and pay one instalment in the same moment: it is paid once, and posted once."""

from contextlib import suppress
from functools import partial

import pytest

from tests.test_at_once import at_once, on_a_server
from zhinan.accounts.tests.make import user
from zhinan.awards import actions
from zhinan.awards.models import Payment
from zhinan.codelists.actions import load_all
from zhinan.kit.lifecycle import NotNow
from zhinan.programmes.models import Posting

from .make import APPROVED, TODAY, award, cast, signed, transfer

pytestmark = [pytest.mark.django_db(transaction=True), on_a_server]


@pytest.fixture(autouse=True)
def _codes(transactional_db):
    """The codelists, anew for each test, since the one before took them along."""
    load_all()


def approve_and_pay(instalment, office, finance):
    """Approve `instalment`, whoever did so before, and pay it."""
    with suppress(NotNow):
        actions.approve(instalment, by=office, on=APPROVED)
    return actions.pay(instalment, transfer(instalment), by=finance, today=TODAY)


def test_of_fifty_one_pays():
    made = signed(award(30_000, 20_000, 10_000))
    office, finance = cast(made)["secretariat"], [user("Finance") for _turn in range(50)]
    first = made.instalments.first()
    answers = at_once(*[partial(approve_and_pay, first, office, one) for one in finance])
    assert sorted(type(one).__name__ for one in answers) == ["NotNow"] * 49 + ["Payment"]
    first.refresh_from_db()
    assert (Payment.objects.count(), Posting.objects.count(), first.state) == (1, 1, "paid")
