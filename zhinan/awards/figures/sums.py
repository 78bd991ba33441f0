"""What became of the money of many awards: a line for each, and sums that equal their lists."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.grants.states import State
from zhinan.history.models import ARCHIVE
from zhinan.programmes.models import Posting, Stage

from ..models import Award, Instalment, Refund
from ..rules.matched import Matched, matched_of
from ..rules.postings import OWN, worth
from ..rules.worth import to_the_cent
from ..states import AwardState, InstalmentState

NOTHING = Decimal(0)
RUNNING = (State.APPROVED, State.ACTIVE)  # of the grant
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
OF_GRANT = ("grant__state", "grant__project", "grant", "grant__sector", "grant__purpose__code")


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
        return to_the_cent(self.value(measure) * self.usd_rate)


def lines(awards):
    """[Line] of the queryset `awards`, in its order: five queries, whatever their number."""
    keys = awards.order_by().values("pk")
    found, projects = {}, {}
    for *plain, project, grant, sector, purpose in awards.values_list(*PLAIN, *OF_GRANT):
        found[plain[0]] = projects[project] = Line(*plain, grant, sector, purpose or "")
    add_instalments(found, keys)
    add_cash(projects, found, awards)
    for key, one in matched_of(list(found.values()), keys).items():
        found[key].matched = one
    return list(found.values())


def add_instalments(found, keys):
    """What was approved and waits to be paid, and what was paid."""
    rows = Instalment.objects.filter(award__in=keys, state__in=(InstalmentState.APPROVED, InstalmentState.PAID))
    for key, state, amount in rows.order_by().values_list("award", "state").annotate(Sum("amount")):
        setattr(found[key], state, to_the_cent(amount))


def add_cash(projects, found, awards):
    """What was spent of the award's own cash and what was returned, reversals with their own sign.

    A refund in another currency counts as its worth that was written down with it.
    """
    sums = defaultdict(Decimal)
    for project, stage, currency, amount, dollars, unrated in cash(awards):
        line = projects[project]
        if currency == line.currency_id:
            sums[line.pk, stage] += amount or 0
        else:
            sums[line.pk, stage] += (dollars or 0) / line.usd_rate
            line.unrated += unrated
    refunds = Refund.objects.standing().filter(award__in=awards.order_by().values("pk"))
    refunds = refunds.exclude(currency=F("award__currency")).order_by()
    for key, counted, *posted in refunds.values_list("award", "counted", "amount", "currency", "posting__usd_rate"):
        sums[key, Stage.RETURNED] += counted - worth(*posted, found[key])
    for (key, stage), amount in sums.items():
        setattr(found[key], stage, to_the_cent(amount))


def cash(awards):
    """(project, stage, currency, sum, the same in US dollars, how many without a rate) of the awards' own cash."""
    own = Posting.objects.filter(OWN, stage__in=(Stage.SPENT, Stage.RETURNED))
    own, unrated = own.filter(project__in=awards.order_by().values("grant__project")).order_by(), Q(usd_rate=None)
    asked = {"all": Sum("amount"), "dollars": Sum(F("amount") * F("usd_rate"))}
    # What was reversed counts for nothing: a reversal is below zero.
    asked["unrated"] = Count("pk", filter=unrated & Q(amount__gt=0)) - Count("pk", filter=unrated & Q(amount__lt=0))
    return own.values_list("project", "stage", "currency").annotate(**asked)


def in_portfolio(user):
    """The awards that `user` may read and whose grant was not put away."""
    return Award.objects.visible_to(user).exclude(grant__audience=ARCHIVE)
