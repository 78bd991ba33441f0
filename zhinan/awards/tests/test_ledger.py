"""Whatever is done in whatever order, nothing is paid twice, and the ledger says what the instalments say."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from zhinan.awards import actions
from zhinan.awards.models import Award, Clause, Instalment, MatchStep, Payment
from zhinan.awards.states import InstalmentState
from zhinan.files.tests.make import attached
from zhinan.kit.lifecycle import NotNow
from zhinan.network.tests.make import organisation
from zhinan.programmes.models import Posting

from .make import SIGNED, award, cast, dollars, signature, signed, transfer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
PLACES, AMOUNTS = st.integers(0, 9), st.integers(1, 40_000)
NAMES = st.sampled_from(["secretariat", "finance", "colleague"])


class Money(RuleBasedStateMachine):
    """One award, three people, and every verb that touches money, whether it is possible or not."""

    @initialize(ratio=st.sampled_from([Decimal(0), Decimal("0.5")]))
    def begin(self, ratio):
        self.made = signed(award(30_000, 12_000, 8_000, 6_000, match_ratio=ratio))
        self.people, self.day = cast(self.made), SIGNED
        self.source = actions.add_match(
            self.made,
            {"organisation": organisation(), "kind": "cash", "amount": Decimal(15_000), "currency": dollars()},
            by=None,
        )
        self.file = attached(self.made)

    def attempt(self, verb, *words, **more):
        """Do it, or be refused: nothing else may come of it. The day goes on either way."""
        self.day += timedelta(days=1)
        try:
            return verb(*words, **more)
        except (NotNow, ValidationError):
            return None

    def any_of(self, rows, place):
        """One of `rows`, or None."""
        rows = list(rows)
        return rows[place % len(rows)] if rows else None

    def instalment(self, place):
        """One of the instalments as it stands now."""
        return self.any_of(Instalment.objects.filter(award=self.made).select_related("award__currency"), place)

    @rule(place=PLACES, name=NAMES)
    def approve(self, place, name):
        self.attempt(actions.approve, self.instalment(place), by=self.people[name], on=self.day)

    @rule(place=PLACES, name=NAMES)
    def unapprove(self, place, name):
        self.attempt(actions.unapprove, self.instalment(place), by=self.people[name])

    @rule(place=PLACES, name=NAMES)
    def pay(self, place, name):
        one = self.instalment(place)
        self.attempt(actions.pay, one, transfer(one, on=self.day), by=self.people[name], today=self.day)

    @rule(place=PLACES, name=NAMES)
    def take_back(self, place, name):
        if one := self.any_of(Payment.objects.filter(instalment__award=self.made), place):
            self.attempt(actions.take_back, one, by=self.people[name], on=self.day, because="A slip", today=self.day)

    @rule(place=PLACES, amount=AMOUNTS)
    def reduce(self, place, amount):
        one = self.instalment(place)
        self.attempt(actions.set_amount, one, Decimal(amount), by=self.people["secretariat"], because="Less")

    @rule(amount=AMOUNTS, needs_match=st.booleans())
    def add(self, amount, needs_match):
        values = {"amount": Decimal(amount), "gate": "agreement", "needs_match": needs_match}
        self.attempt(actions.add_instalment, self.made, values, by=self.people["secretariat"])

    @rule(place=PLACES)
    def drop(self, place):
        self.attempt(actions.drop, self.instalment(place), by=self.people["secretariat"], because="Not needed")

    @rule(amount=AMOUNTS, stage=st.sampled_from(["secured", "disbursed"]), name=NAMES)
    def tell(self, amount, stage, name):
        values = {"stage": stage, "amount": Decimal(amount), "on": self.day, "evidence": self.file}
        self.attempt(actions.tell_step, self.source, values, by=self.people[name], today=self.day)

    @rule(place=PLACES, name=NAMES)
    def verify(self, place, name):
        if one := self.any_of(MatchStep.objects.filter(match=self.source), place):
            self.attempt(actions.verify_step, one, by=self.people[name])

    @rule(place=PLACES, name=NAMES)
    def take_match_back(self, place, name):
        if one := self.any_of(MatchStep.objects.filter(match=self.source), place):
            day = max(self.day, date(2024, 1, 1))
            self.attempt(actions.take_back_step, one, by=self.people[name], on=day, because="It never came", today=day)

    @rule(amount=AMOUNTS)
    def amend(self, amount):
        values = {"reason": "Needed", "amount": Decimal(amount)}
        self.attempt(actions.draft, self.made, Clause.AMENDMENT, values, by=self.people["secretariat"])

    @rule(is_signed=st.booleans())
    def end_amending(self, is_signed):
        for one in self.made.agreements.filter(state__in=("draft", "offered")):
            if is_signed and one.state == "draft":
                self.attempt(actions.offer, one, by=self.people["secretariat"], now=None)
            elif is_signed:
                for side in one.missing():
                    told = signature(self.made, side, self.day)
                    self.attempt(actions.sign, one, told, by=self.people["secretariat"], today=self.day)
            else:
                self.attempt(actions.withdraw, one, by=self.people["secretariat"], because="A slip")

    @rule(clause=st.sampled_from([Clause.SUSPENSION, Clause.RESUMPTION]))
    def change(self, clause):
        found = Award.objects.get(pk=self.made.pk)
        self.attempt(signed, found, clause, by=self.people["secretariat"], on=self.day, today=self.day)

    @invariant()
    def nothing_is_paid_twice_or_beyond_the_award(self):
        if hasattr(self, "made"):
            rows = Instalment.objects.filter(award=self.made)
            standing = Payment.objects.standing().filter(instalment__award=self.made)
            paid = sum((one.counted for one in standing), Decimal(0))
            assert paid <= Award.objects.get(pk=self.made.pk).amount
            assert sorted(one.instalment_id for one in standing) == sorted(
                rows.filter(state=InstalmentState.PAID).values_list("pk", flat=True)
            )

    @invariant()
    def the_ledger_says_what_the_instalments_say(self):
        if hasattr(self, "made"):
            own = Posting.objects.filter(project=self.made.grant.project, is_parallel=False, stage="disbursed")
            paid = Instalment.objects.filter(award=self.made, state=InstalmentState.PAID)
            assert sum(one.amount for one in own) == sum(one.amount for one in paid)

    @invariant()
    def the_ledger_says_what_was_verified_of_the_match(self):
        if hasattr(self, "made"):
            others = Posting.objects.filter(project=self.made.grant.project, is_parallel=True)
            verified = MatchStep.objects.verified().filter(match=self.source)
            assert sum(one.amount for one in others) == sum(one.amount for one in verified)

    @invariant()
    def nobody_paid_what_they_approved_or_verified_what_they_told(self):
        if hasattr(self, "made"):
            paid = Payment.objects.standing().filter(instalment__award=self.made)
            for one in paid.select_related("instalment"):
                assert one.recorded_by != one.instalment.approved_by
            for one in MatchStep.objects.verified().filter(match=self.source):
                assert one.verified_by != one.recorded_by


def test_two_hundred_steps_in_any_order_pay_nothing_twice_and_the_ledger_agrees():
    run_state_machine_as_test(Money, settings=settings(max_examples=3, stateful_step_count=200, deadline=None))
