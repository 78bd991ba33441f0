"""Reports: written in sections, frozen when sent, returned with remarks, accepted into results and ledger."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from zhinan.accounts.tests.make import user
from zhinan.awards import actions as awards
from zhinan.awards.models import Clause, DueReport
from zhinan.awards.rules.gates import closed
from zhinan.awards.tests.make import APPROVED, SIGNED, TODAY, cast, signed, transfer
from zhinan.files.tests.make import attached
from zhinan.kit.lifecycle import NotNow
from zhinan.monitoring import actions
from zhinan.monitoring.models import Remark, ReportSubmission
from zhinan.monitoring.rules.content import content_of
from zhinan.monitoring.rules.lacking import lacking
from zhinan.notices.models import Notice
from zhinan.programmes.models import Posting
from zhinan.results.models import Indicator, Measurement

from .make import AFTER, accepted, counted, final, moment, reported, running, seen, spent, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def writer():
    return user("Author")


@pytest.fixture
def made():
    """An award with an indicator, and its report, which says all that it needs."""
    award = running()
    indicator = counted(award)
    report = spent(told(final(award)), Decimal(12_000))
    reported(report, indicator, value=Decimal(120), groups=[["sex", "female", "70"]], comment="Lists")
    return award


def test_a_report_is_sent_after_its_last_day_alone(made, writer):
    with pytest.raises(NotNow, match="Send it after that day"):
        actions.send(final(made), by=writer, now=moment(date(2024, 6, 30)))
    assert (ReportSubmission.objects.count(), final(made).state) == (0, "due")


def test_what_is_missing_is_said_and_nothing_is_sent(writer):
    report = final(running())
    assert list(lacking(report)) == ["story"]
    with pytest.raises(NotNow, match="Write “What was done and achieved”"):
        actions.send(report, by=writer, now=moment(AFTER))
    assert (ReportSubmission.objects.count(), final(report.award).state) == (0, "due")


def test_what_was_sent_is_frozen_and_cannot_be_written(made, writer):
    report = final(made)
    sent = actions.send(report, by=writer, now=moment(AFTER))
    assert (sent.number, len(sent.digest), sent.content["story"]["achieved"]) == (1, 64, "Ponds were dug.")
    with pytest.raises(NotNow, match="It can be written again once it is returned"):
        told(final(made), achieved="Other words")


def test_an_accepted_report_stands_in_results_and_ledger_and_opens_the_gate(made, writer):
    accepted(final(made), writer, cast(made)["secretariat"])
    measured = Measurement.objects.get()
    assert (measured.value, measured.origin_kind, measured.parts.get().value) == (
        Decimal(120),
        "report",
        Decimal(70),
    )
    posting = Posting.objects.get(stage="spent")
    assert (posting.amount, posting.contributor, posting.on) == (Decimal(12_000), made.payer, date(2024, 6, 30))
    instalment = made.instalments.get()
    instalment.gate = "final"
    assert closed(instalment) == []


def test_who_sent_a_report_does_not_accept_it(made):
    office = cast(made)["secretariat"]
    actions.send(final(made), by=office, now=moment(AFTER))
    with pytest.raises(NotNow, match="Somebody else accepts it"):
        actions.accept(final(made), by=office, today=AFTER)
    assert (final(made).state, Measurement.objects.count(), Posting.objects.count()) == ("sent", 0, 0)


def test_a_returned_report_comes_back_with_remarks_at_their_places_and_is_sent_again(made, writer):
    office, report = cast(made)["secretariat"], final(made)
    actions.send(report, by=writer, now=moment(AFTER))
    remarks = {"achieved": "Where?", "line-grant-Travel": " "}
    actions.return_with(report, remarks, due_on=date(2024, 8, 1), by=office, today=AFTER)
    assert [(one.place, one.text) for one in Remark.objects.all()] == [("achieved", "Where?")]
    assert (final(made).state, final(made).due_on) == ("returned", date(2024, 8, 1))
    accepted(told(final(made), achieved="Ponds in the north"), writer, office)
    assert [one.number for one in ReportSubmission.objects.all()] == [1, 2]
    assert ReportSubmission.objects.first().content["story"]["achieved"] == "Ponds were dug."


def test_a_return_without_a_remark_or_to_a_day_that_is_over_is_refused(made, writer):
    office = cast(made)["secretariat"]
    actions.send(final(made), by=writer, now=moment(AFTER))
    for remarks, due_on in (({"achieved": " "}, date(2024, 8, 1)), ({"achieved": "Why"}, AFTER)):
        with pytest.raises(ValidationError):
            actions.return_with(final(made), remarks, due_on=due_on, by=office, today=AFTER)
    assert (final(made).state, Remark.objects.count()) == ("sent", 0)


def test_an_acceptance_that_is_taken_back_withdraws_its_numbers_and_reverses_its_posting(made, writer):
    office = cast(made)["secretariat"]
    accepted(final(made), writer, office)
    actions.open_again(final(made), by=office, because="Receipts are missing", today=AFTER)
    assert final(made).state == "sent"
    assert Measurement.objects.current().count() == 0
    assert sum(one.amount for one in Posting.objects.filter(stage="spent")) == 0
    actions.accept(final(made), by=cast(made)["colleague"], today=AFTER)
    assert Measurement.objects.current().get().value == Decimal(120)
    assert sum(one.amount for one in Posting.objects.filter(stage="spent")) == Decimal(12_000)


def test_an_acceptance_that_paid_an_instalment_is_not_taken_back(made, writer):
    people = cast(made)
    made.instalments.update(gate="final")
    accepted(final(made), writer, people["secretariat"])
    awards.approve(made.instalments.get(), by=people["secretariat"], on=AFTER)
    with pytest.raises(NotNow, match="Instalment 1 was approved because of this report"):
        actions.open_again(final(made), by=people["secretariat"], because="Why", today=AFTER)
    assert (final(made).state, Measurement.objects.current().count()) == ("accepted", 1)


def test_a_line_far_from_its_budget_wants_an_explanation(writer):
    report = spent(told(final(running())), Decimal(500), explanation="")
    assert list(lacking(report)["finances"]) == ["line-grant-Travel"]
    assert lacking(spent(report, Decimal(500), explanation="Fares rose")) == {}


def test_more_cannot_be_reported_as_spent_of_the_grant_than_was_awarded(writer):
    report = spent(told(final(running(1000))), Decimal("1000.01"))
    assert "were spent to date" in lacking(report)["finances"]["finances"]


def test_evidence_of_another_grant_is_refused_and_nothing_is_written(made):
    other = attached(running())
    report, indicator = final(made), counted(made, title="Ponds")
    with pytest.raises(ValidationError, match="a file of something else"):
        reported(report, indicator, value=Decimal(5), evidence=other)
    assert [one["title"] for one in sorted_results(report) if one["value"] == "5"] == []


def sorted_results(report):
    """What the content of `report` says of its indicators."""
    return content_of(report)["results"]


def test_two_who_write_at_once_do_not_write_over_each_other(made):
    report = final(made)
    opened = seen(report)
    actions.write_story(report, {"achieved": "Mine"}, seen=opened, by=None)
    with pytest.raises(ValidationError, match="Somebody else saved this report meanwhile"):
        actions.write_questions(report, {"why": "Theirs"}, seen=opened, by=None)
    assert seen(report) == opened + 1


def test_progress_reports_open_the_gates_one_by_one(writer):
    award = running(20_000, 10_000, 10_000)
    award.instalments.update(gate="progress")
    report = final(award)
    first = DueReport.objects.create(
        award=award, position=9, starts_on=date(2023, 10, 1), ends_on=date(2023, 12, 31), due_on=date(2024, 1, 30)
    )
    stands = [[one.mend for one in closed(each) if "report" in one.words] for each in award.instalments.all()]
    assert stands == [["0 of 1 progress reports are accepted."], ["0 of 2 progress reports are accepted."]]
    accepted(told(first), writer, cast(award)["secretariat"])
    stands = [[one.mend for one in closed(each) if "report" in one.words] for each in award.instalments.all()]
    assert stands == [[], ["1 of 2 progress reports are accepted."]]
    assert report.state == "due"


def test_finance_is_told_what_was_not_spent_once_the_final_report_is_accepted(made, writer):
    people = cast(made)
    one = awards.approve(made.instalments.get(), by=people["secretariat"], on=APPROVED)
    awards.pay(one, transfer(one), by=people["finance"], today=TODAY)
    accepted(final(made), writer, people["secretariat"])
    told = Notice.objects.filter(user=people["finance"], sentence__contains="were not spent").get()
    assert told.facts["amount"] == "USD 18,000"


def test_an_older_version_than_the_last_one_is_not_accepted(made, writer):
    actions.send(final(made), by=writer, now=moment(AFTER))
    with pytest.raises(NotNow, match="Another version was sent meanwhile"):
        actions.accept(final(made), by=cast(made)["secretariat"], today=AFTER, version=2)


def test_what_was_measured_otherwise_when_it_was_sent_is_returned(made, writer):
    actions.send(final(made), by=writer, now=moment(AFTER))
    Indicator.objects.update(unit="families")
    with pytest.raises(NotNow, match="is measured in another way"):
        actions.accept(final(made), by=cast(made)["secretariat"], today=AFTER)


def test_what_was_remarked_on_a_number_does_not_become_public(made, writer):
    accepted(final(made), writer, cast(made)["secretariat"])
    assert Measurement.objects.get().comment == ""


def test_a_suspended_award_is_not_reported_on(made, writer):
    signed(made, Clause.SUSPENSION, on=SIGNED)
    with pytest.raises(NotNow, match="suspended or over"):
        actions.send(final(made), by=writer, now=moment(AFTER))
