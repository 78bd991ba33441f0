"""The pages of the closure: from what is left to a closed grant, who may open what, and what everybody reads."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.awards import actions as awards
from zhinan.awards.models import Award, Refund
from zhinan.awards.tests.make import CAST, award, cast, dollars, granted, signed, transfer
from zhinan.awards.tests.test_pages import HIDDEN, OFFICE, READS, page, press
from zhinan.files.tests.make import upload
from zhinan.grants.models import Author
from zhinan.kit.choosers import with_key
from zhinan.knowledge.models import Solution
from zhinan.monitoring.tests.make import accepted, final, reported, spent, told
from zhinan.results.tests.make import framework, indicator, result, target

from .make import ended

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def today():
    """The day on which the pages are used."""
    return timezone.localdate()


@pytest.fixture
def here(today):
    """(Award, {word of the cast: Client}); it was paid, and its final report, of 12,000 of 30,000, is accepted."""
    made, clients, people = granted(today, audience="public")
    begun, ended = today - timedelta(days=200), today - timedelta(days=7)
    running = signed(award(30_000, found=made, awarded_on=begun), on=begun, today=today, ends_on=ended)
    office = cast(running)
    first = awards.approve(running.instalments.get(), by=office["colleague"], on=begun)
    awards.pay(first, transfer(first, on=begun), by=office["finance"], today=today)
    farmers = indicator(result(framework(project=made.project)), title="Farmers trained", measure="unit", unit="people")
    target(farmers, "100", days=(begun, ended))
    report = reported(spent(told(final(running)), Decimal(12_000)), farmers, value=Decimal(120))
    accepted(report, people["author"], people["secretariat"], today=today)
    return Award.objects.get(pk=running.pk), clients


def test_from_what_is_left_to_a_closed_grant(here, today):
    made, clients = here
    office, finance, address = clients["secretariat"], clients["finance"], reverse("award-closure", args=[made.pk])
    assert address in page(office, made.get_absolute_url())
    assert "USD 18,000 are left. Write down what came back." in page(office, address)
    answer = office.post(reverse("close-award", args=[made.pk]), {"on": today.isoformat(), "because": ""})
    assert (answer.status_code, "USD 18,000 are left" in answer.content.decode()) == (200, True)
    back = {"on": today.isoformat(), "amount": "18000", "currency": with_key(dollars()), "reference": "RF-7"}
    press(finance, "add-refund", made.pk, **back, advice=upload("advice.pdf"))
    assert "RF-7" in page(clients["author"], address)
    assert "USD 18,000 came back" in page(clients["author"], made.get_absolute_url())
    press(finance, "take-back-refund", Refund.objects.get().pk, on=today.isoformat(), because="Another grant")
    assert "taken back: Another grant" in page(office, address)
    press(finance, "add-refund", made.pk, **back)
    press(office, "document-lessons", made.pk)
    assert Solution.objects.get().get_absolute_url() in page(office, address)
    press(office, "close-award", made.pk, on=today.isoformat(), because="")
    closed = page(office, address)
    assert (Award.objects.get().state, "Close the grant" in closed, "Take the refund back" in closed) == (
        *("closed", False, False),
    )


def test_no_button_is_offered_once_it_is_closed(here, today):
    made, clients = here
    report, findings = final(made).get_absolute_url(), reverse("award-findings", args=[made.pk])
    pages = [made.get_absolute_url(), report, findings, reverse("award-closure", args=[made.pk])]
    offered = [f"/{name}/" for name in ("take-back", "add", "open", "close", "documents", "lessons")]
    assert sum(any(f'{one}"' in page(clients["secretariat"], at) for one in offered) for at in pages) == 4
    facts = {"on": today, "amount": Decimal(18_000), "currency": dollars(), "reference": "RF-7"}
    awards.refund(made, facts, by=user("Bank"), today=today)
    press(clients["secretariat"], "close-award", made.pk, on=today.isoformat(), because="Nothing new was learnt")
    for name in ("secretariat", "finance", "author"):
        assert [(at, one) for at in pages for one in offered if f'{one}"' in page(clients[name], at)] == []
    closed = page(clients["author"], pages[-1])
    assert ("passed with a reason" in closed, "Nothing new was learnt" in closed) == (True, True)


def test_everybody_reads_what_came_of_a_closed_grant_and_no_more(here, today):
    made, clients = here
    address, visitor = made.grant.get_absolute_url(), clients["visitor"]
    assert "What came of it" not in page(visitor, address)
    facts = {"on": today, "amount": Decimal(18_000), "currency": dollars(), "reference": "RF-7"}
    awards.refund(made, facts, by=user("Bank"), today=today)
    press(clients["secretariat"], "document-lessons", made.pk)
    press(clients["secretariat"], "close-award", made.pk, on=today.isoformat(), because="")
    told = page(visitor, address)
    ledger = f'<a href="{made.grant.project.get_absolute_url()}#ledger">'
    assert [f"{ledger}USD {one}</a>" in told for one in ("30,000", "12,000", "18,000")] == [True] * 3
    assert ("Farmers trained" in told, "120 people" in told, "100 people" in told) == (True, True, True)
    hidden = ("RF-7", "TT-1", "advice", "Author", "Lessons", "Dig before the rain", "/awards/")
    assert [one for one in hidden if one in told] == []
    solution = Solution.objects.get()
    assert solution.get_absolute_url() not in told
    Solution.objects.update(audience="public")
    assert solution.get_absolute_url() in page(visitor, address)
    made.grant.project.__class__.objects.update(audience="staff")
    told = page(visitor, address)
    assert ("What came of it" in told, "USD 12,000" in told) == (True, False)


def test_the_page_of_a_grant_that_is_not_closed_says_nothing_of_its_money(here):
    made, clients = here
    told = page(clients["visitor"], made.grant.get_absolute_url())
    assert ("USD" in told, "Agreement and money" in told) == (False, False)
    assert "Agreement and money" in page(clients["author"], made.grant.get_absolute_url())


FINANCE = OFFICE | {"secretariat": 403, "finance": 200}
ACCESS = {
    "award-closure": READS | HIDDEN,
    "award-bundle": READS | HIDDEN,
    "award-archive": READS | HIDDEN,
    "close-award": OFFICE,
    "document-lessons": OFFICE,
    "add-refund": FINANCE,
    "take-back-refund": FINANCE,
}


@pytest.mark.parametrize("name", ACCESS)
def test_each_page_is_opened_by_those_whom_the_table_names(here, today, name):
    made, clients = here
    facts = {"on": today, "amount": Decimal(18_000), "currency": dollars(), "reference": "RF-7"}
    found = awards.refund(made, facts, by=user("Bank"), today=today)
    address = reverse(name, args=[found.pk if name == "take-back-refund" else made.pk])
    assert {one: status(clients[one], address) for one in CAST} == ACCESS[name]


def status(client, address):
    """How `address` answers `client`; a file that it gives is read to its end, as a browser does."""
    answer = client.get(address)
    if answer.streaming:
        assert answer.getvalue()
    return answer.status_code


def test_whoever_declared_a_tie_reads_no_archive_even_if_they_see_everything(here):
    made, _clients = here
    admin = user("Admin", "administrator")
    client = Client()
    client.force_login(admin)
    address = reverse("award-bundle", args=[made.pk])
    before = client.get(address).status_code
    one = Author.objects.get(application__grant=made.grant).application
    one.recusals.create(user=admin, tie="family", declared_at=timezone.now())
    assert (before, client.get(address).status_code) == (200, 403)


def test_the_closure_takes_the_same_queries_for_three_refunds_as_for_one(here, today):
    made, clients = here
    address, counts = reverse("award-closure", args=[made.pk]), []
    for times in (1, 2):
        for _turn in range(times):
            facts = {"on": today, "amount": Decimal(10), "currency": dollars(), "reference": "RF"}
            awards.refund(made, facts, by=user(), today=today)
        with CaptureQueriesContext(connection) as asked:
            clients["author"].get(address)
        counts.append(len(asked))
    assert counts == [19, 19]


@pytest.mark.parametrize("verb", ["close", "cancel"])
def test_a_grant_does_not_end_beside_its_award(verb):
    made, _people = ended()
    client = Client()
    client.force_login(user("Office", "secretariat", made.programme().scope()))
    answer = client.post(reverse(f"{verb}-grant", args=[made.grant.slug]), {"on": "2024-07-20"}, follow=True)
    assert "Its award is underway." in answer.content.decode()
    assert type(made.grant).objects.get(pk=made.grant_id).state == "active"
