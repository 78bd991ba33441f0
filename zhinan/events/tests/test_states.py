"""The life cycle of an event, verb by verb from every state."""

import pytest

from zhinan.accounts.tests.make import user
from zhinan.events import actions
from zhinan.events.models import Event
from zhinan.events.states import LIFE, State
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow

from .make import event

LEADS = {
    "planned": {"hold": "held", "postpone": "postponed", "cancel": "cancelled"},
    "held": {},
    "postponed": {"plan_again": "planned", "cancel": "cancelled"},
    "cancelled": {"plan_again": "planned"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", LIFE.table)
def test_each_verb_leads_where_the_table_says_or_is_refused(state, verb):
    found, by = event(state=state), user()
    to = LEADS[state].get(verb)
    assert LIFE.allows(found, verb) is (to is not None)
    if to is None:
        with pytest.raises(NotNow, match="This can be done when it is"):
            getattr(actions, verb)(found, by=by)
    else:
        assert getattr(actions, verb)(found, by=by).state == to
    assert Event.objects.get(pk=found.pk).state == (to or state)
    assert Entry.objects.about(found).filter(actor=by.pseudonym).count() == (to is not None)
