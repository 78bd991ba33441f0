"""Donations in spreadsheets: parties, and one line of goods a row."""

import pytest

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.deliveries.resources import Deliveries
from zhinan.kit.resources import Run
from zhinan.network.tests.make import organisation

from .make import delivery, item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def by():
    """Somebody who sees everything."""
    return user("Administrator", RoleName.ADMINISTRATOR)


def judged(by, *rows):
    """What would happen with these rows."""
    cells = [(number, {"title": "Masks", "kind": "捐赠", **row}, {}) for number, row in enumerate(rows, 2)]
    return Run(Deliveries(), by).judge(cells)


def test_a_donation_has_its_parties_and_its_goods(by):
    donor = organisation(name="Rice House")
    goods = {"what": "Surgical masks", "quantity": "约2万", "unit": "masks", "value": "5,000.50", "currency": "RMB"}
    (found,) = judged(by, {"donors": "rice house", "recipients": "Kenya; 乌干达", "delivered_on": "2020年5月", **goods})
    (line,) = found.changes["items"][1]
    assert (line["quantity"], line["qualifier"], line["value"], line["unit"]) == (
        "20000.000",
        "about",
        "5000.50",
        "masks",
    )
    roles = [(one["role"], one.get("organisation"), "country" in one) for one in found.changes["parties"][1]]
    assert roles == [("donor", donor.pk, False), ("recipient", None, True), ("recipient", None, True)]
    assert found.changes["delivered_on"] == [None, "2020-05"]


def test_two_rows_of_one_title_and_date_are_one_delivery(by):
    first, second = judged(by, {"what": "Masks", "delivered_on": "2020"}, {"what": "Gloves", "delivered_on": "2020"})
    assert (first.note, second.note, first.identity == second.identity) == ("", "Goes with row 2.", True)


def test_a_further_line_of_goods_is_added_to_what_stands(by):
    held = delivery(title="Masks", delivered_on="2020-05")
    item(held, what="Masks", unit="masks")
    (found,) = judged(by, {"what": "Gloves", "delivered_on": "2020-05"})
    assert (found.state, found.target) == ("change", held.pk)
    assert [one["what"] for one in found.changes["items"][1]] == ["Masks", "Gloves"]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"what": "Masks", "value": "5"}, "currency"),
        ({"quantity": "5"}, "what"),
        ({"what": "Masks", "value": "-5", "currency": "USD"}, "value"),
        ({"what": "Masks", "quantity": "-5"}, "quantity"),
        ({"kind": "gift"}, "kind"),
    ],
)
def test_what_cannot_be_is_told_at_its_column(by, cells, column):
    (found,) = judged(by, cells)
    assert (found.state, list(found.troubles)) == ("wrong", [column])
