"""Whether an award may be closed: what of its cash is left, and each gate, in words, with what would open it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from zhinan.kit.punctuation import listed
from zhinan.kit.quantities import in_digits
from zhinan.programmes.models import Kind, Posting, Stage

from ..models import Payment, Refund
from ..states import UNDERWAY, AwardState, InstalmentState, ReportState
from .gates import Stand
from .matched import matched
from .postings import SIGNS, worth
from .worth import to_the_cent

SETTLED = (ReportState.ACCEPTED, ReportState.DROPPED)


@dataclass(frozen=True)
class Cash:
    """The award's own cash, in its currency to the cent, as the ledger says it; `unrated` postings are in no sum."""

    paid: Decimal
    spent: Decimal
    returned: Decimal
    unrated: int = 0

    @property
    def left(self):
        """What was paid and neither spent nor returned; below zero where more was spent than was paid."""
        return self.paid - self.spent - self.returned


def cash_of(award):
    """The Cash of `award`: three queries. What was transferred counts as it was counted then, all else by its rate."""
    counted = {}
    for rows in (Payment.objects.filter(instalment__award=award), Refund.objects.filter(award=award)):
        for posting, back, amount in rows.values_list("posting", "taken_back", "counted"):
            counted |= {posting: amount, back: -amount}
    sums, unrated = dict.fromkeys(SIGNS, Decimal(0)), 0
    own = Posting.objects.filter(project=award.grant.project_id, is_parallel=False, kind=Kind.CASH, stage__in=SIGNS)
    own = own.exclude(Q(stage=Stage.RETURNED) & ~Q(pk__in=counted))  # what came back is written down as a refund alone
    for key, stage, *said in own.order_by().values_list("pk", "stage", "amount", "currency", "usd_rate"):
        found = counted[key] if key in counted else worth(*said, award)
        unrated += found is None
        sums[stage] += found or 0
    return Cash(*(to_the_cent(sums[stage]) for stage in (Stage.DISBURSED, Stage.SPENT, Stage.RETURNED)), unrated)


@dataclass(frozen=True)
class Gate(Stand):
    """One gate of the closure; `place` is where it is opened, and one that `may_pass` is passed by with a reason."""

    place: str = ""
    may_pass: bool = False


def gates(award):
    """[Gate] of `award`: reports and match, documents, instalments, unspent funds; ten queries at most.

    Of one that was terminated no report and no match is expected any more.
    """
    money = [settled(award), signed(award), returned(award)]
    if award.state == AwardState.TERMINATED:
        return money
    return [reported(award), read(award), *money, *([delivered(award)] if award.match_ratio else [])]


def shut(stands):
    """Those of `stands` that do not stand open."""
    return [one for one in stands if not one.is_open]


def reported(award):
    """Whether the final report is accepted."""
    there = award.reports.filter(is_final=True, state=ReportState.ACCEPTED).exists()
    return Gate(there, _("The final report is accepted"), "" if there else _("It was not accepted yet."), "reports")


def read(award):
    """Whether no report is owed, and none waits to be read."""
    open_ones = [one.called() for one in award.reports.exclude(state__in=SETTLED)]
    mend = _("Still open: {reports}.").format(reports=listed(open_ones)) if open_ones else ""
    return Gate(not open_ones, _("No report is owed, and none waits to be read"), mend, "reports")


def settled(award):
    """Whether each instalment was paid, or dropped."""
    waits = award.instalments.exclude(state__in=(InstalmentState.PAID, InstalmentState.DROPPED))
    numbers = [one.position for one in waits]
    mend = _("Pay or drop: {numbers}.").format(numbers=listed(numbers)) if numbers else ""
    return Gate(not numbers, _("Every instalment is paid or dropped"), mend, "instalments")


def signed(award):
    """Whether no document of the agreement is underway."""
    underway = award.agreements.filter(state__in=UNDERWAY).first()
    mend = _("Have it signed, or withdraw it: {document}.").format(document=underway) if underway else ""
    return Gate(underway is None, _("No document waits for its signatures"), mend, "agreements")


def returned(award):
    """Whether what was paid was spent or returned, to the cent."""
    cash, words = cash_of(award), _("What was not spent is returned")
    if cash.unrated:
        return Gate(False, words, _("The ledger has amounts without a dated rate. Mend them first."), "ledger")
    if cash.left < 0:
        mend = _("{amount} more were spent than were paid. Pay what is owed, or have the report mended.")
        return Gate(False, words, mend.format(amount=award.in_words(-cash.left)), "refunds")
    mend = _("{amount} are left. Write down what came back.").format(amount=award.in_words(cash.left))
    return Gate(not cash.left, words, mend if cash.left else "", "refunds")


def delivered(award):
    """Whether the match that was delivered and verified reaches the ratio of the award."""
    found = matched(award)
    words = _("Match of at least {ratio} for each unit of the grant is delivered and verified")
    there = in_digits(found.ratio(found.delivered))
    mend = "" if found.is_delivered() else _("{ratio} is delivered and verified.").format(ratio=there)
    needed = in_digits(award.match_ratio)
    return Gate(found.is_delivered(), words.format(ratio=needed), mend, "match", may_pass=True)
