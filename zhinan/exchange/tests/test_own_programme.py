"""A spreadsheet writes where the forms would let its sender write, and nowhere else."""

import pytest

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.deliveries.tests.make import delivery
from zhinan.events.tests.make import event
from zhinan.exchange.resources import BY_KEY
from zhinan.kit.resources import Run
from zhinan.knowledge.tests.make import publication, solution
from zhinan.programmes.tests.make import programme, project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
SHEETS = {
    "events": (event, {"kind": "webinar", "place": "Elsewhere"}),
    "deliveries": (delivery, {"kind": "donation", "purpose": "Another purpose"}),
    "publications": (publication, {"kind": "report", "summary": "Other words"}),
    "solutions": (solution, {"subtitle": "Other words"}),
}


def made(make, programme):
    """A record that belongs to `programme`."""
    return make(programme=programme, title="Rice and fish")


def judged(key, by, **cells):
    """(state, {column: sentence}) of a row of these cells."""
    found = Run(BY_KEY[key], by).judge([(2, {"title": "Rice and fish", **SHEETS[key][1], **cells}, {})])[0]
    return found.state, found.troubles


@pytest.fixture
def colleague():
    """The secretariat of another programme."""
    return user("Colleague", RoleName.SECRETARIAT, programme(name="Elsewhere").scope())


@pytest.mark.parametrize("key", SHEETS)
def test_a_record_of_another_programme_is_not_changed_by_a_row(key, colleague):
    theirs = programme(name="Theirs")
    held = made(SHEETS[key][0], theirs)
    sentence = "Only the secretariat of its programme may change this record."
    assert judged(key, colleague, code=held.slug) == ("wrong", {"": sentence})
    assert judged(key, user("Office", RoleName.SECRETARIAT, theirs.scope()), code=held.slug)[0] == "change"


@pytest.mark.parametrize("key", SHEETS)
def test_a_record_of_no_programme_is_changed_by_whoever_keeps_records(key, colleague):
    assert judged(key, colleague, code=made(SHEETS[key][0], None).slug)[0] == "change"


@pytest.mark.parametrize("key", SHEETS)
def test_a_row_puts_no_record_into_another_programme(key, colleague):
    theirs = programme(name="Theirs")
    assert list(judged(key, colleague, programme="Theirs")[1]) == ["programme"]
    assert judged(key, user("Office", RoleName.SECRETARIAT, theirs.scope()), programme="Theirs") == ("add", {})


def test_a_delivery_goes_into_no_project_of_another_programme(colleague):
    theirs = project(programme(name="Theirs"), title="Deep wells")
    assert list(judged("deliveries", colleague, project="Deep wells")[1]) == ["project"]
    held = delivery(title="Pumps", project=theirs)
    assert judged("deliveries", colleague, title="Pumps", code=held.slug)[0] == "wrong"
