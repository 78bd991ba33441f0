"""The decided call of the practice world: three grants, each in a stage that a secretariat meets."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.apps import apps
from django.db.models import DateField, Sum
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from zhinan.accounts.models import Role, User
from zhinan.awards.figures.due import how_many_late
from zhinan.awards.models import Award, DueReport, Payment
from zhinan.awards.rules.gates import closed
from zhinan.awards.rules.matched import matched
from zhinan.files.models import File
from zhinan.grants.models import Application, Call, Decision, Grant
from zhinan.history.models import Entry
from zhinan.monitoring.models import ActionPoint, ReportSubmission, Visit
from zhinan.notices.models import Notice
from zhinan.programmes.models import Posting, Programme
from zhinan.questionnaires.models import Version
from zhinan.results.models import Indicator, Measurement

from .test_practice import _practice, folder, person, practice_world

__all__ = ["_practice", "folder", "practice_world"]  # the world of the other tests, made once for these
pytestmark = pytest.mark.django_db

PONDS, TERRACES, CISTERNS = (
    "practice-ponds-between-fields",
    "terraces-that-hold-the-rain",
    "cisterns-for-island-schools",
)


@pytest.fixture
def terraces():
    return Award.objects.get(grant__slug=TERRACES)


@pytest.fixture
def cisterns():
    return Award.objects.get(grant__slug=CISTERNS)


def seen(client, word, award):
    """The page of `award` as the person of the cast called `word` finds it."""
    client.force_login(person(word))
    return client.get(award.get_absolute_url())


def ahead(model):
    """The columns of `model` in which some row names a day or a moment that is still to come."""
    for field in model._meta.concrete_fields:
        if isinstance(field, DateField):  # moments are days too
            now = timezone.now() if field.get_internal_type() == "DateTimeField" else timezone.localdate()
            if model._base_manager.filter(**{f"{field.name}__gt": now}).exists():
                yield f"{model._meta.label_lower}.{field.name}"


def test_the_call_was_opened_decided_and_announced_more_than_a_year_ago(client):
    call = Call.objects.get(slug="last-year")
    rules, year_ago = call.rules(), timezone.now() - timedelta(days=365)
    assert (call.state, str(call)) == ("decided", "Practice call of last year")
    assert rules.published_at < call.closes_at < call.announced_at < year_ago
    assert (rules.currency.code, rules.ceiling, rules.match_ratio) == ("USD", Decimal(35_000), Decimal(1))
    assert list(rules.instalments.values_list("percent", "gate", "needs_match")) == [
        (Decimal(50), "agreement", False),
        (Decimal(30), "progress", True),
        (Decimal(20), "final", False),
    ]
    assert list(rules.reports.values_list("months", "is_final")) == [(6, False), (12, True)]
    questions = Version.objects.get(questionnaire=call.report_questionnaire).asks.questions
    assert [one.key for one in questions] == ["partners", "others"]
    awarded = dict(Grant.objects.filter(application__call=call).values_list("slug", "title"))
    assert awarded.keys() == {PONDS, TERRACES, CISTERNS}
    page = client.get(reverse("call-announcement", args=[call.slug])).content.decode()
    assert [title for title in awarded.values() if title not in page] == []


def test_each_proposal_was_submitted_reviewed_decided_and_told_in_that_order():
    for one in Application.objects.filter(call__slug="last-year"):
        [sent], [review] = one.submissions.all(), one.reviews.all()
        eligible, approved = Decision.objects.filter(application=one).order_by("decided_at")
        order = [sent.submitted_at, eligible.decided_at, review.sent_at, approved.decided_at, approved.letter_sent_at]
        assert order == sorted(order) and len(set(order)) == 5
        assert (one.state, approved.outcome, one.authors.get().user) == ("awarded", "approved", person("grantee"))
        assert approved.amount == sum(row.amount for row in one.budget.filter(source="grant"))
        verbs = Entry.objects.timeline(one).values_list("verb", flat=True)
        assert list(verbs)[:4] == ["awarded", "put_forward", "appraised", "found_eligible"]
        moments = list(Entry.objects.timeline(one).values_list("at", flat=True))
        assert moments == sorted(moments, reverse=True) and moments[0] < timezone.now() - timedelta(days=365)


def test_the_first_grant_waits_for_its_agreement(client):
    grant = Grant.objects.get(slug=PONDS)
    assert (grant.state, Award.objects.filter(grant=grant).exists()) == ("approved", False)
    client.force_login(person("secretariat"))
    page = client.get(grant.get_absolute_url()).content.decode()
    assert reverse("begin-award", args=[grant.slug]) in page
    sources = grant.application.sources.order_by("pk")
    assert list(sources.values_list("contributor", "amount")) == [
        ("Practice Development Bank", Decimal(32_000)),
        ("Practice University", Decimal(8_000)),
        ("Practice Cooperative of Fish Farmers", Decimal(3_000)),
    ]


def test_the_second_grant_runs_and_something_of_everything_stands_there(terraces):
    assert (terraces.state, terraces.grant.state) == ("active", "active")
    agreement = terraces.agreements.get()
    assert [one.side for one in agreement.signatures.all()] == ["payer", "grantee"]
    assert list(terraces.instalments.values_list("amount", "state")) == [
        (Decimal(15_000), "paid"),
        (Decimal(9_000), "approved"),
        (Decimal(6_000), "planned"),
    ]
    progress, final = terraces.reports.all()
    today = timezone.localdate()
    assert (progress.state, final.state) == ("accepted", "due")
    assert final.ends_on < today < final.due_on < today + timedelta(days=30)
    steps = {str(one): [step.posting_id is not None for step in one.steps.all()] for one in terraces.match.all()}
    assert steps == {
        "Practice Foundation": [True],
        "Practice City Council": [False],
        "Practice Company for Pumps": [],
    }
    late = {str(kind): number for kind, number in how_many_late(Award.objects.filter(pk=terraces.pk), today).items()}
    assert late == {"report": 0, "match": 1, "instalment": 0, "document": 0}
    point = ActionPoint.objects.get(finding__award=terraces)
    assert (point.state, point.due_on < today, point.finding.visit) == ("open", True, Visit.objects.get(award=terraces))


def test_the_second_instalment_can_be_paid_and_not_by_who_approved_it(terraces):
    waits = terraces.instalments.get(position=2)
    assert closed(waits) == []
    assert waits.approved_by == person("secretariat").pseudonym
    assert Payment.objects.get(instalment__award=terraces).recorded_by == person("finance").pseudonym


def test_an_accepted_report_stands_in_the_framework_and_in_the_ledger(terraces):
    sent = ReportSubmission.objects.get(report__award=terraces)
    assert (sent.spendings.get().posting.amount, sent.spendings.get().posting.stage) == (Decimal("12730.75"), "spent")
    rows = Indicator.objects.filter(result__framework__project=terraces.grant.project)
    assert [(one.title, one.measure) for one in rows.order_by("pk")] == [
        ("Fields with terraces", "percentage"),
        ("Farmers trained", "unit"),
        ("Rules for common water", "qualitative"),
    ]
    measured = {one.indicator.title: one for one in Measurement.objects.filter(indicator__in=rows)}
    percent, people = measured["Fields with terraces"], measured["Farmers trained"]
    assert (percent.value, percent.n) == (Decimal(35), 60)
    parts = list(people.parts.order_by("pk").values_list("dimension", "key", "value"))
    assert parts == [("sex", "female", Decimal(27)), ("sex", "male", Decimal(19))]
    assert people.value == Decimal(46)


def test_the_third_grant_has_a_report_to_mend_and_more_time_to_sign(client, cisterns):
    first, extension = cisterns.agreements.all()
    assert (first.state, extension.state, extension.clause) == ("signed", "offered", "extension")
    assert extension.missing() == ["payer", "grantee"] and extension.ends_on > first.ends_on
    progress = cisterns.reports.get(position=1)
    assert progress.state == "returned" and progress.due_on > timezone.localdate()
    assert list(DueReport.objects.waiting_for(person("grantee")).filter(award=cisterns, state="returned")) == [progress]
    client.force_login(person("grantee"))
    page = client.get(progress.get_absolute_url()).content.decode()
    assert "Tell women and men apart." in page and "Say which two schools" in page
    assert not Measurement.objects.filter(indicator__result__framework__project=cisterns.grant.project).exists()


@pytest.mark.parametrize("slug", [TERRACES, CISTERNS])
@pytest.mark.parametrize("word", ["secretariat", "finance", "evaluator", "grantee"])
def test_the_page_of_an_award_says_what_its_records_say(client, word, slug):
    award = Award.objects.get(grant__slug=slug)
    page = seen(client, word, award)
    postings = Posting.objects.filter(project=award.grant.project)
    paid = postings.filter(stage="disbursed", is_parallel=False).aggregate(sum=Sum("amount"))["sum"]
    secured = postings.filter(stage="secured", is_parallel=True).aggregate(sum=Sum("amount"))["sum"]
    facts = {str(fact[0]): str(fact[1]) for fact in page.context["facts"]}
    assert award.amount == Decision.objects.standing().get(application__grant=award.grant).amount
    assert award.amount == sum(one.amount for one, *_rest in page.context["instalments"])
    assert facts["Awarded"] == award.in_words(award.amount)
    assert facts["Paid"] == award.in_words(paid)
    assert facts["Left to pay"] == award.in_words(award.amount - paid)
    assert matched(award).secured == secured
    ratio = f"{matched(award).ratio(secured):f}".rstrip("0").rstrip(".")
    assert facts["Match that is verified"] == f"{ratio} of 1 for each unit of the grant"
    shown = {source.pk: [step.pk for step, _verbs in steps] for source, steps, _verbs in page.context["sources"]}
    assert shown == {one.pk: list(one.steps.values_list("pk", flat=True)) for one in award.match.all()}


def test_nobody_else_of_the_cast_reads_an_award(client, terraces):
    for word in ("focal-point", "course-officer", "applicant", "reviewer", "committee"):
        assert (word, seen(client, word, terraces).status_code) == (word, 404)


def test_every_file_of_an_award_opens_as_a_pdf_that_says_that_it_is_invented(client, terraces, cisterns):
    client.force_login(person("finance"))
    files = [(award, one) for award in (terraces, cisterns) for one in File.objects.about(award)]
    assert sorted(one.name for _award, one in files) == [
        *["bank-advice.pdf"] * 2, *["proof-of-match.pdf"] * 3, *["signed-copy-grantee.pdf"] * 2,
        *["signed-copy-payer.pdf"] * 2,
    ]  # fmt: skip
    for award, one in files:
        answer = client.get(reverse("award-file", args=[award.pk, one.pk]))
        [page] = PdfReader(BytesIO(b"".join(answer.streaming_content))).pages
        assert page.extract_text() == f"Practice world, everything here is invented: {one.name[:-4].replace('-', ' ')}"


def test_who_keeps_pays_and_evaluates_has_that_role_in_the_programme_of_small_grants():
    scope = Programme.objects.get(slug="practice-small-grants").scope()
    held = {role.user.email.partition("@")[0]: role.role for role in Role.objects.filter(scope=scope)}
    assert held == {"secretariat": "secretariat", "finance": "finance", "evaluator": "evaluator"}
    assert not Role.objects.filter(user=person("grantee")).exists()


def test_only_ends_and_due_days_of_what_runs_lie_ahead():
    labels = {"grants", "awards", "monitoring", "results", "history", "notices", "files", "questionnaires"}
    models = [one for one in apps.get_models() if one._meta.app_label in labels]
    assert sorted(column for one in models for column in ahead(one)) == [
        "awards.agreement.ends_on",
        "awards.duereport.due_on",
        "awards.duereport.ends_on",
        "grants.application.starts_on",
        "grants.call.closes_at",
        "grants.callrules.deadline_at",
        "grants.grant.ends_earliest",
        "grants.grant.ends_latest",
        "grants.grant.starts_earliest",
        "grants.grant.starts_latest",
        "results.target.ends_on",
    ]


def test_what_was_told_in_the_past_was_read_then_and_goes_out_by_no_mail():
    told = Notice.objects.filter(user=person("grantee"))
    assert told.count() > 0
    assert set(told.values_list("mail", "due_at")) == {("none", None)}
    assert all(one.made_at == one.read_at for one in told)
    assert User.objects.filter(email__startswith="grantee@").count() == 1
