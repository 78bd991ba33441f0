"""Who is told what becomes of an award: those who act next, never who did it, and nobody whom something binds."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from zhinan.accounts.actions import grant_role
from zhinan.accounts.tests.make import user
from zhinan.awards import actions
from zhinan.awards.models import Clause
from zhinan.files.tests.make import attached
from zhinan.grants.models import Recusal
from zhinan.grants.tests.make import application, call, grant
from zhinan.network.tests.make import organisation
from zhinan.notices.models import Notice
from zhinan.programmes.tests.make import programme

from .make import APPROVED, TODAY, award, offered, signed, transfer
from .portfolio import matched

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def people():
    """{word: User}; "own" keeps and pays, and wrote the application; "bound" keeps and pays, with a tie."""
    place = programme(name="Here")
    found = {name: user(name, name, place.scope()) for name in ("secretariat", "finance", "evaluator")}
    found |= {name: user(name, "secretariat", place.scope()) for name in ("own", "bound")}
    for name in ("own", "bound"):
        grant_role(found[name], "finance", place.scope())
    found["elsewhere"] = user("elsewhere", "secretariat", programme(name="There").scope())
    found |= {"author": user("author"), "gone": user("gone"), "nobody": user("nobody")}
    made = grant(place, state="approved", approved_on="2023", title="Ponds")
    authors = (found["author"], found["own"], found["gone"])
    one = application(call(place), *authors, state="awarded", grant=made, summary="Ponds")
    Recusal.objects.create(application=one, user=found["bound"], tie="family", declared_at=timezone.now())
    found["gone"].is_active = False
    found["gone"].save()
    return found | {"grant": made}


def heard(act):
    """{what was said: who heard it} when `act` was done."""
    Notice.objects.all().delete()
    act()
    found = {}
    for one in Notice.objects.select_related("user"):
        found.setdefault(one.words({}), set()).add(one.user.name)
    return found


def begun(people):
    """The award of the grant."""
    return award(30_000, found=people["grant"])


def running(people):
    """The award of the grant, signed."""
    return signed(begun(people))


def test_a_document_that_is_offered_waits_for_the_signature_of_who_receives_the_grant(people):
    made = begun(people)
    drafted = actions.draft(made, Clause.AGREEMENT, {"ends_on": date(2024, 6, 30)}, by=people["secretariat"])
    told = heard(lambda: actions.offer(drafted, by=people["secretariat"], now=timezone.now()))
    assert told == {"Grant agreement 1 of “Ponds” waits for your signature.": {"author", "own"}}


def test_what_the_payer_alone_signs_waits_for_nobody_else(people):
    made = running(people)
    assert heard(lambda: offered(made, Clause.SUSPENSION)) == {}


def test_an_instalment_that_is_approved_waits_for_finance(people):
    one = running(people).instalments.get()
    told = heard(lambda: actions.approve(one, by=people["secretariat"], on=APPROVED))
    assert told == {"An instalment of “Ponds” waits to be paid: USD 30,000.": {"finance"}}


def test_who_approves_is_not_told_that_it_waits(people):
    grant_role(people["secretariat"], "finance", people["grant"].project.programme.scope())
    one = running(people).instalments.get()
    told = heard(lambda: actions.approve(one, by=people["secretariat"], on=APPROVED))
    assert list(told.values()) == [{"finance"}]


def test_a_payment_is_told_to_who_receives_it_without_its_reference(people):
    one = to_pay(people)
    told = heard(lambda: actions.pay(one, transfer(one), by=people["finance"], today=TODAY))
    assert told == {"An instalment of “Ponds” was paid: USD 30,000, on 20 October 2023.": {"author", "own"}}
    assert "TT-1" not in str(list(Notice.objects.values()))


def to_pay(people):
    """The approved instalment of the running award."""
    one = actions.approve(running(people).instalments.get(), by=people["secretariat"], on=APPROVED)
    return type(one).objects.select_related("award__currency").get(pk=one.pk)


def test_a_payment_that_is_taken_back_is_told_to_the_secretariat_and_to_who_receives_it(people):
    one = to_pay(people)
    payment = actions.pay(one, transfer(one), by=people["finance"], today=TODAY)
    told = heard(
        lambda: actions.take_back(payment, by=people["finance"], on=TODAY, because="It came back.", today=TODAY)
    )
    assert told == {"A payment of “Ponds” was taken back: It came back.": {"secretariat", "author", "own"}}


def step(made):
    """What is told of the match of the award `made`."""
    return {"stage": "secured", "amount": Decimal(500), "on": TODAY, "evidence": attached(made)}


def test_match_that_is_told_waits_for_secretariat_and_finance_and_who_receives_the_grant_hears_that_it_is_verified(
    people,
):
    made = running(people)
    source = matched(made, 1_000, organisation=organisation(name="Bank"))
    told = heard(lambda: actions.tell_step(source, step(made), by=people["author"], today=TODAY))
    assert told == {"Match of “Ponds” waits to be verified: Bank, USD 500.": {"secretariat", "finance"}}
    told = heard(lambda: actions.verify_step(source.steps.get(), by=people["finance"]))
    assert told == {"Match of “Ponds” is verified: Bank, USD 500.": {"author", "own"}}


def test_who_tells_of_match_is_not_told(people):
    made = running(people)
    told = heard(lambda: actions.tell_step(matched(made, 1_000), step(made), by=people["secretariat"], today=TODAY))
    assert list(told.values()) == [{"finance"}]


def test_a_report_waits_for_those_who_may_read_it(people):
    made = running(people)
    report = made.reports.get()
    told = heard(lambda: actions.send_report(report, by=people["author"], today=date(2024, 7, 20)))
    assert told == {"Final report of “Ponds” waits to be read.": {"secretariat"}}
    told = heard(lambda: actions.remind_of_reports(on=date(2025, 1, 1)))
    assert told == {}


def test_of_a_report_that_is_late_hear_who_writes_it_and_who_keeps_the_award(people):
    running(people)
    (heard_it,) = heard(lambda: actions.remind_of_reports(on=date(2024, 8, 2))).values()
    assert heard_it == {"author", "own", "secretariat"}


def test_where_the_programme_is_gone_nobody_of_an_office_is_told(people):
    one = running(people).instalments.get()
    type(one.award.grant.project).objects.update(programme=None)
    assert heard(lambda: actions.approve(one, by=people["secretariat"], on=APPROVED)) == {}
