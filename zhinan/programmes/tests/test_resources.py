"""The ledger in spreadsheets: what stands is never changed."""

import pytest

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.kit.resources import Run
from zhinan.network.tests.make import organisation
from zhinan.programmes.resources import Postings

from .make import posting, programme, project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]

ROW = {"project": "Terraces", "contributor": "Rice House", "kind": "cash", "stage": "已落实", "on": "2020-06-15"}


@pytest.fixture
def by():
    """Somebody who may post everywhere."""
    return user("Administrator", RoleName.ADMINISTRATOR)


@pytest.fixture
def held(by):
    """A posting of 1,000 dollars by Rice House."""
    return posting(project(programme(), title="Terraces"), by, contributor=organisation(name="Rice House"))


def judged(by, **cells):
    """What would happen with a row of these cells."""
    return Run(Postings(), by).judge([(2, {**ROW, **cells}, {})])[0]


def test_a_posting_that_stands_is_the_same(by, held):
    found = judged(by, amount="1,000.00", currency="US$")
    assert (found.state, found.target) == ("same", held.pk)


def test_another_amount_of_the_same_day_is_in_doubt_and_never_a_change(by, held):
    (doubt,) = judged(by, amount=2000, currency="USD").doubts
    assert ([key for key, _label in doubt.candidates], doubt.may_be_new) == ([held.pk], True)
    found = judged(by, amount=2000, currency="USD", code=str(held.pk))
    assert (found.state, found.troubles) == (
        "wrong",
        {"": "A posting is never changed. Reverse it on its page, and post the right one."},
    )


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"amount": 5}, "currency"),
        ({}, "amount"),
        ({"amount": -5, "currency": "USD"}, "amount"),
        ({"amount": 5, "currency": "USD", "usd_rate": "1"}, "rate_on"),
        ({"amount": 5, "currency": "USD", "on": "2020-06"}, "on"),
        ({"amount": "about 5", "currency": "USD"}, "amount"),
    ],
)
def test_what_cannot_be_posted_is_told_at_its_column(by, held, cells, column):
    found = judged(by, stage="pledged", **cells)
    assert (found.state, list(found.troubles)) == ("wrong", [column])


def test_who_may_not_post_to_a_project_is_told(held):
    found = judged(
        user("Colleague", RoleName.SECRETARIAT, "programme:99999"), amount=5, currency="USD", stage="pledged"
    )
    assert list(found.troubles) == ["project"]
