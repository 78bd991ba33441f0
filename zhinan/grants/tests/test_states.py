"""The life cycle of a grant, verb by verb from every state."""

from datetime import date

import pytest

from zhinan.accounts.tests.make import user
from zhinan.grants import actions
from zhinan.grants.models import Grant
from zhinan.grants.states import APPROVED, LIFE, State
from zhinan.history.models import Entry
from zhinan.kit.dates import PartialDate
from zhinan.kit.lifecycle import NotNow

from .make import grant

pytestmark = pytest.mark.django_db

LEADS = {
    "proposed": {"approve": "approved", "cancel": "cancelled"},
    "approved": {"start": "active", "cancel": "cancelled"},
    "active": {"close": "closed", "cancel": "cancelled"},
    "closed": {},
    "cancelled": {},
    "unknown": {},
}
DAY = date(2020, 9, 1)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", LIFE.table)
def test_each_verb_leads_where_the_table_says_or_is_refused(state, verb):
    found, by = grant(state=state, approved_on=None), user()
    to = LEADS[state].get(verb)
    assert LIFE.allows(found, verb) is (to is not None)
    if to is None:
        with pytest.raises(NotNow, match="This can be done when it is"):
            getattr(actions, verb)(found, by=by, on=DAY)
    else:
        getattr(actions, verb)(found, by=by, on=DAY)
    kept = Grant.objects.get(pk=found.pk)
    assert (kept.state, kept.state_on) == ((to, DAY) if to else (state, None))
    assert Entry.objects.about(found).filter(actor=by.pseudonym).count() == (to is not None)


def test_a_grant_is_approved_on_a_day_and_counts_from_then():
    found = actions.approve(grant(state="proposed", approved_on=None), by=None, on=DAY)
    assert found.approved_on == PartialDate("2020-09-01")
    assert list(Grant.objects.approved()) == [found]


@pytest.mark.parametrize("state", State)
def test_what_became_of_an_approved_grant_does_not_undo_its_approval(state):
    grant(state=state)
    assert Grant.objects.approved().exists() is (state in APPROVED) is (state not in ("proposed", "cancelled"))
