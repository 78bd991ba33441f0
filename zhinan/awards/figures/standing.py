"""What of one award was approved, paid and is left."""

from dataclasses import dataclass
from decimal import Decimal

from ..states import InstalmentState


@dataclass(frozen=True)
class Standing:
    """Sums of instalments in the currency of the award; `worth` is what the payments were worth on their days."""

    awarded: Decimal
    planned: Decimal
    approved: Decimal
    paid: Decimal
    worth: Decimal

    @property
    def left(self):
        """What was awarded and is not paid."""
        return self.awarded - self.paid

    @property
    def difference(self):
        """What was gained (above zero) or lost by rates."""
        return self.worth - self.paid


def standing(award, instalments):
    """The Standing of `award` from the list `instalments`, whose payments are prefetched: no query."""
    sums = dict.fromkeys(InstalmentState, Decimal(0))
    for one in instalments:
        sums[one.state] += one.amount
    paid = [payment for one in instalments for payment in one.payments.all() if payment.taken_back_id is None]
    return Standing(
        awarded=award.amount,
        planned=sum(sums[state] for state in InstalmentState if state != InstalmentState.DROPPED),
        approved=sums[InstalmentState.APPROVED],
        paid=sums[InstalmentState.PAID],
        worth=sum((payment.counted for payment in paid), Decimal(0)),
    )
