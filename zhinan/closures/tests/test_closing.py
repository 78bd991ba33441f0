"""A grant is closed once its money, reports and lessons are settled; then nothing of it changes any more."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from zhinan.awards import actions as awards
from zhinan.awards.models import Award, Clause, Match, MatchStep, Refund
from zhinan.awards.rules.closing import cash_of
from zhinan.awards.tests.make import TODAY, award, cast, dollars, offered, rate, signed
from zhinan.closures import actions
from zhinan.closures.rules import gates
from zhinan.codelists.models import Currency
from zhinan.files.tests.make import attached
from zhinan.grants.models import Grant
from zhinan.kit.lifecycle import NotNow
from zhinan.monitoring import actions as monitoring
from zhinan.monitoring.tests.make import AFTER, final, running
from zhinan.network.tests.make import organisation
from zhinan.notices.models import Notice
from zhinan.programmes.actions import post
from zhinan.programmes.models import Posting

from .make import CLOSED, ended, eventful, paid, refund, reported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def ready():
    """(Award, people): all of it is settled but what is left of the money, and the lessons."""
    return ended()


def close(made, people, because="", on=CLOSED):
    """Close the award `made`."""
    return actions.close(made, by=people["secretariat"], on=on, today=CLOSED, because=because)


def shut(made):
    """The sentences of the gates of `made` that are shut."""
    return [one.words for one in gates(made) if not one.is_open]


def test_from_an_accepted_final_report_to_a_closed_grant_with_its_unspent_funds_returned(ready):
    made, people = ready
    assert shut(made) == ["What was not spent is returned", "Knowledge and lessons are documented"]
    with pytest.raises(NotNow, match=r"USD 18,000 are left\. Write down what came back"):
        close(made, people)
    refund(made, people, 18_000)
    actions.document(made, by=people["secretariat"])
    closed = close(made, people)
    assert (closed.state, closed.closed_on, Grant.objects.get().state) == ("closed", CLOSED, "closed")
    cash = cash_of(closed)
    assert (cash.paid, cash.spent, cash.returned, cash.left) == (30_000, 12_000, 18_000, 0)


def test_what_came_back_stands_in_the_ledger_as_money_of_who_pays(ready):
    made, people = ready
    row = refund(made, people, 18_000).posting
    assert (row.amount, row.currency.code, row.contributor, row.is_parallel, row.kind, row.stage, row.on) == (
        *(Decimal(18_000), "USD", made.payer, False, "cash", "returned", AFTER),
    )


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"amount": Decimal("18000.01")}, "amount", "USD 18,000 are left"),
        ({"on": TODAY - timedelta(days=1)}, "on", "The first payment was on 1 December 2023"),
        ({"on": AFTER + timedelta(days=1)}, "on", "has not come yet"),
        ({"amount": Decimal(-1)}, "amount", "greater than or equal to 0.01"),
        ({"reference": ""}, "reference", "cannot be blank"),
    ],
)
def test_a_refund_that_cannot_be_is_refused_at_its_field_and_nothing_is_posted(ready, facts, field, sentence):
    made, people = ready
    with pytest.raises(ValidationError) as refusal:
        refund(made, people, **{"amount": 18_000} | facts)
    assert (list(refusal.value.message_dict), sentence in refusal.value.message_dict[field][0]) == ([field], True)
    assert (Refund.objects.count(), Posting.objects.filter(stage="returned").count()) == (0, 0)


def test_a_refund_with_the_advice_of_another_award_or_without_a_rate_is_refused(ready):
    made, people = ready
    with pytest.raises(ValidationError, match="a file of something else"):
        refund(made, people, 5, advice=attached(award()))
    with pytest.raises(ValidationError, match="No rate of CNY is kept"):
        refund(made, people, 5, currency=Currency.objects.get(code="CNY"))
    assert Refund.objects.count() == 0


def test_a_refund_in_another_currency_settles_what_is_left_but_for_what_rates_may_differ(ready):
    made, people = ready
    rate("CNY", "7.2", on=AFTER)
    yuan = Currency.objects.get(code="CNY")
    with pytest.raises(ValidationError, match=r"worth USD 20,833.33, and USD 18,000 are left"):
        refund(made, people, 150_000, currency=yuan)
    part = refund(made, people, 72_000, currency=yuan)
    rest = refund(made, people, 57_000, currency=yuan)
    assert (part.counted, rest.counted, cash_of(made).left) == (10_000, 8_000, 0)
    assert rest.posting.amount == 57_000


def test_who_approved_an_instalment_does_not_record_what_came_back(ready):
    made, people = ready
    with pytest.raises(NotNow, match="You approved an instalment"):
        refund(made, people | {"finance": people["colleague"]}, 18_000)
    assert Refund.objects.count() == 0


def test_a_refund_that_is_taken_back_is_left_again(ready):
    made, people = ready
    found = refund(made, people, 18_000)
    with pytest.raises(NotNow, match="Nothing is left"):
        refund(made, people, 1)
    words = {"by": people["finance"], "on": AFTER, "because": "Another grant", "today": AFTER}
    awards.take_back_refund(found, **words)
    with pytest.raises(NotNow, match="taken back already"):
        awards.take_back_refund(found, **words)
    assert (cash_of(made).left, list(Refund.objects.standing())) == (18_000, [])
    assert sum(one.amount for one in Posting.objects.filter(stage="returned")) == 0


def test_what_is_passed_wants_a_reason_which_is_kept_and_the_rest_cannot_be_passed(ready):
    made, people = ready
    with pytest.raises(NotNow, match="USD 18,000 are left"):
        close(made, people, because="It does not matter")
    refund(made, people, 18_000)
    with pytest.raises(NotNow, match="Some of this may be passed with a reason"):
        close(made, people)
    closed = close(made, people, because="Nothing new was learnt")
    assert (closed.state, closed.closed_because) == ("closed", "Nothing new was learnt")


def test_each_thing_that_is_open_is_said_with_what_opens_it():
    made = running(30_000, match_ratio=Decimal("0.5"))
    people = cast(made)
    offered(made, Clause.AMENDMENT, amount=Decimal(30_000))
    finding = monitoring.add_finding(
        made, {"on": TODAY, "text": "One pond leaks", "gravity": "high"}, by=people["secretariat"], today=TODAY
    )
    point = {"what": "Line it", "side": "grantee", "due_on": AFTER}
    monitoring.add_point(finding, point, by=people["secretariat"], today=TODAY)
    assert [(one.words, one.mend, one.may_pass) for one in gates(made) if not one.is_open] == [
        ("The final report is accepted", "It was not accepted yet.", False),
        ("No report is owed, and none waits to be read", "Still open: Final report.", False),
        ("Every instalment is paid or dropped", "Pay or drop: 1.", False),
        ("No document waits for its signatures", "Have it signed, or withdraw it: amendment 2.", False),
        (
            "Match of at least 0.50 for each unit of the grant is delivered and verified",
            *("0 is delivered and verified.", True),
        ),
        ("Every action point is closed or dropped", "1 is open.", True),
        (
            "Knowledge and lessons are documented",
            *("Turn the lessons of the final report into a draft solution.", True),
        ),
    ]
    with pytest.raises(NotNow, match="Pay or drop: 1"):
        close(made, people, because="Why not")
    assert (Award.objects.get().state, Grant.objects.get().state) == ("active", "active")


def test_after_a_termination_money_alone_is_settled():
    made = running(30_000, 20_000, 10_000)
    people = cast(made)
    first = awards.approve(made.instalments.first(), by=people["colleague"], on=TODAY)
    told = {"on": TODAY, "amount": first.amount, "currency": dollars(), "reference": "TT-1"}
    awards.pay(first, told, by=people["finance"], today=TODAY)
    made = signed(made, Clause.TERMINATION, on=TODAY)
    assert shut(made) == ["Every instalment is paid or dropped", "What was not spent is returned"]
    awards.drop(made.instalments.last(), by=people["secretariat"], because="It is terminated")
    refund(made, people, 20_000)
    assert (close(made, people).state, Grant.objects.get().state) == ("closed", "cancelled")


def test_more_that_was_spent_than_was_paid_is_said(ready):
    made = running(30_000, 20_000)
    people = cast(made)
    reported(paid(made, people), people, 21_000)
    assert [one.mend for one in gates(made) if one.place == "refunds"] == [
        "USD 1,000 more were spent than were paid. Pay what is owed, or have the report mended."
    ]


def test_who_receives_the_grant_is_told_that_it_is_closed():
    made, people, author = eventful()
    close(made, people, because="Nothing new was learnt")
    assert [one.sentence for one in Notice.objects.filter(user=author).order_by("-pk")[:1]] == ["“{grant}” is closed."]


def test_what_the_ledger_cannot_reckon_is_not_said_to_be_settled(ready):
    made, people = ready
    refund(made, people, 18_000)
    facts = {"contributor": made.payer, "is_parallel": False, "kind": "cash", "stage": "disbursed", "on": TODAY}
    post(made.grant.project, by=None, amount=Decimal(5), currency=Currency.objects.get(code="EUR"), **facts)
    with pytest.raises(NotNow, match="The ledger has amounts without a dated rate"):
        close(made, people, because="Nothing new was learnt")
    assert Award.objects.get().state == "active"


@pytest.mark.parametrize(
    ("on", "sentence"),
    [(date(2024, 9, 2), "has not come yet"), (date(2024, 7, 19), "The last posting of its ledger is of 20 July 2024")],
)
def test_a_day_on_which_it_cannot_have_been_closed_is_refused(ready, on, sentence):
    made, people = ready
    refund(made, people, 18_000)
    with pytest.raises(ValidationError, match=sentence):
        close(made, people, because="Nothing new was learnt", on=on)
    assert Award.objects.get().state == "active"


def test_it_is_closed_once_and_not_while_it_is_suspended(ready):
    made, people = ready
    refund(made, people, 18_000)
    close(made, people, because="Nothing new was learnt")
    with pytest.raises(NotNow, match="Nothing of it changes any more"):
        close(made, people, because="Again")
    other = signed(running(), Clause.SUSPENSION, on=TODAY)
    with pytest.raises(NotNow, match="is suspended"):
        close(other, cast(other), because="Why not")


def steps(made):
    """Every verb of an award, its documents, money, match, reports and findings, each with what it needs."""
    people, day = cast(made), CLOSED
    office, finance = people["secretariat"], people["finance"]
    payment = made.instalments.first().payments.get()
    step, source = MatchStep.objects.get(), Match.objects.get()
    transfer = {"on": day, "amount": Decimal(1), "currency": dollars(), "reference": "R"}
    facts = {"organisation": organisation(), "kind": "cash", "amount": Decimal(5), "currency": dollars()}
    told = {"stage": "secured", "amount": Decimal(5), "on": day, "evidence": attached(made)}
    back = {"on": day, "because": "A slip", "today": day}
    seen = {"on": day, "text": "Late", "gravity": "low"}
    report = final(made)
    return {
        "draft": lambda: awards.draft(made, Clause.AMENDMENT, {"reason": "More"}, by=office),
        "conditions": lambda: awards.meet_conditions(made, by=office, on=day, today=day),
        "plan": lambda: awards.add_instalment(made, {"amount": Decimal(1), "gate": "final"}, by=office),
        "drop": lambda: awards.drop(payment.instalment, by=office, because="Why"),
        "unapprove": lambda: awards.unapprove(payment.instalment, by=office),
        "take back a payment": lambda: awards.take_back(payment, by=finance, **back),
        "refund": lambda: awards.refund(made, transfer, by=finance, today=day),
        "take back a refund": lambda: awards.take_back_refund(Refund.objects.get(), by=finance, **back),
        "pledge": lambda: awards.add_match(made, facts, by=office),
        "name": lambda: awards.name_organisation(source, organisation(), by=office),
        "tell": lambda: awards.tell_step(source, told, by=office, today=day),
        "verify": lambda: awards.verify_step(step, by=finance),
        "take back a step": lambda: awards.take_back_step(step, by=finance, **back),
        "open a report": lambda: monitoring.open_again(report, by=office, because="Why", today=day),
        "another day": lambda: awards.set_due(report, day, by=office, because="Why"),
        "visit": lambda: monitoring.add_visit(made, {"on": day, "place": "Kisumu"}, by=office, today=day),
        "find": lambda: monitoring.add_finding(made, seen, by=office, today=day),
        "document": lambda: actions.document(made, by=office),
        "close": lambda: actions.close(made, by=office, on=day, today=day),
    }


def test_after_closing_nothing_of_an_award_changes():
    made, people = ended()
    source = awards.add_match(
        made, {"organisation": organisation(), "kind": "cash", "amount": Decimal(9), "currency": dollars()}, by=None
    )
    told = {"stage": "disbursed", "amount": Decimal(9), "on": TODAY, "evidence": attached(made)}
    awards.verify_step(awards.tell_step(source, told, by=people["colleague"], today=TODAY), by=people["secretariat"])
    refund(made, people, 18_000)
    closed = close(made, people, because="Nothing new was learnt")
    postings, said = Posting.objects.count(), {}
    for name, verb in steps(closed).items():
        with pytest.raises(NotNow) as refusal:
            verb()
        said[name] = str(refusal.value)
    assert set(said.values()) == {"This award is closed. Nothing of it changes any more."}
    assert (Posting.objects.count(), cash_of(closed).left, Award.objects.get(pk=closed.pk).state) == (
        *(postings, 0, "closed"),
    )
