"""The pages of an award: from the agreement to a payment that was taken back, and who may open what."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from zhinan.accounts.models import User
from zhinan.awards import actions
from zhinan.awards.models import Agreement, Award, Instalment, Match, MatchStep, Payment
from zhinan.files.tests.make import attached, upload
from zhinan.grants.models import Application, Recusal
from zhinan.kit.choosers import with_key
from zhinan.network.tests.make import organisation

from .make import CAST, award, cast, dollars, granted, signed, transfer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]


@pytest.fixture
def today():
    """The day on which the pages are used."""
    return timezone.localdate()


@pytest.fixture
def here(today):
    """(grant, {word of the cast: Client}) of a programme that runs for years, approved this year."""
    made, clients, _people = granted(today, begun=0)
    return made, clients


def page(client, address):
    """What `client` reads at `address`."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def press(client, called, key, *more, **typed):
    """Send the form of the page `called` so; what is refused fails the test with its sentence."""
    answer = client.post(reverse(called, args=[key, *more]), typed)
    assert answer.status_code == 302, answer.content.decode()
    return answer


def test_from_the_agreement_to_a_payment_that_was_taken_back(here, today):
    found, clients = here
    office, finance = clients["secretariat"], clients["finance"]
    payer = organisation(name="Fund")
    assert "Prepare the agreement" in page(office, found.get_absolute_url())
    press(
        office, "begin-award", found.slug, payer=with_key(payer), amount="30000", currency=with_key(dollars()),
        match_ratio="0.5", awarded_on=today.isoformat(), conditions="",
    )  # fmt: skip
    made = Award.objects.get()
    assert "Agreement and money" in page(office, found.get_absolute_url())
    ends_on = date(today.year + 1, 6, 30).isoformat()
    press(office, "draft-document", made.pk, "agreement", starts_on="", ends_on=ends_on, terms="")
    drafted = Agreement.objects.get()
    press(office, "offer-agreement", drafted.pk)
    for side in ("payer", "grantee"):
        words = {"name": "Somebody", "position": "Director", "on": today.isoformat(), "copy": upload("signed.pdf")}
        press(office, "sign-agreement", drafted.pk, side=side, **words)
    first = Instalment.objects.get()
    told = page(office, made.get_absolute_url())
    assert ('passed">The agreement is signed and in force' in told, told.count("Signed copy")) == (True, 2)
    press(office, "approve-instalment", first.pk)
    pay = {"on": today.isoformat(), "amount": "30000", "currency": with_key(dollars()), "reference": "TT-7"}
    press(finance, "pay-instalment", first.pk, **pay, advice=upload("advice.pdf"))
    assert "USD 30,000 paid on" in page(clients["author"], made.get_absolute_url())
    press(finance, "take-back-payment", Payment.objects.get().pk, on=today.isoformat(), because="It came back")
    assert "taken back: It came back" in page(office, made.get_absolute_url())
    press(
        office, "add-match", made.pk, organisation=with_key(organisation(name="Bank")), kind="cash", amount="15000",
        currency=with_key(dollars()), valuation_method="", due_on="",
    )  # fmt: skip
    words = {"stage": "secured", "on": today.isoformat(), "amount": "15000", "evidence": upload("letter.pdf")}
    press(clients["author"], "tell-match", Match.objects.get().pk, **words)
    assert "not verified yet" in page(office, made.get_absolute_url())
    press(office, "verify-step", MatchStep.objects.get().pk)
    assert "0.50 of 0.50 for each unit of the grant" in page(office, made.get_absolute_url())


def test_what_is_refused_is_said_at_its_field_and_what_was_typed_stays(here, today):
    found, clients = here
    made = award(30_000, found=found, awarded_on=today)
    answer = clients["secretariat"].post(
        reverse("draft-document", args=[made.pk, "agreement"]),
        {"starts_on": "", "ends_on": date(today.year + 9, 1, 1).isoformat(), "terms": "Own words"},
    )
    told = answer.content.decode()
    assert (answer.status_code, "no agreement goes beyond it" in told, "Own words" in told) == (
        200,
        True,
        True,
    )
    assert Agreement.objects.count() == 0


