"""Whatever is spent, returned and taken back in whatever order: a closed grant leaves nothing in its ledger."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from zhinan.awards import actions as awards
from zhinan.awards.figures import rows_of
from zhinan.awards.models import Award, Payment, Refund
from zhinan.awards.rules.closing import cash_of
from zhinan.closures import actions
from zhinan.kit.lifecycle import NotNow
from zhinan.programmes.models import Posting

from .make import AFTER, ended, refund

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


class Closing(RuleBasedStateMachine):
    """One award with an accepted final report, and every verb that moves its money, whether it is possible or not."""

    @initialize(spent=st.integers(0, 30_000))
    def begin(self, spent):
        self.made, self.people = ended(30_000, spent)
        self.day, self.frozen = AFTER, None

    def attempt(self, verb, *words, **more):
        """Do it, or be refused: nothing else may come of it. The day goes on either way."""
        self.day += timedelta(days=1)
        try:
            return verb(*words, **more)
        except (NotNow, ValidationError):
            return None

    @rule(amount=st.integers(1, 40_000))
    def some_comes_back(self, amount):
        self.attempt(refund, self.made, self.people, amount, today=self.day)

    @rule()
    def the_rest_comes_back(self):
        left = cash_of(self.made).left
        if left > 0:
            self.attempt(refund, self.made, self.people, left, today=self.day)

    @rule(place=st.integers(0, 5))
    def a_refund_is_taken_back(self, place):
        rows = list(Refund.objects.filter(award=self.made))
        words = {"by": self.people["finance"], "on": self.day, "because": "A slip", "today": self.day}
        if rows:
            self.attempt(awards.take_back_refund, rows[place % len(rows)], **words)

    @rule()
    def the_payment_is_taken_back(self):
        one = Payment.objects.get(instalment__award=self.made)
        words = {"by": self.people["finance"], "on": self.day, "because": "A slip", "today": self.day}
        self.attempt(awards.take_back, one, **words)

    @rule()
    def close(self):
        because = "Nothing new was learnt"
        words = {"by": self.people["secretariat"], "on": self.day, "today": self.day, "because": because}
        if self.attempt(actions.close, self.made, **words):
            self.frozen = Posting.objects.count()

    @invariant()
    def what_is_returned_was_there(self):
        if hasattr(self, "made"):
            cash = cash_of(self.made)
            assert cash.returned >= 0
            assert cash.left == rows_of([Award.objects.get(pk=self.made.pk)], self.people["finance"])[-1].balance

    @invariant()
    def a_closed_grant_leaves_nothing_and_changes_no_more(self):
        if getattr(self, "frozen", None) is not None:
            cash = cash_of(self.made)
            assert (cash.paid, cash.left) == (cash.spent + cash.returned, Decimal(0))
            assert Posting.objects.filter(project=self.made.grant.project).count() == self.frozen_here()

    def frozen_here(self):
        """How many postings its ledger had when it was closed."""
        return self.frozen - Posting.objects.exclude(project=self.made.grant.project).count()


def test_a_closed_grant_leaves_nothing_in_its_ledger():
    run_state_machine_as_test(Closing, settings=settings(max_examples=8, stateful_step_count=12, deadline=None))
