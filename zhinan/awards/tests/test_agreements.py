"""Documents of an award: one at a time, frozen when offered, in force when all have signed."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.awards import actions
from zhinan.awards.models import Agreement, Award, Clause, Side
from zhinan.files.tests.make import attached
from zhinan.grants.models import Decision, Grant, Outcome
from zhinan.grants.rules.verdicts import Verdict
from zhinan.grants.tests.committee import decided, world
from zhinan.grants.tests.make import grant
from zhinan.kit.lifecycle import NotNow

from .make import TODAY, award, offered, signature, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


def test_the_award_is_active_once_both_sides_have_signed_and_its_grant_has_started():
    made = award()
    found = offered(made)
    actions.sign(found, signature(made, Side.PAYER), by=user("Office"), today=TODAY)
    assert (Award.objects.get().state, Agreement.objects.get().state) == ("begun", "offered")
    actions.sign(found, signature(made, Side.GRANTEE, date(2023, 10, 9)), by=user("Office"), today=TODAY)
    known = Agreement.objects.get()
    assert (Award.objects.get().state, known.state, known.in_force_on) == ("active", "signed", date(2023, 10, 9))
    started = Grant.objects.get(pk=made.grant_id)
    assert (started.state, str(started.ends_on)) == ("active", "2024-06-30")


def test_what_was_offered_is_frozen_with_its_hash():
    found = offered(award(30_000, 20_000, 10_000))
    assert [one["amount"] for one in found.content["instalments"]] == ["20000.00", "10000.00"]
    assert (len(found.digest), found.content["amount"]) == (64, "30000.00")


def test_one_document_is_underway_at_a_time():
    made = award()
    found = offered(made)
    with pytest.raises(NotNow, match="waits for its signatures"):
        offered(made)
    actions.withdraw(found, by=user("Office"), because="A slip")
    assert offered(made).number == 2


@pytest.mark.parametrize(
    ("clause", "facts", "field", "sentence"),
    [
        (Clause.AGREEMENT, {"ends_on": date(2025, 1, 1)}, "ends_on", "no agreement goes beyond it"),
        (Clause.AGREEMENT, {"ends_on": None}, "ends_on", "Say until when"),
    ],
)
def test_a_document_that_does_not_fit_is_refused_at_its_field(clause, facts, field, sentence):
    with pytest.raises(ValidationError) as refusal:
        offered(award(), clause, **facts)
    assert sentence in refusal.value.message_dict[field][0]
    assert Agreement.objects.count() == 0


@pytest.mark.parametrize(
    ("ends_on", "sentence"),
    [
        (date(2024, 6, 30), "It ends 30 June 2024 already"),
        (date(2025, 1, 1), "The programme ends 2024"),
        (None, "Say until when"),
    ],
)
def test_an_extension_ends_later_and_within_the_programme(ends_on, sentence):
    made = signed(award())
    with pytest.raises(ValidationError) as refusal:
        offered(made, Clause.EXTENSION, ends_on=ends_on)
    assert sentence in refusal.value.message_dict["ends_on"][0]


def test_an_extension_changes_the_last_day_of_the_grant_and_costs_nothing():
    made = signed(award())
    made = signed(made, Clause.EXTENSION, ends_on=date(2024, 9, 30))
    assert (str(Grant.objects.get(pk=made.grant_id).ends_on), made.amount, made.state) == (
        "2024-09-30",
        30_000,
        "active",
    )


def test_an_amendment_changes_the_amount_once_it_is_signed():
    made = signed(award())
    found = offered(made, Clause.AMENDMENT, amount=Decimal(35_000))
    assert Award.objects.get().amount == 30_000
    for side in Side:
        actions.sign(found, signature(made, side), by=user("Office"), today=TODAY)
    assert Award.objects.get().amount == 35_000


def test_an_amendment_below_what_is_planned_is_refused_until_instalments_are_reduced():
    made = signed(award(30_000, 20_000, 10_000))
    with pytest.raises(ValidationError, match="Reduce or drop some of them"):
        offered(made, Clause.AMENDMENT, amount=Decimal(25_000))
    actions.drop(made.instalments.last(), by=user("Office"), because="Not needed")
    assert signed(made, Clause.AMENDMENT, amount=Decimal(25_000)).amount == 25_000


@pytest.mark.parametrize("clause", [Clause.AMENDMENT, Clause.EXTENSION, Clause.SUSPENSION, Clause.TERMINATION])
def test_a_change_gives_its_reason(clause):
    with pytest.raises(ValidationError) as refusal:
        offered(signed(award()), clause, reason=" ", ends_on=date(2024, 9, 30))
    assert refusal.value.message_dict["reason"] == ["Say why it is needed."]


@pytest.mark.parametrize("clause", [one for one in Clause if one != Clause.AGREEMENT])
def test_nothing_is_changed_before_it_was_agreed(clause):
    with pytest.raises(NotNow, match="is awaiting its agreement"):
        offered(award(), clause)


def test_a_termination_is_said_by_who_pays_and_ends_the_grant():
    made = signed(award())
    found = offered(made, Clause.TERMINATION)
    with pytest.raises(ValidationError, match="needs no signature of that side"):
        actions.sign(found, signature(made, Side.GRANTEE), by=user("Office"), today=TODAY)
    actions.sign(found, signature(made, Side.PAYER), by=user("Office"), today=TODAY)
    assert (Award.objects.get().state, Grant.objects.get(pk=made.grant_id).state) == ("terminated", "cancelled")


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"on": date(2023, 9, 14)}, "on", "before the award"),
        ({"on": date(2023, 12, 2)}, "on", "has not come"),
        ({"name": ""}, "name", "cannot be blank"),
    ],
)
def test_a_signature_that_cannot_be_is_refused(facts, field, sentence):
    made = award()
    found = offered(made)
    with pytest.raises(ValidationError) as refusal:
        actions.sign(found, signature(made, Side.PAYER, **facts), by=user("Office"), today=TODAY)
    assert sentence in refusal.value.message_dict[field][0]


def test_the_signed_copy_is_a_file_of_this_grant():
    made = award()
    copy = attached(grant(made.programme(), title="Another one", slug="another-one"))
    with pytest.raises(ValidationError, match="a file of something else"):
        actions.sign(offered(made), signature(made, Side.PAYER, copy=copy), by=user("Office"), today=TODAY)


def test_an_award_takes_amount_conditions_and_instalments_from_what_the_committee_decided():
    _call, office, _author, (one,), held = world(match_ratio=Decimal(1))
    rules = one.rules
    for position, (percent, gate) in enumerate([(60, "agreement"), (40, "final")], 1):
        rules.instalments.create(position=position, percent=percent, gate=gate, needs_match=True)
    decided(one, Verdict(Outcome.CONDITIONS, Decimal(20_001), conditions="Name a focal point"), held, office)
    one.refresh_from_db()
    with pytest.raises(NotNow, match="Send the letter"):
        award(5, found=one.grant)
    Decision.objects.update(letter_sent_at=timezone.now())
    made = award(5, found=one.grant)
    assert (made.amount, made.match_ratio, made.conditions, made.rules) == (20_001, 1, "Name a focal point", rules)
    plan = [(row.amount, row.gate, row.needs_match) for row in made.instalments.all()]
    assert plan == [(Decimal("12000.60"), "agreement", True), (Decimal("8000.40"), "final", True)]
    assert made.hangs()
    today = timezone.localdate()
    assert made.awarded_on == today
    assert actions.meet_conditions(made, by=office, on=today, today=today).hangs() is False
    with pytest.raises(NotNow, match="No condition"):
        actions.meet_conditions(made, by=office, on=today, today=today)


def test_the_agreement_is_about_what_was_awarded_and_an_amendment_stays_below_the_ceiling():
    _call, office, _author, (one,), held = world(ceiling=Decimal(25_000))
    decided(one, Verdict(Outcome.APPROVED, Decimal(20_000)), held, office)
    Decision.objects.update(letter_sent_at=timezone.now())
    one.refresh_from_db()
    made, today = award(found=one.grant), timezone.localdate()
    programme = made.programme()
    programme.starts_on, programme.ends_on = str(today.year), str(today.year + 1)
    programme.save()
    days = {"on": today, "today": today}
    made = signed(made, **days, amount=Decimal(2_000_000), ends_on=date(today.year + 1, 6, 30))
    assert (made.amount, made.state) == (20_000, "active")
    with pytest.raises(ValidationError, match="The rules of the call grant USD 25,000 at most"):
        offered(made, Clause.AMENDMENT, amount=Decimal(25_001))


def test_a_grant_has_one_award_and_only_once_it_is_approved():
    made = award()
    with pytest.raises(NotNow, match="has its award already"):
        award(found=made.grant)
    with pytest.raises(NotNow, match="Approve the grant first"):
        award(found=grant(made.programme(), state="proposed", approved_on="", title="Two", slug="two"))
