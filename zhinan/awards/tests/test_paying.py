"""Instalments are approved when their gates stand open, paid once, by somebody else, and taken back whole."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from zhinan.awards import access, actions
from zhinan.awards.models import Clause, Instalment, Payment
from zhinan.awards.rules.gates import closed
from zhinan.codelists.models import Currency
from zhinan.grants import actions as grants
from zhinan.kit.lifecycle import NotNow
from zhinan.programmes.models import Posting

from .make import APPROVED, TODAY, award, cast, rate, signed, transfer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def ready():
    """(award, its people, its first instalment approved) of 30,000 dollars, cut into 20,000 and 10,000."""
    made = signed(award(30_000, 20_000, 10_000))
    people = cast(made)
    return made, people, actions.approve(made.instalments.first(), by=people["secretariat"], on=APPROVED)


def balance(made):
    """What the ledger of the project of the award `made` comes to."""
    return sum((row.amount for row in Posting.objects.filter(project=made.grant.project)), Decimal(0))


def test_the_ledger_does_not_take_back_what_a_payment_stands_on(ready, client):
    made, people, first = ready
    paid = actions.pay(first, transfer(first), by=people["finance"], today=TODAY)
    client.force_login(people["secretariat"])
    answer = client.post(reverse("reverse-posting", args=[paid.posting.pk]), {"on": "2023-11-02", "evidence": "A slip"})
    assert (answer.status_code, balance(made)) == (302, 20_000)
    assert "Take it back on the page of that record" in client.get(answer.url).content.decode()


def test_an_instalment_waits_for_the_agreement_and_says_so():
    made = award(30_000)
    first = made.instalments.get()
    assert [(one.words, one.mend) for one in closed(first)] == [
        ("The agreement is signed and in force", "Have the agreement signed by both sides.")
    ]
    with pytest.raises(NotNow, match="Have the agreement signed"):
        actions.approve(first, by=cast(made)["secretariat"], on=TODAY)
    assert Instalment.objects.get().state == "planned"


def test_the_second_one_waits_for_the_first(ready):
    made, people, _first = ready
    with pytest.raises(NotNow, match="Instalment 1 comes first"):
        actions.approve(made.instalments.last(), by=people["secretariat"], on=APPROVED)


def test_what_is_paid_stands_in_the_ledger_as_money_of_who_pays(ready):
    made, people, first = ready
    paid = actions.pay(first, transfer(first), by=people["finance"], today=TODAY)
    row = paid.posting
    assert (row.amount, row.currency.code, row.usd_rate, row.contributor, row.is_parallel, row.stage, row.on) == (
        *(Decimal(20_000), "USD", 1, made.payer, False, "disbursed", date(2023, 10, 20)),
    )
    assert (paid.counted, paid.difference(), Instalment.objects.get(pk=first.pk).state) == (20_000, 0, "paid")


def test_who_approved_it_does_not_pay_it(ready):
    _made, people, first = ready
    assert [access.pay(people[name], first) for name in ("secretariat", "finance", "colleague")] == [False, True, False]
    with pytest.raises(NotNow, match="You approved this instalment"):
        actions.pay(first, transfer(first), by=people["secretariat"], today=TODAY)
    assert (Payment.objects.count(), Posting.objects.count()) == (0, 0)


def test_it_is_paid_once(ready):
    made, people, first = ready
    actions.pay(first, transfer(first), by=people["finance"], today=TODAY)
    with pytest.raises(NotNow, match="is paid"):
        actions.pay(first, transfer(first), by=people["finance"], today=TODAY)
    assert balance(made) == 20_000
    one = Payment.objects.get()
    one.pk, one.posting = None, one.posting
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save()


def test_a_payment_that_is_taken_back_leaves_nothing_in_the_ledger_and_may_be_made_again(ready):
    made, people, first = ready
    paid = actions.pay(first, transfer(first), by=people["finance"], today=TODAY)
    actions.take_back(paid, by=people["finance"], on=date(2023, 10, 25), because="The bank sent it back", today=TODAY)
    assert (balance(made), Instalment.objects.get(pk=first.pk).state) == (0, "approved")
    with pytest.raises(NotNow, match="taken back already"):
        actions.take_back(paid, by=people["finance"], on=date(2023, 10, 26), because="Again", today=TODAY)
    again = actions.pay(first, transfer(first, on=date(2023, 11, 1)), by=people["finance"], today=TODAY)
    assert (balance(made), Payment.objects.count(), list(Payment.objects.standing())) == (20_000, 2, [again])


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"on": date(2023, 10, 1)}, "on", "in force since 2 October 2023"),
        ({"on": date(2023, 10, 4)}, "on", "was approved on 5 October 2023"),
        ({"on": date(2023, 12, 2)}, "on", "has not come yet"),
        ({"amount": Decimal(19_999)}, "amount", "The instalment is USD 20,000"),
        ({"amount": Decimal(-1)}, "amount", "greater than or equal to 0.01"),
        ({"amount": Decimal("999999999999.00")}, "amount", "The instalment is USD 20,000"),
        ({"reference": ""}, "reference", "cannot be blank"),
    ],
)
def test_a_payment_that_cannot_be_is_refused_at_its_field_and_nothing_is_posted(ready, facts, field, sentence):
    _made, people, first = ready
    with pytest.raises(ValidationError) as refusal:
        actions.pay(first, transfer(first, **facts), by=people["finance"], today=TODAY)
    assert (list(refusal.value.message_dict), sentence in refusal.value.message_dict[field][0]) == ([field], True)
    assert (Posting.objects.count(), Instalment.objects.get(pk=first.pk).state) == (0, "approved")


def test_a_payment_in_a_currency_without_a_rate_is_refused(ready):
    _made, people, first = ready
    yuan = Currency.objects.get(code="CNY")
    with pytest.raises(ValidationError, match="No rate of CNY is kept"):
        actions.pay(first, transfer(first, currency=yuan, amount=Decimal(140_000)), by=people["finance"], today=TODAY)
    assert Posting.objects.count() == 0


def test_a_payment_in_another_currency_shows_what_was_gained_or_lost_by_the_rate(ready):
    _made, people, first = ready
    rate("CNY", "7.2")
    yuan = Currency.objects.get(code="CNY")
    told = transfer(first, currency=yuan, amount=Decimal("142560.00"))
    paid = actions.pay(first, told, by=people["finance"], today=TODAY)
    assert (paid.counted, paid.difference()) == (Decimal("19800.00"), Decimal("-200.00"))
    assert (paid.posting.amount, paid.posting.currency, paid.posting.rate_on) == (142_560, yuan, date(2023, 9, 15))


def test_an_amount_that_is_worth_something_else_altogether_is_taken_for_a_slip(ready):
    _made, people, first = ready
    rate("CNY", "7.2")
    told = transfer(first, currency=Currency.objects.get(code="CNY"), amount=Decimal(20_000))
    with pytest.raises(ValidationError, match=r"this is worth USD 2,777.78"):
        actions.pay(first, told, by=people["finance"], today=TODAY)


def test_nothing_is_paid_while_the_award_is_suspended(ready):
    made, people, first = ready
    signed(made, Clause.SUSPENSION, on=date(2023, 10, 10))
    with pytest.raises(NotNow, match="The award is suspended"):
        actions.pay(first, transfer(first), by=people["finance"], today=TODAY)
    signed(made, Clause.RESUMPTION, on=date(2023, 10, 15))
    with pytest.raises(ValidationError, match="suspended on that day"):
        actions.pay(first, transfer(first, on=date(2023, 10, 12)), by=people["finance"], today=TODAY)
    assert actions.pay(first, transfer(first), by=people["finance"], today=TODAY).pk


def test_nothing_is_paid_once_the_grant_was_cancelled_or_closed(ready):
    made, people, first = ready
    grants.cancel(made.grant, by=None, on=date(2023, 10, 10))
    with pytest.raises(NotNow, match="The grant is not active any more"):
        actions.pay(first, transfer(first), by=people["finance"], today=TODAY)
    with pytest.raises(NotNow, match="This award is over"):
        actions.set_amount(made.instalments.last(), Decimal(5), by=people["secretariat"], because="Less")


def test_instalments_never_come_to_more_than_the_award(ready):
    made, people, _first = ready
    second, office = made.instalments.last(), people["secretariat"]
    actions.set_amount(second, Decimal(8_000), by=office, because="Less was spent")
    with pytest.raises(NotNow, match="Begin an amendment first"):
        actions.set_amount(second, Decimal(9_000), by=office, because="More")
    with pytest.raises(NotNow, match="Begin an amendment first"):
        actions.add_instalment(made, {"amount": Decimal(2_000), "gate": "final"}, by=office)
    drafted = actions.draft(made, Clause.AMENDMENT, {"reason": "Another plan"}, by=office)
    with pytest.raises(ValidationError, match=r"leaves USD 10,000"):
        actions.set_amount(second, Decimal("10000.01"), by=office, because="More")
    actions.add_instalment(made, {"amount": Decimal(2_000), "gate": "final"}, by=people["secretariat"])
    with pytest.raises(ValidationError, match=r"leaves USD 0"):
        actions.add_instalment(made, {"amount": Decimal("0.01"), "gate": "final"}, by=office)
    actions.offer(drafted, by=office, now=None)
    with pytest.raises(NotNow, match="waits for its signatures"):
        actions.drop(second, by=office, because="Not needed")


def test_what_was_approved_keeps_its_amount(ready):
    _made, people, first = ready
    with pytest.raises(NotNow, match="Take the approval back first"):
        actions.set_amount(first, Decimal(1), by=people["secretariat"], because="Less")
    actions.unapprove(first, by=people["secretariat"])
    assert actions.set_amount(first, Decimal(1), by=people["secretariat"], because="Less").amount == 1
