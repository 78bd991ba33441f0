"""Match counts once somebody else verified it, and holds an instalment back until it reaches the ratio."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone

from zhinan.awards import access, actions
from zhinan.awards.models import Award, MatchStep
from zhinan.awards.rules.gates import closed
from zhinan.awards.rules.matched import matched
from zhinan.codelists.models import Currency
from zhinan.files.tests.make import attached
from zhinan.grants.models import Decision, Recusal
from zhinan.grants.tests.committee import approved, decided, world
from zhinan.grants.tests.make import application, call, grant
from zhinan.grants.tests.whole import given
from zhinan.kit.lifecycle import NotNow
from zhinan.network.tests.make import organisation
from zhinan.programmes.models import Posting

from .make import TODAY, award, cast, dollars, rate, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
DAY = date(2023, 11, 1)


@pytest.fixture
def made():
    """An active award of 30,000 dollars that asks for as much match, and waits for it with its one instalment."""
    one = signed(award(30_000, match_ratio=Decimal(1)))
    one.instalments.update(needs_match=True)
    return one


def source(made, amount=30_000, **facts):
    """A source of match in cash, in dollars unless facts say otherwise."""
    facts = {"organisation": organisation(), "kind": "cash", "currency": dollars()} | facts
    return actions.add_match(made, {"amount": Decimal(amount), **facts}, by=None)


def told(found, amount, stage="secured", by=None, **facts):
    """A step of the source `found`."""
    values = {"stage": stage, "amount": Decimal(amount), "on": DAY, "evidence": attached(found.award)} | facts
    return actions.tell_step(found, values, by=by or cast(found.award)["secretariat"], today=TODAY)


def verified(found, amount, stage="secured"):
    """A step of the source `found` that somebody verified."""
    return actions.verify_step(told(found, amount, stage), by=cast(found.award)["finance"])


def sums(made):
    """(pledged, secured, delivered) of the award `made`."""
    found = matched(Award.objects.get(pk=made.pk))
    return tuple(int(one) for one in (found.pledged, found.secured, found.delivered))


def test_what_is_pledged_or_told_does_not_count_until_it_is_verified(made):
    found = source(made)
    step = told(found, 30_000)
    assert sums(made) == (30_000, 0, 0)
    actions.verify_step(step, by=cast(made)["finance"])
    assert sums(made) == (30_000, 30_000, 0)


def test_what_was_delivered_counts_as_secured_and_nothing_twice(made):
    found = source(made)
    verified(found, 20_000)
    verified(found, 12_000, "disbursed")
    assert sums(made) == (30_000, 20_000, 12_000)
    verified(found, 18_000, "disbursed")
    assert sums(made) == (30_000, 30_000, 30_000)


def test_an_instalment_waits_for_the_match_and_says_what_is_there(made):
    found, office = source(made), cast(made)["secretariat"]
    verified(found, Decimal("29999.99"))
    first = made.instalments.get()
    assert [(one.words, one.mend) for one in closed(first)] == [
        (
            "Match of at least 1 for each unit of the grant is verified",
            "0.99 is verified. Verify what was secured or delivered, or ask for it.",
        )
    ]
    with pytest.raises(NotNow, match=r"0\.99 is verified"):
        actions.approve(first, by=office, on=TODAY)
    verified(found, Decimal("0.01"))
    assert actions.approve(first, by=office, on=TODAY).state == "approved"


def test_a_verified_step_stands_in_the_ledger_as_a_partners_and_goes_with_its_opposite(made):
    found = source(made, kind="in_kind", valuation_method="Invoice")
    step = verified(found, 5_000, "disbursed")
    row = step.posting
    assert (row.amount, row.kind, row.stage, row.is_parallel, row.contributor) == (
        *(5_000, "in_kind", "disbursed", True, found.organisation),
    )
    actions.take_back_step(step, by=cast(made)["finance"], on=TODAY, because="It never came", today=TODAY)
    assert (sums(made), Posting.objects.aggregate(sum=Sum("amount"))["sum"]) == ((30_000, 0, 0), 0)
    with pytest.raises(NotNow, match="Only a step that is verified"):
        actions.take_back_step(step, by=cast(made)["finance"], on=TODAY, because="Again", today=TODAY)


def test_who_writes_it_down_does_not_verify_it(made):
    office = cast(made)["secretariat"]
    step = told(source(made), 5_000, by=office)
    assert (access.verify(office, step), access.verify(cast(made)["finance"], step)) == (False, True)
    with pytest.raises(NotNow, match="Somebody else verifies it"):
        actions.verify_step(step, by=office)
    actions.verify_step(step, by=cast(made)["finance"])
    with pytest.raises(NotNow, match="verified already"):
        actions.verify_step(step, by=cast(made)["finance"])
    assert Posting.objects.count() == 1


def test_match_in_another_currency_is_reckoned_by_the_rate_of_the_day_of_the_award(made):
    rate("CNY", 8)
    rate("CNY", 4, on=date(2023, 10, 30))  # the rate of the award stays what it was
    found = source(made, 80_000, currency=Currency.objects.get(code="CNY"))
    verified(found, 80_000)
    assert sums(made) == (10_000, 10_000, 0)
    assert Posting.objects.get().usd_rate == Decimal("0.25")  # the ledger holds that of its own day


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"on": date(2023, 12, 2)}, "on", "has not come"),
        ({"amount": Decimal(0)}, "amount", "greater than or equal"),
        ({"stage": "pledged"}, "stage", "not a valid choice"),
    ],
)
def test_a_step_that_cannot_be_is_refused_at_its_field(made, facts, field, sentence):
    found = source(made)
    values = {"amount": 5, "stage": "secured"} | facts
    with pytest.raises(ValidationError) as refusal:
        told(found, **values)
    assert (sentence in refusal.value.message_dict[field][0], MatchStep.objects.count()) == (True, 0)


def test_evidence_is_a_file_of_this_grant(made):
    other = attached(grant(made.programme(), title="Another one", slug="another-one"))
    with pytest.raises(ValidationError, match="a file of something else"):
        told(source(made), 5, evidence=other)


def test_the_sources_of_the_application_are_taken_over_and_named_before_they_are_verified():
    _call, office, author, (one,), held = world()
    given(one, 9_000, contributor="Bank of the Lake")
    known = organisation(name="Institute of Rice")
    given(one, 3_000, contributor="institute of rice ", kind="technical")
    decided(one, approved(20_000), held, office)
    Decision.objects.update(letter_sent_at=timezone.now())
    one.refresh_from_db()
    made = award(found=one.grant)
    first, second = made.match.all()
    assert ((str(first), first.organisation), second.organisation) == (("Bank of the Lake", None), known)
    today = timezone.localdate()
    values = {"stage": "secured", "amount": Decimal(5), "on": today, "evidence": attached(made)}
    step = actions.tell_step(first, values, by=author, today=today)
    with pytest.raises(NotNow, match="Say first which organisation"):
        actions.verify_step(step, by=office)
    actions.name_organisation(first, known, by=office)
    assert actions.verify_step(step, by=office).posting.contributor == known
    with pytest.raises(NotNow, match="verified already"):
        actions.name_organisation(first, organisation(), by=office)


def test_what_is_exactly_enough_in_another_currency_is_enough():
    rate("CNY", "7.2")
    yuan = Currency.objects.get(code="CNY")
    made = signed(award(72_000, currency=yuan, match_ratio=Decimal(1)))
    verified(source(made, 10_000), 10_000)
    assert (matched(made).is_secured(), matched(made).ratio(matched(made).secured)) == (True, 1)


def test_a_kind_that_the_rules_do_not_count_does_not_count_and_who_pays_gives_no_match(made):
    made.rules = call(made.programme(), match_in_kind=False).rules()
    made.save()
    verified(source(made, 5_000, kind="in_kind", valuation_method="Invoice"), 5_000)
    assert sums(made) == (0, 0, 0)
    with pytest.raises(ValidationError, match="Match is what others give"):
        source(made, organisation=made.payer)


def test_who_wrote_the_application_or_declared_a_tie_runs_nothing_of_its_award(made):
    people = cast(made)
    one = application(call(made.programme()), people["finance"], state="awarded", grant=made.grant)
    Recusal.objects.create(application=one, user=people["secretariat"], tie="family", declared_at=timezone.now())
    step = told(source(made), 5, by=people["colleague"])
    assert [access.verify(people[name], step) for name in ("secretariat", "finance")] == [False, False]
    assert list(Award.objects.visible_to(people["secretariat"])) == []
    assert access.keep(people["colleague"], made)


def test_what_is_not_cash_says_how_it_was_valued_and_a_currency_needs_a_rate(made):
    with pytest.raises(ValidationError, match="how the value"):
        source(made, kind="technical")
    with pytest.raises(ValidationError, match="No rate of CNY"):
        source(made, currency=Currency.objects.get(code="CNY"))


def test_an_instalment_keeps_the_ratio_that_stood_when_it_was_approved(made):
    people, found = cast(made), source(made, 40_000)
    actions.verify_step(told(found, 30_500, by=people["colleague"]), by=people["secretariat"])
    one = actions.approve(made.instalments.get(), by=people["secretariat"], on=TODAY)
    assert one.match_then == Decimal("1.01")
    actions.verify_step(told(found, 9_000, by=people["colleague"]), by=people["secretariat"])
    assert made.instalments.get().match_then == Decimal("1.01")
    assert actions.unapprove(one, by=people["secretariat"]).match_then is None
