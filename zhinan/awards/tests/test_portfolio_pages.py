"""The pages of the portfolio: who opens them, what is late, and how much cash is needed when."""

import csv
import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.awards import actions, figures
from zhinan.awards.models import Agreement, Award, DueReport, Instalment, Match
from zhinan.grants.models import Grant
from zhinan.grants.tests.make import grant
from zhinan.programmes.tests.make import programme

from .make import award, offered, rate, signed
from .portfolio import currency, matched, paid, people, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
PAGES = ("awards", "award-figures", "overdue", "cash")
CAST = ("secretariat", "finance", "evaluator", "bound", "elsewhere", "administrator", "author", "nobody", "visitor")
SEES = dict.fromkeys(CAST, 200) | {"nobody": 403, "visitor": 302}
DAY = date(2024, 3, 1)


@pytest.fixture
def here():
    """A programme."""
    return programme(name="Here", slug="here")


def browser(one=None):
    """A browser of the user `one`, or of a visitor."""
    client = Client()
    if one is not None:
        client.force_login(one)
    return client


def rows_of(client, address, **words):
    """The rows of the file at `address`, without its head."""
    text = client.get(address, words | {"format": "csv"}).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def status(client, address):
    """How `client` is answered at `address`; a file is read to its end, which closes it."""
    answer = client.get(address)
    b"".join(answer)  # a redirection has nothing to read
    return answer.status_code


def everything():
    """All awards."""
    return Award.objects.all()


def test_each_page_is_opened_by_those_whom_the_table_names():
    found = people(world())
    clients = {name: browser(found.get(name)) for name in CAST}
    for page in PAGES:
        assert {name: one.get(reverse(page)).status_code for name, one in clients.items()} == SEES
    for kind in ("csv", "xlsx"):
        address = reverse("portfolio-ledger", args=[kind])
        assert {name: status(one, address) for name, one in clients.items()} == SEES | {"author": 403}
    assert clients["finance"].get(reverse("portfolio-ledger", args=["pdf"])).status_code == 404
    assert clients["finance"].get(reverse("awards"), {"page": "9"}).status_code == 404


def test_an_office_without_awards_reads_what_would_be_here(here):
    client = browser(user("Office", "secretariat", here.scope()))
    for page in PAGES:
        assert client.get(reverse(page)).status_code == 200
    assert "An award begins on the page of its grant." in client.get(reverse("awards")).content.decode()


# What the pages ask: session and user 2, roles 1, the portfolio's own, and the frame of the page.
QUERIES = {"awards": 30, "award-figures": 18, "overdue": 14, "cash": 12}


@pytest.mark.parametrize("page", PAGES)
def test_one_award_and_three_take_the_same_queries(here, page, django_assert_num_queries):
    client = browser(user("Office", "secretariat", here.scope()))
    for more in (1, 2):
        for _turn in range(more):
            made = signed(award(30_000, 10_000, 20_000, found=grant(here, "KEN")))
            paid(made)
            matched(made, 100, 50)
        client.get(reverse(page))
        with django_assert_num_queries(QUERIES[page]):
            client.get(reverse(page))


def late_world(here):
    """An award with one thing of each kind that was due before DAY, and one that is due on it."""
    made = signed(award(30_000, 10_000, 5_000, 15_000, found=grant(here)))
    day = DAY - timedelta(days=1)
    for number, due in ((1, day), (2, DAY)):
        Instalment.objects.filter(award=made, position=number).update(due_on=due)
    DueReport.objects.filter(award=made).update(starts_on=SPAN[0], ends_on=SPAN[1], due_on=DAY - timedelta(days=5))
    matched(made, "0.80", "0.70", stage="disbursed", due_on=day)
    whole = matched(made, "0.80", "0.70", stage="disbursed", due_on=day)
    told = {"stage": "disbursed", "amount": Decimal("0.10"), "on": SPAN[0]}
    step = actions.tell_step(whole, told | {"evidence": whole.steps.get().evidence}, by=user("Author"), today=DAY)
    actions.verify_step(step, by=user("Office"))
    offered(made, "extension", ends_on=date(2024, 12, 31))
    before = timezone.make_aware(datetime(2024, 1, 30, 23, 0))  # thirty-one days before the first of March
    Agreement.objects.filter(award=made, state="offered").update(offered_at=before)
    return made


SPAN = (date(2023, 10, 3), date(2024, 1, 31))


def test_what_is_late_is_each_thing_whose_day_has_passed(here):
    made = late_world(here)
    found = [(one.kind, one.days, one.address) for one in figures.to_do(everything(), DAY)]
    page = made.get_absolute_url()
    assert found == [
        ("report", 5, DueReport.objects.overdue(DAY).get().get_absolute_url()),
        ("document", 1, f"{page}#agreements"),
        ("instalment", 1, f"{page}#instalments"),
        ("match", 1, f"{page}#match"),
    ]
    assert sum(figures.how_many_late(everything(), DAY).values()) == 4
    assert list(figures.with_late(everything(), DAY)) == [made]


@pytest.mark.parametrize("state", ["suspended", "terminated", "closed"])
def test_of_an_award_that_rests_or_is_over_no_report_match_or_instalment_is_late(here, state):
    made = late_world(here)
    Award.objects.filter(pk=made.pk).update(state=state)
    kinds = {one.kind for one in figures.to_do(everything(), DAY)}
    assert kinds == ({"document"} if state == "suspended" else set())


