"""Whatever is paid, reported, returned and closed in whatever order, ledger, award and portfolio say the same."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from zhinan.awards import actions as awards
from zhinan.awards.figures import lines
from zhinan.awards.models import Award, DueReport, Payment, Refund
from zhinan.awards.rules.closing import cash_of
from zhinan.awards.tests.test_ledger import NAMES, PLACES, Money
from zhinan.monitoring import actions
from zhinan.monitoring.models import Spending
from zhinan.programmes.models import Posting

from .make import moment, spent, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
SPENT = st.integers(0, 20_000)


class Whole(Money):
    """One award and three people, from the first payment to the closure, whether each verb is possible or not."""

    @initialize()
    def begin_reports(self):
        self.closed_with = None

    @rule(days=st.integers(20, 200))
    def wait(self, days):
        self.day += timedelta(days=days)

    def report(self, place):
        """One of the reports of the award as it stands now."""
        return self.any_of(DueReport.objects.filter(award=self.made).select_related("award__grant__project"), place)

    @rule(place=PLACES, amount=SPENT, name=NAMES)
    def write_and_send(self, place, amount, name):
        one = self.report(place)
        self.attempt(told, one)
        self.attempt(spent, self.report(place), Decimal(amount))
        self.attempt(actions.send, self.report(place), by=self.people[name], now=moment(self.day))

    @rule(place=PLACES, name=NAMES)
    def accept(self, place, name):
        self.attempt(actions.accept, self.report(place), by=self.people[name], today=self.day)

    @rule(place=PLACES)
    def return_report(self, place):
        due_on, words = self.day + timedelta(days=9), {"achieved": "Where?"}
        self.attempt(
            actions.return_with, self.report(place), words, due_on=due_on, by=self.people["secretariat"], today=self.day
        )

    @rule(place=PLACES)
    def open_again(self, place):
        words = {"because": "Receipts are missing", "today": self.day}
        self.attempt(actions.open_again, self.report(place), by=self.people["secretariat"], **words)

    @rule(amount=SPENT, name=NAMES, is_all=st.booleans())
    def refund(self, amount, name, is_all):
        found = Award.objects.select_related("currency").get(pk=self.made.pk)
        amount = cash_of(found).left if is_all else Decimal(amount)
        values = {"amount": amount, "currency": found.currency, "on": self.day, "reference": "R-1"}
        self.attempt(awards.refund, found, values, by=self.people[name], today=self.day)

    @rule(place=PLACES, name=NAMES)
    def take_refund_back(self, place, name):
        if one := self.any_of(Refund.objects.filter(award=self.made), place):
            words = {"on": self.day, "because": "It came twice", "today": self.day}
            self.attempt(awards.take_back_refund, one, by=self.people[name], **words)

    @rule(because=st.sampled_from(["", "The match came late"]))
    def close(self, because):
        found = Award.objects.get(pk=self.made.pk)
        words = {"on": self.day, "today": self.day, "because": because}
        if self.attempt(awards.close_award, found, by=self.people["secretariat"], **words):
            self.closed_with = Posting.objects.count()  # none, where it was closed before anything was paid

    @rule(chance=st.integers(0, 9))
    def settle(self, chance):
        """All that closing waits for, now and then, so that much is tried on an award that is closed."""
        if chance != 7:
            return
        self.end_amending(is_signed=False)
        for place in range(3):
            self.drop(place)
        self.wait(400)
        for place in range(DueReport.objects.filter(award=self.made).count()):
            self.write_and_send(place, 0, "finance")
            self.accept(place, "secretariat")
        self.refund(0, "finance", is_all=True)
        self.close("The match came late")

    @invariant()
    def the_ledger_says_what_was_spent_and_returned(self):
        if not hasattr(self, "made"):
            return
        own = Posting.objects.filter(project=self.made.grant.project, is_parallel=False)
        said = {stage: sum(one.amount for one in own if one.stage == stage) for stage in ("spent", "returned")}
        accepted = Spending.objects.standing().filter(submission__report__award=self.made)
        assert said == {
            "spent": sum(one.posting.amount for one in accepted),
            "returned": sum(one.amount for one in Refund.objects.standing().filter(award=self.made)),
        }

    @invariant()
    def the_portfolio_says_what_the_ledger_and_the_award_say(self):
        if not hasattr(self, "made"):
            return
        found = Award.objects.get(pk=self.made.pk)
        (line,), cash = lines(Award.objects.filter(pk=found.pk)), cash_of(found)
        paid = sum((one.counted for one in Payment.objects.standing().filter(instalment__award=found)), Decimal(0))
        asked = {name: line.value(name) for name in ("awarded", "paid", "spent", "returned")}
        assert asked == {"awarded": found.amount, "paid": paid, "spent": cash.spent, "returned": cash.returned}

    @invariant()
    def once_closed_it_is_settled_and_nothing_is_posted_any_more(self):
        if getattr(self, "closed_with", None) is not None:
            found = Award.objects.get(pk=self.made.pk)
            assert (found.state, cash_of(found).left) == ("closed", 0)
            assert Posting.objects.count() == self.closed_with


def test_two_hundred_steps_to_the_closure_leave_ledger_award_and_portfolio_in_agreement():
    run_state_machine_as_test(Whole, settings=settings(max_examples=3, stateful_step_count=200, deadline=None))
