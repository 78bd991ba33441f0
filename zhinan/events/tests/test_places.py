"""Whatever happens in whatever order: no place is given twice, and nobody waits beside a free one."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhinan.events import actions
from zhinan.events.models import Admission
from zhinan.kit.lifecycle import NotNow

from .test_registration import guest, planned

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
VERBS = ("register", "cancel", "decline", "approve", "promote", "more", "terms")
STEPS = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 5)), max_size=20)


def do(found, verb, number, now):
    """One step by or with guest `number`."""
    terms = Admission.objects.get(event=found)
    if verb == "register":
        actions.register(found, guest(number), now=now)
    elif verb == "more":
        actions.set_terms(terms, {"capacity": terms.capacity + 1}, by=None)
    elif verb == "terms":
        actions.set_terms(terms, {"needs_approval": not terms.needs_approval}, by=None)
    else:
        verbs = {"cancel": actions.remove, "decline": actions.decline, "approve": actions.approve}
        row = found.registrations.filter(name=f"Guest {number}").first()
        if row is not None:
            ({"promote": actions.promote} | verbs)[verb](row, by=None)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_no_place_is_given_twice_and_nobody_waits_beside_a_free_one(steps):
    found = planned(capacity=2)
    for place, (verb, number) in enumerate(steps):
        with suppress(NotNow):
            do(found, verb, number, NOW + timedelta(minutes=place))
        states = list(found.registrations.values_list("state", flat=True))
        capacity = Admission.objects.get(event=found).capacity
        given_places, waiting = states.count("registered"), states.count("waiting")
        assert given_places <= capacity
        assert not waiting or given_places == capacity
