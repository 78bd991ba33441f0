"""What became of the money of many awards: a line for each, and sums that equal their lists."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Case, Count, DecimalField, F, Q, Sum, When
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.history.models import ARCHIVE
from zhinan.programmes.models import Kind, Stage

from ..models import Award, Instalment, Refund
from ..models.awards import RUNNING
from ..rules.matched import Matched, matched_of
from ..rules.postings import worth
from ..rules.worth import to_the_cent
from ..states import AwardState, InstalmentState

NOTHING = Decimal(0)
OVER = (AwardState.TERMINATED, AwardState.CLOSED)

# What is added up, in the order in which it is shown; each is read from a Line.
MEASURES = {
    "awarded": pgettext_lazy("sum of awards", "Awarded"),
    "approved": pgettext_lazy("sum of awards", "Approved for payment"),
    "paid": pgettext_lazy("sum of awards", "Paid"),
    "left": gettext_lazy("Left to pay"),
    "spent": pgettext_lazy("sum of awards", "Spent"),
    "returned": pgettext_lazy("sum of awards", "Returned"),
    "pledged": gettext_lazy("Match pledged"),
    "secured": gettext_lazy("Match verified"),
    "delivered": gettext_lazy("Match delivered"),
}
PLAIN = ("pk", "currency__code", "currency", "amount", "usd_rate", "rate_on", "match_ratio", "awarded_on", "state")
OF_GRANT = ("grant__state", "grant", "grant__sector", "grant__purpose__code")


@dataclass(slots=True)
class Line:
    """The money of one award, every sum in its own currency and to the cent.

    `spent` and `returned` are its own cash in the ledger; `unrated` counts postings of it that no rate makes
    comparable, which are in no sum.
    """

    pk: int
    code: str
    currency_id: int
    awarded: Decimal
    usd_rate: Decimal
    rate_on: date
    match_ratio: Decimal
    awarded_on: date
    state: str
    grant_state: str
    grant: int
    sector: str
    purpose: str
    approved: Decimal = NOTHING
    paid: Decimal = NOTHING
    spent: Decimal = NOTHING
    returned: Decimal = NOTHING
    unrated: int = 0
    matched: Matched | None = None
    kept: dict = field(default_factory=dict)

    @property
    def amount(self):
        """What was awarded, as the award itself calls it."""
        return self.awarded

    @property
    def is_over(self):
        """Whether nothing is paid any more."""
        return self.state in OVER or self.grant_state not in RUNNING

    @property
    def left(self):
        """What was awarded and is not paid; nothing once the award is over."""
        return NOTHING if self.is_over else self.awarded - self.paid

    def value(self, measure):
        """One of MEASURES in the currency of the award."""
        return getattr(self.matched if measure in ("pledged", "secured", "delivered") else self, measure)

    def dollars(self, measure):
        """One of MEASURES in US dollars by the rate of the day of the award, to the cent."""
        if measure not in self.kept:
            self.kept[measure] = to_the_cent(self.value(measure) * self.usd_rate)
        return self.kept[measure]


def lines(awards):
    """[Line] of the queryset `awards`, in its order: five queries, whatever their number."""
    rows = awards.values_list(*PLAIN, *OF_GRANT)
    found = {plain[0]: Line(*plain, grant, sector, purpose or "") for *plain, grant, sector, purpose in rows}
    add_instalments(found, awards)
    add_cash(found, awards)
    for key, one in matched_of(list(found.values()), awards.order_by().values("pk")).items():
        found[key].matched = one
    return list(found.values())


def add_instalments(found, awards):
    """What was approved and waits to be paid, and what was paid."""
    states = (InstalmentState.APPROVED, InstalmentState.PAID)
    rows = Instalment.objects.filter(award__in=awards.order_by().values("pk"), state__in=states).order_by()
    sums = {state: Sum("amount", filter=Q(state=state)) for state in states}
    for key, approved, paid in rows.values("award").annotate(**sums).values_list("award", *states):
        found[key].approved, found[key].paid = to_the_cent(approved or NOTHING), to_the_cent(paid or NOTHING)


def add_cash(found, awards):
    """What was spent of the award's own cash and what was returned, reversals with their own sign.

    A refund in another currency counts as its worth that was written down with it.
    """
    refunds = Refund.objects.standing().filter(award__in=awards.order_by().values("pk"))
    refunds, more = refunds.exclude(currency=F("award__currency")).order_by(), defaultdict(Decimal)
    for key, counted, *posted in refunds.values_list("award", "counted", "amount", "currency", "posting__usd_rate"):
        more[key] += counted - worth(*posted, found[key])
    for key, spent, returned, unrated in cash(awards):
        one = found[key]
        one.spent, one.unrated = to_the_cent(spent or NOTHING), unrated
        one.returned = to_the_cent((returned or NOTHING) + more[key])


def cash(awards):
    """(award, spent, returned, how many without a rate) of the queryset `awards`: one query.

    Sums are of its own cash and in its currency: what was posted in another one counts by the rate of its posting.
    """
    at, stages = "grant__project__postings__", (Stage.SPENT, Stage.RETURNED)
    own = {"is_parallel": False, "kind": Kind.CASH, "stage__in": stages}
    rows = Award.objects.filter(pk__in=awards.order_by().values("pk")).order_by()
    rows = rows.filter(**{f"{at}{name}": value for name, value in own.items()})
    dollars = F(f"{at}amount") * F(f"{at}usd_rate")
    same = When(**{f"{at}currency": F("currency")}, then=F(f"{at}amount"))
    told = Case(same, default=dollars / F("usd_rate"), output_field=DecimalField(max_digits=30, decimal_places=12))
    sums = {stage: Sum(told, filter=Q(**{f"{at}stage": stage})) for stage in stages}
    apart = ~Q(**{f"{at}currency": F("currency")}) & Q(**{f"{at}usd_rate": None})
    above, below = (Count(f"{at}pk", filter=apart & Q(**{f"{at}amount__{way}": 0})) for way in ("gt", "lt"))
    # What was reversed counts for nothing: a reversal is below zero.
    return rows.values("pk").annotate(**sums, unrated=above - below).values_list("pk", *stages, "unrated")


def in_portfolio(user):
    """The awards that `user` may read and whose grant was not put away."""
    return Award.objects.visible_to(user).exclude(grant__audience=ARCHIVE)
