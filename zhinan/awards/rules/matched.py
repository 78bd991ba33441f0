"""How much of the match stands: pledged, secured, delivered, and the ratio to the award."""

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from zhinan.kit.quantities import CENT
from zhinan.programmes.models import Stage

from ..models import MatchStep
from .worth import to_the_cent


@dataclass(frozen=True)
class Matched:
    """Sums in the currency of the award; `needed` is what the ratio asks for. Verified steps alone count.

    What was delivered counts as secured; of a source both secured and delivered the greater of the two.
    """

    awarded: Decimal
    needed: Decimal
    pledged: Decimal
    secured: Decimal
    delivered: Decimal

    def ratio(self, sum_):
        """`sum_` for one unit of the award, cut to two places: no ratio is said to be reached that is not."""
        return (sum_ / self.awarded).quantize(CENT, ROUND_DOWN)

    def is_secured(self):
        """Whether what is secured or delivered reaches what is needed."""
        return self.secured >= self.needed

    def is_delivered(self):
        """Whether what was delivered reaches what is needed."""
        return self.delivered >= self.needed


def matched(award):
    """The Matched of `award`, by the rates of the day of its award, to the cent: two queries.

    A kind that the rules of the call do not count as match does not count here.
    """
    sources = [one for one in award.match.all() if counts(award.rules, one.kind)]
    steps = Counter()
    for source, stage, amount in (
        MatchStep.objects.verified().filter(match__award=award).values_list("match", "stage", "amount")
    ):
        steps[source, stage] += amount
    sums = Counter()
    for one in sources:
        worth = one.usd_rate / award.usd_rate
        secured, delivered = (steps[one.pk, stage] for stage in (Stage.SECURED, Stage.DISBURSED))
        sums["pledged"] += one.amount * worth
        sums["secured"] += max(secured, delivered) * worth
        sums["delivered"] += delivered * worth
    found = {name: to_the_cent(Decimal(sums[name])) for name in ("pledged", "secured", "delivered")}
    return Matched(award.amount, to_the_cent(award.amount * award.match_ratio), **found)


def counts(rules, kind):
    """Whether a contribution of this `kind` counts as match under `rules`; without rules every kind does."""
    return rules is None or getattr(rules, f"match_{kind}")