def test_what_is_sent_twice_is_written_down_once(here, today):
    found, clients = here
    made = award(30_000, found=found, awarded_on=today)
    typed = {"organisation": with_key(organisation(name="Bank")), "kind": "cash", "amount": "5", "due_on": ""}
    typed |= {"currency": with_key(dollars()), "valuation_method": "", "once": str(uuid4())}
    for _turn in range(2):
        press(clients["secretariat"], "add-match", made.pk, **typed)
    assert Match.objects.count() == 1
    assert "This was sent twice, and written down once." in page(clients["secretariat"], made.get_absolute_url())


READS = dict.fromkeys(("secretariat", "finance", "evaluator", "author"), 200)
HIDDEN = dict.fromkeys(("other author", "nobody", "visitor"), 404)
OFFICE = {"secretariat": 200, "finance": 403, "evaluator": 403, "author": 403} | HIDDEN
ACCESS = {
    "award": READS | HIDDEN,
    "meet-conditions": OFFICE,
    "draft-document": OFFICE,
    "add-instalment": OFFICE,
    "add-match": OFFICE,
    "offer-agreement": OFFICE,
    "sign-agreement": OFFICE,
    "withdraw-agreement": OFFICE,
    "set-instalment": OFFICE,
    "drop-instalment": OFFICE,
    "approve-instalment": OFFICE,
    "unapprove-instalment": OFFICE,
    "pay-instalment": OFFICE | {"secretariat": 403, "finance": 200},
    "take-back-payment": OFFICE | {"secretariat": 403, "finance": 200},
    "name-match": OFFICE,
    "tell-match": OFFICE | {"author": 200},
    "verify-step": OFFICE | {"finance": 200},
    "take-back-step": OFFICE | {"finance": 200},
}


ABOUT = {"agreement": Agreement, "instalment": Instalment, "payment": Payment, "step": MatchStep}
OF = {name: ABOUT.get(name.rpartition("-")[2], Award) for name in ACCESS}
OF |= {"add-instalment": Award, "name-match": Match, "tell-match": Match}


def prepared(found, today):
    """An award of the grant `found` that was paid, with a source of match of which somebody else told a step."""
    made = signed(
        award(30_000, found=found, awarded_on=today), on=today, today=today, ends_on=date(today.year + 1, 6, 30)
    )
    people = cast(made)
    first = actions.approve(made.instalments.get(), by=people["colleague"], on=today)
    actions.pay(first, transfer(first, on=today), by=people["finance"], today=today)
    facts = {"organisation": organisation(), "kind": "cash", "amount": Decimal(5), "currency": dollars()}
    step = {"stage": "secured", "amount": Decimal(5), "on": today, "evidence": attached(made)}
    actions.tell_step(actions.add_match(made, facts, by=None), step, by=people["colleague"], today=today)


@pytest.mark.parametrize("name", ACCESS)
def test_each_page_is_opened_by_those_whom_the_table_names(here, today, name):
    found, clients = here
    prepared(found, today)
    key = OF[name].objects.first().pk
    address = reverse(name, args=[key, *(["agreement"] if name == "draft-document" else [])])
    assert {one: clients[one].get(address).status_code for one in CAST} == ACCESS[name]


def test_who_is_bound_to_a_grant_does_not_begin_its_award(here, today):
    found, clients = here
    address = reverse("begin-award", args=[found.slug])
    assert clients["secretariat"].get(address).status_code == 200
    one = Application.objects.get(grant=found)
    Recusal.objects.create(
        application=one, user=User.objects.get(name="secretariat"), tie="family", declared_at=timezone.now()
    )
    assert clients["secretariat"].get(address).status_code == 403
    assert "Prepare the agreement" not in page(clients["secretariat"], found.get_absolute_url())
