"""A portfolio in which all has happened that can: currencies, payments taken back, reversals, what is hidden."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.awards import actions
from zhinan.awards.models import Award, Instalment
from zhinan.awards.states import InstalmentState
from zhinan.codelists.models import Currency
from zhinan.files.tests.make import attached
from zhinan.grants.models import Author, Grant, Recusal
from zhinan.grants.tests.make import application, call, grant
from zhinan.network.tests.make import organisation
from zhinan.programmes.actions import reverse
from zhinan.programmes.tests.make import posting, programme

from .make import APPROVED, SIGNED, TODAY, award, cast, dollars, rate, signed, transfer

SPENT = {"kind": "cash", "stage": "spent", "is_parallel": False, "on": date(2023, 11, 1)}
OFFICE = ("secretariat", "finance", "evaluator")


def currency(code):
    """The currency with this code."""
    return Currency.objects.get(code=code)


def paid(made, position=1, **facts):
    """The payment of an instalment of the award `made`."""
    people = cast(made)
    one = made.instalments.select_related("award__currency").get(position=position)
    if one.state == InstalmentState.PLANNED:
        actions.approve(one, by=people["colleague"], on=APPROVED)
    one = Instalment.objects.select_related("award__currency").get(pk=one.pk)
    return actions.pay(one, transfer(one, **facts), by=people["finance"], today=TODAY)


def matched(made, amount, verified=None, stage="secured", **facts):
    """A source of match of the award `made`, of which `verified` was secured or delivered."""
    told = {"organisation": organisation(), "kind": "cash", "amount": Decimal(amount), "currency": dollars()} | facts
    source = actions.add_match(made, told, by=None)
    if verified is not None:
        step = {"stage": stage, "amount": Decimal(verified), "on": SIGNED, "evidence": attached(made)}
        one = actions.tell_step(source, step, by=user("Author"), today=TODAY)
        actions.verify_step(one, by=user("Office"))
    return source


def spent(made, amount, **facts):
    """What was spent of the award `made`, as the ledger has it."""
    return posting(made.grant.project, amount=Decimal(amount), **SPENT | facts)


def world():
    """{name: Award} of one programme, but for `elsewhere`; one was put away, and of one somebody is recused.

    Rates are those of the day of the award: a euro is 1.25 dollars, a yuan 0.14.
    """
    for code, per_usd in (("EUR", "0.8"), ("CNY", "7.1")):
        rate(code, Decimal(per_usd))
    here = programme(name="Here", slug="here")
    made = {
        "rice": signed(award(30_000, 10_000, 20_000, found=grant(here, "KEN", "TZA", sector="Farming"))),
        "yuan": signed(award(70_000, 33_333, 36_667, found=grant(here, "KEN"), currency=currency("CNY"))),
        "begun": award(5_000, found=grant(here), awarded_on=date(2023, 9, 20)),
        "over": signed(award(9_000, 4_000, 5_000, found=grant(here, sector="Water"))),
        "away": signed(award(8_000, found=grant(here))),
        "bound": signed(award(7_000, found=grant(here, sector="Farming"))),
        "elsewhere": signed(award(6_000, found=grant(programme(name="There", slug="there")))),
    }
    paid(made["rice"])
    actions.approve(made["rice"].instalments.get(position=2), by=user("Office"), on=APPROVED)
    matched(made["rice"], 20_000, "15000.55")
    matched(made["rice"], 100, 100, stage="disbursed")
    spent(made["rice"], "1234.56")
    reverse(spent(made["rice"], 500), by=None, on=date(2023, 11, 2), evidence="Slip")
    spent(made["yuan"], "100.01", currency="EUR", rate="1.26")
    paid(made["yuan"], amount=Decimal("3755.83"), currency=currency("EUR"))
    spent(made["yuan"], "250.25", currency="CNY", rate="0.15", stage="returned")
    taken = paid(made["over"])
    actions.take_back(taken, by=user("Finance"), on=TODAY, because="It came back", today=TODAY)
    paid(made["over"], reference="TT-2")
    signed(made["over"], "termination", on=date(2023, 11, 20))
    for name in ("away", "bound", "elsewhere"):
        paid(made[name])
        spent(made[name], 77)
        matched(made[name], 11, 11)
    Grant.objects.filter(pk=made["away"].grant_id).update(audience="archive")
    return {name: Award.objects.get(pk=one.pk) for name, one in made.items()}


def people(made):
    """{word: User} of who may look at the `world` `made`: "bound" is an officer who is recused from one award."""
    scope = made["rice"].programme().scope()
    found = {name: user(name, name, scope) for name in OFFICE} | {"bound": user("Bound", "finance", scope)}
    found |= {"elsewhere": user("Elsewhere", "secretariat", made["elsewhere"].programme().scope())}
    found |= {"administrator": user("Administrator", "administrator"), "nobody": user("Nobody")}
    place = call(made["rice"].programme(), slug="a-call")
    facts = {"state": "awarded", "summary": "Ponds"}
    one, two = (application(place, user(name), grant=made[name].grant, **facts) for name in ("rice", "bound"))
    found["author"] = Author.objects.get(application=one).user
    Recusal.objects.create(application=two, user=found["bound"], tie="family", declared_at=timezone.now())
    return found
