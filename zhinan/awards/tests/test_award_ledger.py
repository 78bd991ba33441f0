"""The ledger of an award: every posting, its balance, and what auditors take out."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from zhinan.accounts.tests.make import user
from zhinan.awards import actions, figures
from zhinan.awards.models import Award, MatchStep, Payment, Refund
from zhinan.awards.views.ledger import rows_of_all
from zhinan.files.tests.make import attached
from zhinan.network.models import Organisation
from zhinan.programmes.actions import post
from zhinan.programmes.models import Posting

from .make import TODAY, cast
from .portfolio import matched, people, spent, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
READERS = dict.fromkeys(("secretariat", "finance", "evaluator", "author", "administrator", "bound"), 200)
OTHERS = dict.fromkeys(("elsewhere", "nobody", "visitor"), 404)
COLUMNS = 27


@pytest.fixture
def made():
    """{name: Award}, see `portfolio.world`."""
    return world()


def browser(one=None):
    """A browser of the user `one`, or of a visitor."""
    client = Client()
    if one is not None:
        client.force_login(one)
    return client


def status(client, address):
    """How `client` is answered at `address`; a file is read to its end, which closes it."""
    answer = client.get(address)
    b"".join(answer)  # a redirection has nothing to read
    return answer.status_code


def rows(award, one=None):
    """The Rows of `award`, as an administrator reads them."""
    found = Award.objects.select_related("grant__project", "currency").get(pk=award.pk)
    return figures.rows_of([found], one or user("Administrator", "administrator"))


def sheet(client, address):
    """The rows of the CSV file at `address`, as {label: cell}."""
    text = b"".join(client.get(address)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_whoever_reads_the_award_reads_its_ledger_and_takes_it_out(made):
    found = people(made)
    for name in ("award-ledger", "award-ledger-file"):
        more = ["csv"] if name == "award-ledger-file" else []
        for key, expected in (("rice", READERS | OTHERS), ("bound", READERS | OTHERS | {"bound": 404, "author": 404})):
            address = reverse(name, args=[made[key].pk, *more])
            assert {who: status(browser(found.get(who)), address) for who in expected} == expected
    assert browser(found["author"]).get(reverse("award-ledger-file", args=[made["rice"].pk, "pdf"])).status_code == 404


def test_the_balance_is_what_was_paid_less_what_was_spent_and_returned(made):
    told = [(one.posting.stage, one.worth, one.balance) for one in rows(made["rice"])]
    assert sorted(told) == sorted(
        [
            ("secured", Decimal("15000.55"), Decimal("0.00")),
            ("disbursed", Decimal(100), Decimal("0.00")),
            ("disbursed", Decimal(10_000), Decimal(10_000)),
            ("spent", Decimal("1234.56"), Decimal("8765.44")),
            ("spent", Decimal(500), Decimal("8265.44")),
            ("spent", Decimal(-500), Decimal("8765.44")),
        ]
    )
    days = [one.posting.on for one in rows(made["rice"])]
    assert days == sorted(days)


def test_what_was_paid_in_another_currency_counts_as_it_was_worth_on_its_day(made):
    payment = Payment.objects.get(instalment__award=made["yuan"])
    row = next(one for one in rows(made["yuan"]) if one.posting.pk == payment.posting_id)
    assert (row.worth, row.posting.amount, row.dollars) == (
        payment.counted,
        Decimal("3755.83"),
        (Decimal("3755.83") * payment.posting.usd_rate).quantize(Decimal("0.01")),
    )
    assert row.worth != row.posting.amount


def test_a_payment_that_was_taken_back_and_its_opposite_lead_to_each_other(made):
    taken = Payment.objects.get(instalment__award=made["over"], taken_back__isnull=False)
    found = {one.posting.pk: one for one in rows(made["over"])}
    first, back = found[taken.posting_id], found[taken.taken_back_id]
    assert (first.taken_back_by, back.posting.reverses_id) == (back.posting, first.posting.pk)
    assert (first.origin.reason, back.origin.reason) == ("", "It came back")
    assert (first.worth, back.worth) == (4_000, -4_000)
    assert rows(made["over"])[-1].balance == 4_000
    page = browser(people(made)["finance"]).get(reverse("award-ledger", args=[made["over"].pk])).content.decode()
    assert (f'href="#p{taken.posting_id}"' in page, f'href="#p{taken.taken_back_id}"' in page) == (True, True)


def test_what_was_written_on_the_page_of_the_project_is_marked(made):
    assert {one.by_hand for one in rows(made["rice"]) if one.posting.stage == "spent"} == {True}
    assert {one.by_hand for one in rows(made["rice"]) if one.posting.stage in ("secured", "disbursed")} == {False}


@pytest.mark.parametrize("name", ["rice", "yuan", "over"])
def test_the_sums_at_the_foot_are_those_of_the_portfolio(made, name):
    office = browser(people(made)["secretariat"])
    foot = dict(office.get(reverse("award-ledger", args=[made[name].pk])).context["balances"])
    line = next(one for one in figures.lines(Award.objects.filter(pk=made[name].pk)))
    stands = figures.standing(made[name], made[name].instalments.prefetch_related("payments"))
    assert list(foot.values()) == [stands.worth, line.spent, line.returned]


def test_a_refund_in_another_currency_counts_as_its_worth_that_was_written_down(made):
    facts = {"contributor": made["yuan"].payer, "is_parallel": False, "kind": "cash", "stage": "returned"}
    rates = {"usd_rate": Decimal("1.30"), "rate_on": date(2023, 11, 1), "currency": Payment.objects.filter(
        instalment__award=made["yuan"]).get().currency}  # fmt: skip
    posted = post(
        made["yuan"].grant.project, by=None, on=date(2023, 11, 10), amount=Decimal(100), evidence="", **facts, **rates
    )
    Refund.objects.create(
        award=made["yuan"], on=posted.on, amount=100, currency=posted.currency, counted=Decimal("901.11"),
        reference="R-1", posting=posted,
    )  # fmt: skip
    line = figures.lines(Award.objects.filter(pk=made["yuan"].pk))[0]
    assert line.returned == Decimal("250.25") + Decimal("901.11")
    row = next(one for one in rows(made["yuan"]) if one.posting == posted)
    assert (row.worth, row.origin.words, row.origin.reference, row.by_hand) == (
        Decimal("901.11"),
        "Refund",
        "R-1",
        False,
    )


def test_the_file_for_auditors_says_who_approved_and_wrote_what_and_what_shows_it(made):
    people_of = cast(made["bound"])
    people_of["finance"].name = "Fatima Finance"
    people_of["finance"].save()
    advice = attached(made["yuan"])
    two = made["yuan"].instalments.select_related("award__currency").get(position=2)
    actions.approve(two, by=people_of["colleague"], on=date(2023, 10, 21))
    two.refresh_from_db()
    told = {"amount": two.amount, "currency": made["yuan"].currency, "on": date(2023, 10, 25), "reference": "=TT-9"}
    payment = actions.pay(two, told | {"advice": advice}, by=people_of["finance"], today=TODAY)
    address = reverse("award-ledger-file", args=[made["yuan"].pk, "csv"])
    row = next(
        one for one in sheet(browser(people(made)["evaluator"]), address) if one["Posting"] == str(payment.posting_id)
    )
    assert (row["Approved by"], row["Written by"]) == ("Colleague", "Fatima Finance")
    assert (row["Reference of the bank"], row["SHA-256 of the evidence"]) == ("'=TT-9", advice.sha256)
    assert (row["Amount"], row["Currency"], row["Worth in the currency of the award"]) == (
        "36667.00",
        "CNY",
        "36667.00",
    )
    assert len(row) == COLUMNS


def test_who_verified_match_wrote_its_posting(made):
    one = MatchStep.objects.filter(match__award=made["rice"]).first()
    row = next(each for each in rows(made["rice"]) if each.posting.pk == one.posting_id)
    assert (row.recorded_by, row.approved_by, row.origin.sha256) == ("Office", "", one.evidence.sha256)


def test_a_contributor_whom_the_reader_may_not_see_has_no_name(made):
    source = matched(made["rice"], 40, 40)
    Organisation.objects.filter(pk=source.organisation_id).update(audience="administrator", name="Hidden Trust")
    author = people(made)["author"]
    found = {
        one.contributor for one in rows(made["rice"], author) if one.posting.contributor_id == source.organisation_id
    }
    assert found == {""}


def test_the_file_of_the_portfolio_holds_every_posting_of_what_the_reader_sees(made):
    office = people(made)["bound"]
    seen = [made[name].grant.project_id for name in ("rice", "yuan", "begun", "over")]
    expected = set(Posting.objects.filter(project__in=seen).values_list("pk", flat=True))
    found = {int(row["Posting"]) for row in sheet(browser(office), reverse("portfolio-ledger", args=["csv"]))}
    assert found == expected
    narrowed = sheet(browser(office), reverse("portfolio-ledger", args=["csv"]) + "?sector=Water")
    assert {row["Grant"] for row in narrowed} == {str(made["over"].grant)}


def test_awards_are_read_some_at_a_time(made, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("zhinan.awards.views.ledger.AT_ONCE", 2)
    awards = Award.objects.filter(pk__in=[made[name].pk for name in ("rice", "yuan", "over", "begun")])
    reader = user("Administrator", "administrator")
    with django_assert_num_queries(22):
        found = list(rows_of_all(awards, reader))
    assert len(found) == Posting.objects.filter(project__in=awards.values("grant__project")).count()


def test_one_posting_and_three_take_the_same_queries(made, django_assert_num_queries):
    client = browser(people(made)["finance"])
    address = reverse("award-ledger", args=[made["begun"].pk])
    for more in (1, 2):
        for _turn in range(more):
            spent(made["begun"], 5)
        client.get(address)
        with django_assert_num_queries(12):
            client.get(address)


def test_an_award_without_postings_says_what_would_be_here(made):
    told = browser(people(made)["finance"]).get(reverse("award-ledger", args=[made["begun"].pk])).content.decode()
    assert "What is paid, spent, returned and given beside the award would stand here." in told