def test_of_a_cancelled_grant_nothing_is_late_or_needed(here):
    made = late_world(here)
    Grant.objects.filter(pk=made.grant_id).update(state="cancelled")
    assert (figures.to_do(everything(), DAY), figures.expected(everything())) == ([], [])


def test_who_still_has_to_report_stands_there_before_it_is_late(here):
    made = signed(award(30_000, found=grant(here)))
    DueReport.objects.filter(award=made).update(starts_on=SPAN[0], ends_on=SPAN[1], due_on=DAY + timedelta(days=5))
    assert [(one.kind, one.days) for one in figures.to_do(everything(), DAY)] == [("report", None)]
    assert figures.to_do(everything(), SPAN[1]) == []
    assert sum(figures.how_many_late(everything(), DAY).values()) == 0


def test_the_number_of_what_is_late_opens_its_list_and_so_does_each_kind(here):
    late_world(here)
    client = browser(user("Office", "secretariat", here.scope()))
    front = client.get(reverse("awards")).context
    asked = urlsplit(front["late_address"])
    words = {name: value[0] for name, value in parse_qs(asked.query).items()}
    assert len(rows_of(client, asked.path, **words)) == front["late"]
    opened = client.get(front["late_address"]).context
    assert opened["page"].paginator.count == front["late"]
    for _label, n, address, word in opened["kinds"]:
        assert client.get(reverse("overdue") + address).context["page"].paginator.count == n
        assert len(rows_of(client, reverse("overdue"), kind=word)) == n


def test_cash_is_needed_on_its_own_day_or_that_of_its_report_or_on_none(here):
    made = signed(award(30_000, 10_000, 5_000, 5_000, 10_000, found=grant(here)))
    gates = {1: ("agreement", None), 2: ("progress", None), 3: ("progress", date(2024, 8, 1)), 4: ("final", None)}
    for number, (gate, day) in gates.items():
        Instalment.objects.filter(award=made, position=number).update(gate=gate, due_on=day)
    facts = {"award": made, "starts_on": SPAN[0], "ends_on": SPAN[1]}
    DueReport.objects.all().delete()
    for position, day in ((1, date(2024, 5, 10)), (2, date(2024, 9, 10))):
        DueReport.objects.create(**facts, position=position, due_on=day)
    DueReport.objects.create(**facts, position=3, due_on=date(2024, 11, 5), is_final=True)
    found = [(one.instalment.position, one.day, one.is_from_report) for one in figures.expected(everything())]
    assert found == [
        (2, date(2024, 5, 10), True),
        (3, date(2024, 8, 1), False),
        (4, date(2024, 11, 5), True),
        (1, None, False),
    ]
    paid(made)
    Instalment.objects.filter(award=made, position=2).update(state="dropped", due_on=None)
    Instalment.objects.filter(award=made, position=3).update(due_on=None)
    found = [(one.instalment.position, one.day) for one in figures.expected(everything())]
    # What was dropped waits for nothing: the one after it waits for the first report.
    assert found == [(3, date(2024, 5, 10)), (4, date(2024, 11, 5))]


def test_each_month_equals_the_instalments_that_it_opens(here):
    rate("CNY", Decimal("7.1"))
    for code, amount in (("USD", 10_000), ("CNY", 33_333)):
        made = signed(award(amount, found=grant(here), currency=currency(code)))
        Instalment.objects.filter(award=made).update(due_on=date(2024, 5, 31))
    signed(award(700, found=grant(here)))
    client = browser(user("Office", "secretariat", here.scope()))
    months = client.get(reverse("cash")).context["months"]
    assert [(one.month, one.n, one.amounts, one.dollars) for _label, one, _address in months] == [
        ("2024-05", 2, {"CNY": 33_333, "USD": 10_000}, Decimal("14694.79")),
        ("-", 1, {"USD": 700}, 700),
    ]
    for _label, one, address in months:
        rows = rows_of(client, reverse("cash"), month=one.month)
        assert (len(rows), sum(Decimal(row[-1]) for row in rows)) == (one.n, one.dollars)
        assert client.get(reverse("cash") + address).context["page"].paginator.count == one.n
    assert rows_of(client, reverse("cash")) == [
        ["May 2024", "2", "CNY", "33333.00", "14694.79"],
        ["May 2024", "2", "USD", "10000.00", "14694.79"],
        ["no day yet", "1", "USD", "700.00", "700.00"],
    ]


def test_what_is_next_is_what_is_due_first_or_the_signature(here):
    made, begun = late_world(here), award(100, found=grant(here, title="Begun"))
    client = browser(user("Office", "secretariat", here.scope()))
    told = {row[0]: row[8] for row in rows_of(client, reverse("awards"))}
    late = (timezone.localdate() - DAY).days
    assert told == {str(made.grant): f"Final report: {late + 5} days late", "Begun": "The agreement is to be signed"}
    assert Match.objects.filter(award=begun).count() == 0


@pytest.mark.parametrize("sort", ["grant", "-payer", "awarded", "-on", "state", "currency"])
def test_the_list_is_sorted_by_its_columns(here, sort):
    for amount in (200, 100):
        award(amount, found=grant(here))
    client = browser(user("Office", "secretariat", here.scope()))
    assert len(rows_of(client, reverse("awards"), sort=sort)) == 2
