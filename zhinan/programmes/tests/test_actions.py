"""The ledger only grows, and what is reversed balances to nothing."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from zhinan.accounts.tests.make import user
from zhinan.codelists.models import Currency
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.network.tests.make import organisation
from zhinan.programmes import actions
from zhinan.programmes.models import AppendOnly, Posting, Stage

from .make import CASH, posting, project

pytestmark = pytest.mark.django_db

AMOUNTS = st.decimals(min_value="0.01", max_value="999999.99", places=2)
KEPT = ("pk", "stage", "kind", "amount", "quantity", "unit", "currency", "on", "reverses", "evidence")


@pytest.fixture(autouse=True)
def _currencies(codelists):
    """The currencies that amounts are in."""


class Ledger(RuleBasedStateMachine):
    """Postings and reversals in any order, beside a model of what the ledger must hold."""

    postings = Bundle("postings")

    @initialize()
    def begin(self):
        self.project, self.contributor = project(), organisation()
        self.rows, self.balance, self.reversed = {}, Counter(), set()

    def keep(self, made):
        """Remember `made` as it was written, and what it adds to the balance."""
        self.rows[made.pk] = Posting.objects.filter(pk=made.pk).values(*KEPT).get()
        self.balance[made.stage, made.currency_id] += made.amount or 0
        self.balance[made.stage, made.unit] += made.quantity or 0
        return made

    @rule(target=postings, amount=AMOUNTS, stage=st.sampled_from(Stage), code=st.sampled_from(["USD", "CNY"]))
    def post_money(self, amount, stage, code):
        made = posting(self.project, contributor=self.contributor, amount=amount, stage=stage, currency=code)
        return self.keep(made)

    @rule(target=postings, days=st.integers(1, 90), stage=st.sampled_from(Stage))
    def post_work(self, days, stage):
        facts = {"kind": "technical", "amount": None, "quantity": Decimal(days), "unit": "days"}
        return self.keep(posting(self.project, contributor=self.contributor, stage=stage, rate="", **facts))

    @rule(made=postings)
    def reverse(self, made):
        before = Posting.objects.count()
        if made.pk in self.reversed:
            with pytest.raises(NotNow):
                actions.reverse(made, by=None, on=date(2020, 7, 1), evidence="A slip")
            assert Posting.objects.count() == before
            return
        opposite = self.keep(actions.reverse(made, by=None, on=date(2020, 7, 1), evidence="A slip"))
        self.reversed |= {made.pk, opposite.pk}
        assert (opposite.reverses, opposite.stage, opposite.kind) == (made, made.stage, made.kind)

    @rule(made=postings)
    def tamper(self, made):
        made.amount = Decimal("7.00")
        for write in (made.save, made.delete, Posting.objects.all().delete, lambda: Posting.objects.update(amount=7)):
            with pytest.raises(AppendOnly):
                write()

    @invariant()
    def every_posting_stands_as_it_was_written(self):
        if hasattr(self, "rows"):
            rows = Posting.objects.filter(project=self.project).values(*KEPT)
            assert {row["pk"]: row for row in rows} == self.rows

    @invariant()
    def the_ledger_adds_up(self):
        if hasattr(self, "rows"):
            found = Counter()
            for row in Posting.objects.filter(project=self.project):
                found[row.stage, row.currency_id] += row.amount or 0
                found[row.stage, row.unit] += row.quantity or 0
            assert {key: total for key, total in found.items() if total} == {
                key: total for key, total in self.balance.items() if total
            }


def test_the_ledger_only_grows_and_balances_under_any_postings_and_reversals():
    run_state_machine_as_test(Ledger, settings=settings(max_examples=12, stateful_step_count=12, deadline=None))


def test_a_posting_and_its_reversal_add_up_to_nothing_and_are_told():
    office, found = user("Office"), project()
    made = posting(found, by=office)
    opposite = actions.reverse(made, by=office, on=date(2020, 7, 1), evidence="Paid twice")
    assert (made.amount + opposite.amount, opposite.currency, opposite.evidence) == (0, made.currency, "Paid twice")
    told = Entry.objects.about(found).order_by("pk").values_list("verb", "actor")
    assert list(told) == [("posted", office.pseudonym), ("reversed", office.pseudonym)]


@pytest.mark.parametrize("which", ["a posting that was reversed", "a reversal"])
def test_nothing_is_reversed_twice(which):
    made = posting(project())
    opposite = actions.reverse(made, by=None, on=date(2020, 7, 1), evidence="A slip")
    with pytest.raises(NotNow, match="is a reversal, or has been reversed already"):
        actions.reverse(made if "was" in which else opposite, by=None, on=date(2020, 8, 1), evidence="Again")


@pytest.mark.parametrize(
    ("facts", "sentences"),
    [
        ({"amount": None}, ["Write an amount, or a quantity with its unit."]),
        ({"amount": Decimal("-5")}, ["Only a reversal has an amount that is not above zero."]),
        ({"quantity": Decimal("-5")}, ["Only a reversal has a quantity that is not above zero."]),
        ({"currency": None}, ["An amount and its currency go together."]),
        ({"usd_rate": Decimal("1")}, ["A rate and its day go together."]),
        ({"kind": "barter"}, ["Value 'barter' is not a valid choice."]),
    ],
)
def test_a_posting_that_makes_no_sense_is_refused_in_words_and_nothing_is_told(facts, sentences):
    found = project()
    whole = CASH | {"contributor": organisation(), "currency": Currency.objects.get(code="USD")} | facts
    if facts == {"amount": None}:
        whole["currency"] = None
    with pytest.raises(ValidationError) as trouble:
        actions.post(found, by=None, **whole)
    assert trouble.value.messages == sentences
    assert (Posting.objects.count(), Entry.objects.count()) == (0, 0)


def test_the_database_itself_refuses_a_quantity_below_zero_that_reverses_nothing():
    facts = {"kind": "technical", "stage": "secured", "on": date(2020, 6, 15), "unit": "days"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(project=project(), contributor=organisation(), quantity=Decimal(-5), **facts)


def test_nothing_is_taken_back_before_its_own_day():
    made = posting(project())
    with pytest.raises(ValidationError, match="cannot be taken back before its own day"):
        actions.reverse(made, by=None, on=date(2020, 6, 14), evidence="Too early")
    assert Posting.objects.count() == 1


def test_the_database_itself_refuses_an_amount_without_a_currency():
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(project=project(), contributor=organisation(), **CASH)
