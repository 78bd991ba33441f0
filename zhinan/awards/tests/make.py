"""Short makers for the tests of this room, and of those above it."""

from datetime import date
from decimal import Decimal

from django.test import Client
from django.utils import timezone

from zhinan.accounts.tests.make import user
from zhinan.awards import actions
from zhinan.awards.models import Award, Clause, Side
from zhinan.codelists.models import Currency, ExchangeRate
from zhinan.files.tests.make import attached
from zhinan.grants import actions as grants
from zhinan.grants.models import Application
from zhinan.grants.tests.make import application, call, grant
from zhinan.grants.tests.whole import whole
from zhinan.network.tests.make import organisation
from zhinan.programmes.tests.make import programme

AWARDED, SIGNED, APPROVED, TODAY = date(2023, 9, 15), date(2023, 10, 2), date(2023, 10, 5), date(2023, 12, 1)


def dollars():
    """The currency."""
    return Currency.objects.get(code="USD")


def rate(code, per_usd, on=AWARDED):
    """That a dollar is `per_usd` of the currency `code` since the day `on`."""
    return ExchangeRate.objects.create(currency=Currency.objects.get(code=code), on=on, per_usd=per_usd, source="Bank")


def award(amount=30_000, *cuts, found=None, **facts):
    """An award of `amount` dollars for a grant of a programme, in instalments of `cuts`; all else as `facts` say."""
    found = found or grant(programme(), state="approved", approved_on="2023")
    facts = {"payer": organisation(), "currency": dollars(), "awarded_on": AWARDED} | facts
    made = actions.begin(found, {"amount": Decimal(amount), **facts}, by=None, today=timezone.localdate())
    for number, cut in enumerate(cuts):
        if number == 0:
            actions.set_amount(made.instalments.get(), Decimal(cut), by=None, because="Cut")
        else:
            actions.add_instalment(made, {"amount": Decimal(cut), "gate": "agreement"}, by=None)
    return made


def with_proposal(**rules):
    """An award for a proposal that was submitted to a call with these `rules`, with its author in `made.author`."""
    author, opened = user("Author"), call(programme(), **rules)
    proposal = whole(opened, author)
    grants.submit(proposal, by=author, now=timezone.now())
    found = grant(opened.programme, state="approved", approved_on="2023", title="Rice and fish")
    Application.objects.filter(pk=proposal.pk).update(state="awarded", grant=found)
    made = award(20_000, found=found)
    Award.objects.filter(pk=made.pk).update(rules=opened.rules(), submission=proposal.submissions.get())
    made = Award.objects.get(pk=made.pk)
    made.author = author
    return made


CAST = ("secretariat", "finance", "evaluator", "author", "other author", "nobody", "visitor")


def granted(today, begun=1, **facts):
    """(grant, {word of CAST: Client}, {word: User}) of a programme that runs for years, approved `begun` years ago."""
    found = programme(starts_on=str(today.year - 1 - begun), ends_on=str(today.year + 3), **facts)
    made = grant(found, state="approved", approved_on=str(today.year - begun), audience="public")
    people = {name: user(name, name, found.scope()) for name in ("secretariat", "finance", "evaluator")}
    people |= {name: user(name.title()) for name in ("author", "other author", "nobody")}
    application(call(found), people["author"], state="awarded", grant=made, summary="Ponds")
    application(call(found, title="Second call", slug="second"), people["other author"])
    clients = {name: Client() for name in CAST}
    for name, one in people.items():
        clients[name].force_login(one)
    return made, clients, people


def cast(made):
    """{role: user} of who keeps and who pays the award `made`."""
    scope = made.programme().scope()
    people = {name: user(name.title(), name, scope) for name in ("secretariat", "finance")}
    return people | {"colleague": user("Colleague", "secretariat", scope)}


def signature(made, side, on=SIGNED, **facts):
    """What is written down of a signature for one `side` of a document of the award `made`."""
    return {"side": side, "name": "Somebody", "position": "Director", "on": on, "copy": attached(made)} | facts


def offered(made, clause=Clause.AGREEMENT, **facts):
    """A document of the award `made` that was offered for signature."""
    told = {Clause.AGREEMENT: {"ends_on": date(2024, 6, 30)}}.get(clause, {"reason": "Needed"})
    drafted = actions.draft(made, clause, told | facts, by=None)
    return actions.offer(drafted, by=None, now=None)


def signed(made, clause=Clause.AGREEMENT, by=None, on=SIGNED, today=TODAY, **facts):
    """The award `made`, after a document was signed by all who must."""
    found = offered(made, clause, **facts)
    for side in found.sides():
        actions.sign(found, signature(made, side, on), by=by or user("Office"), today=today)
    return Award.objects.get(pk=made.pk)


def transfer(instalment, on=date(2023, 10, 20), **facts):
    """What is written down of the payment of `instalment`."""
    told = {"amount": instalment.amount, "currency": instalment.award.currency, "on": on, "reference": "TT-1"}
    return told | facts


BOTH = (Side.PAYER, Side.GRANTEE)
