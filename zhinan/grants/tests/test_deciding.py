"""What the committee decides: amounts, conditions, the grant that comes of it, and taking it up again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from zhinan.accounts.models import VISITOR
from zhinan.accounts.tests.make import user
from zhinan.grants import actions
from zhinan.grants.actions import recusing
from zhinan.grants.models import Application, Call, Decision, Grant, Outcome, PlannedResult, Recusal
from zhinan.grants.rules.verdicts import Verdict, most_of, share_of, troubles
from zhinan.kit.lifecycle import NotNow
from zhinan.network.tests.make import organisation
from zhinan.notices.models import Notice
from zhinan.programmes.models import Project
from zhinan.programmes.tests.make import country

from .committee import DAY, approved, before_committee, decided, meeting, outcomes, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
AMOUNTS = st.decimals(min_value="0.01", max_value="99999999", places=2)


def state(one):
    return Application.objects.get(pk=one.pk).state


@pytest.mark.parametrize(
    ("verdict", "field", "sentence"),
    [
        (Verdict("approved"), "amount", "Write the amount that is granted."),
        (Verdict("approved", Decimal(0)), "amount", "Write an amount above zero."),
        (Verdict("approved", Decimal(-1)), "amount", "Write an amount above zero."),
        (
            *(Verdict("approved", Decimal("30000.01")), "amount"),
            "This is above 30,000, the most that was requested and that the call allows.",
        ),
        (Verdict("conditions", Decimal(1)), "conditions", "Write the conditions: the letter tells them."),
        (
            *(Verdict("approved", Decimal(1), conditions="A report"), "conditions"),
            "Choose “approved with conditions”, or leave them out.",
        ),
        (Verdict("declined", Decimal(1)), "amount", "There is no amount without approval. Leave it out."),
        (Verdict("returned", comment="More"), "revise_by", "Write until when it can be sent again."),
    ],
)
def test_what_does_not_fit_together_is_told_beside_its_field_and_decides_nothing(verdict, field, sentence):
    _found, by, _author, [one], held = world()
    with pytest.raises(ValidationError) as trouble:
        decided(one, verdict, held, by)
    assert trouble.value.message_dict == {field: [sentence]}
    assert (state(one), outcomes(one), Grant.objects.count()) == ("committee", [], 0)


def test_the_ceiling_of_the_call_bounds_an_award_where_more_was_requested():
    _found, by, _author, [one], held = world(ceiling=Decimal(25_000))
    with pytest.raises(ValidationError):
        decided(one, approved(25_001), held, by)
    assert decided(one, approved(25_000), held, by).amount == 25_000


@given(asked=st.none() | AMOUNTS, ceiling=st.none() | AMOUNTS, amount=AMOUNTS)
def test_no_amount_above_what_was_requested_or_the_ceiling_is_taken(asked, ceiling, amount):
    found = troubles(Verdict(Outcome.APPROVED, amount), most_of(asked, ceiling), timezone.now())
    above = (asked is not None and amount > asked) or (ceiling is not None and amount > ceiling)
    assert ("amount" in found) == above


@given(asked=AMOUNTS, ceiling=st.none() | AMOUNTS, percent=st.integers(min_value=1, max_value=100))
def test_a_share_is_above_zero_and_never_above_the_most(asked, ceiling, percent):
    most = most_of(asked, ceiling)
    share = share_of(most, percent)
    assert troubles(Verdict(Outcome.APPROVED, share), most, timezone.now()) == {}
    assert (percent == 100) <= (share == most)


def test_an_award_begins_a_grant_with_what_the_application_says():
    found, by, author, [one], held = world()
    partner = organisation(name="Partner")
    one.parties.create(role="participant", organisation=partner)
    one.parties.create(role="beneficiary", country=country("KEN"))
    for n, (level, text) in enumerate([("outcome", "Food"), ("output", "Ponds dug"), ("output", "People trained")], 1):
        PlannedResult.objects.create(application=one, position=n, level=level, text=text)
    Application.objects.filter(pk=one.pk).update(
        starts_on=date(2026, 10, 31), months=4, summary="Ponds.", beneficiaries="Farmers"
    )
    decision = decided(one, approved(20_000), held, by)
    one.refresh_from_db()
    grant = one.grant
    assert (one.state, decision.outcome, decision.amount, decision.meeting) == ("awarded", "approved", 20_000, held)
    assert (grant.title, grant.state, str(grant.approved_on), grant.audience) == (
        *("Rice 1", "approved", DAY.isoformat(), found.staff()),
    )
    project = grant.project
    assert (project.programme, project.audience, grant.summary) == (found.programme, found.staff(), "Ponds.")
    assert (str(grant.starts_on), str(grant.ends_on), grant.beneficiaries) == ("2026-10-31", "2027-02-27", "Farmers")
    assert [(row.role, str(row.organisation or row.country)) for row in grant.parties.all()] == [
        *(("implementing", str(one.lead)), ("participant", "Partner"), ("beneficiary", "Kenya")),
    ]
    assert [row.text for row in grant.outputs.all()] == ["Ponds dug", "People trained"]
    assert Notice.objects.filter(user=author).count() == 0  # until the letter is sent


def test_where_one_of_the_office_must_not_know_a_grant_is_seen_by_the_administrators_alone():
    found, by, _author, [one], held = world()
    other = user("Colleague", "secretariat", found.programme.scope())
    Recusal.objects.create(application=one, user=other, tie="family", declared_at=timezone.now())
    decided(one, approved(), held, by)
    one.refresh_from_db()
    assert (one.grant.audience, one.grant.project.audience) == ("administrator", "administrator")
    assert list(Grant.objects.visible_to(other)) == []


def test_a_grant_is_kept_from_who_declares_after_the_award_that_they_are_bound_to_it():
    found, by, _author, [one], held = world()
    decided(one, approved(), held, by)
    other = user("Colleague", "secretariat", found.programme.scope())
    assert Grant.objects.visible_to(other).count() == 1
    recusing.declare(one, by=other, tie="family", note="", now=timezone.now())
    assert (Grant.objects.visible_to(other).count(), Project.objects.visible_to(other).count()) == (0, 0)


@pytest.mark.parametrize("stage", ["submitted", "eligible", "appraisal", "declined", "withdrawn"])
def test_nothing_is_decided_outside_the_stage_of_the_committee(stage):
    found, by, _author, _rows, _held = world()
    one = before_committee(found, state=stage)
    with pytest.raises(NotNow, match="This can be done when it is before the committee"):
        decided(one, approved(), meeting(found, one), by)
    assert (state(one), outcomes(one), Grant.objects.count()) == (stage, [], 0)


def test_nothing_is_decided_that_is_not_on_the_agenda_or_once_the_minutes_are_closed():
    found, by, _author, [one], held = world()
    with pytest.raises(NotNow, match="is not on the agenda of this meeting"):
        decided(one, approved(), meeting(found), by)
    actions.close_minutes(held, by=by)
    with pytest.raises(NotNow, match="The minutes of this meeting are closed"):
        decided(one, approved(), held, by)
    actions.open_minutes(held, by=by)
    decided(one, approved(), held, by)
    assert outcomes(one) == ["approved"]


@pytest.mark.parametrize("over", ["decided", "cancelled"])
def test_nothing_is_decided_in_a_call_that_is_over(over):
    found, by, _author, [one], held = world()
    Call.objects.filter(pk=found.pk).update(state=over)
    with pytest.raises(NotNow, match=f"is {over}"):
        decided(one, approved(), held, by)
    assert outcomes(one) == []


def test_a_decision_is_known_to_its_office_and_once_its_letter_is_sent_to_its_authors():
    found, by, author, [one], held = world()
    made = decided(one, approved(), held, by)
    people = (by, author, user("Other"), VISITOR)
    assert [list(Decision.objects.visible_to(person)) for person in people] == [[made], [], [], []]
    actions.send_letters(found, by=by, now=timezone.now())
    assert [list(Decision.objects.visible_to(person)) for person in people] == [[made], [made], [], []]


def test_the_second_of_two_awards_in_the_same_moment_is_refused_and_there_is_one_grant():
    _found, by, _author, [one], held = world()
    decided(one, approved(), held, by)
    with pytest.raises(NotNow):
        decided(one, approved(), held, by)
    assert (outcomes(one), Grant.objects.count(), Project.objects.count()) == (["approved"], 1, 1)


def test_several_are_decided_at_once_each_with_its_own_amount_or_none_is():
    found, by, _author, rows, held = world(2)
    rows.append(before_committee(found, asked=80_000))
    held.agenda.create(application=rows[2], position=3)
    verdict = Verdict(Outcome.CONDITIONS, conditions="Name a second partner.")
    actions.decide_many(rows, verdict, 50, meeting=held, by=by, now=timezone.now())
    assert list(Decision.objects.order_by("pk").values_list("amount", "conditions")) == [
        *((15_000, "Name a second partner."), (15_000, "Name a second partner.")),
        (25_000, "Name a second partner."),  # half of the ceiling, not of what was requested
    ]
    more = [before_committee(found), rows[0]]
    held.agenda.create(application=more[0], position=4)
    with pytest.raises(NotNow):
        actions.decide_many(more, Verdict(Outcome.DECLINED), 100, meeting=held, by=by, now=timezone.now())
    assert (state(more[0]), outcomes(more[0])) == ("committee", [])


def test_what_is_returned_by_the_committee_is_told_at_once():
    _found, by, author, [one], held = world()
    later = timezone.now() + timedelta(days=10)
    made = decided(one, Verdict(Outcome.RETURNED, comment="Less travel.", revise_by=later), held, by)
    one.refresh_from_db()
    assert (one.state, one.revise_by, made.meeting, made.letter_sent_at is not None) == ("returned", later, held, True)
    assert Notice.objects.get(user=author).words({}).startswith("“Rice 1” is returned to you for revision.")


def test_a_decision_is_taken_up_again_before_its_letter_and_the_grant_is_put_away():
    found, by, _author, [one], held = world()
    decided(one, approved(), held, by)
    actions.reconsider(one, by=by)
    one.refresh_from_db()
    assert (one.state, one.grant, outcomes(one), list(Decision.objects.standing())) == (
        *("committee", None, ["approved"], []),
    )
    assert (list(Grant.objects.visible_to(by)), list(Project.objects.visible_to(by))) == ([], [])
    made = decided(one, Verdict(Outcome.DECLINED), held, by)
    assert list(Decision.objects.standing()) == [made]
    actions.close_minutes(held, by=by)
    with pytest.raises(NotNow, match="The minutes of this meeting are closed"):
        actions.reconsider(one, by=by)
    actions.open_minutes(held, by=by)
    actions.send_letters(found, by=by, now=timezone.now())
    with pytest.raises(NotNow, match="Its authors have the letter already"):
        actions.reconsider(one, by=by)
    assert state(one) == "declined"
