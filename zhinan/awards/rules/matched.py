"""How much of the match stands: pledged, secured, delivered, and the ratio to the award."""

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from django.db.models import Q, Sum

from zhinan.kit.quantities import CENT
from zhinan.programmes.models import Kind, Stage

from ..models import Match
from .worth import to_the_cent

# A kind counts where the rules of the call say so; without rules every kind does.
COUNTED = Q(award__rules=None) | Q(
    *(Q(("kind", kind), (f"award__rules__match_{kind}", True)) for kind in Kind.values), _connector=Q.OR
)
VERIFIED = Q(steps__posting__isnull=False, steps__taken_back=None)


def ratio_of(sum_, awarded):
    """`sum_` for one unit of what was `awarded`, cut to two places: no ratio is said to be reached that is not."""
    return (sum_ / awarded).quantize(CENT, ROUND_DOWN)


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
        """`sum_` for one unit of the award, as `ratio_of` cuts it."""
        return ratio_of(sum_, self.awarded)

    def is_secured(self):
        """Whether what is secured or delivered reaches what is needed."""
        return self.secured >= self.needed

    def is_delivered(self):
        """Whether what was delivered reaches what is needed."""
        return self.delivered >= self.needed


def matched(award):
    """The Matched of `award`: one query."""
    return matched_of([award], [award.pk])[award.pk]


def matched_of(awards, keys):
    """{key: Matched} of `awards`, by the rates of the day of each award, to the cent: one query for all.

    The list `awards` has pk, amount, usd_rate and match_ratio of each; `keys` are theirs, as a list or a queryset.
    """
    sums, rates = {one.pk: Counter() for one in awards}, {one.pk: one.usd_rate for one in awards}
    for award, amount, rate, secured, delivered in sources(keys):
        worth, found = rate / rates[award], sums[award]
        secured, delivered = secured or Decimal(0), delivered or Decimal(0)
        found["pledged"] += amount * worth
        found["secured"] += max(secured, delivered) * worth
        found["delivered"] += delivered * worth
    return {one.pk: in_sum(one, sums[one.pk]) for one in awards}


def sources(keys):
    """(award, amount, US dollars for one unit, secured, delivered) of each source that counts."""
    stages = {"there": Stage.SECURED, "gone": Stage.DISBURSED}
    asked = {name: Sum("steps__amount", filter=VERIFIED & Q(steps__stage=stage)) for name, stage in stages.items()}
    found = Match.objects.filter(COUNTED, award__in=keys).order_by().values("pk").annotate(**asked)
    return found.values_list("award", "amount", "usd_rate", "there", "gone")


def in_sum(award, sums):
    """The Matched of `award` from its `sums`."""
    found = {name: to_the_cent(Decimal(sums[name])) for name in ("pledged", "secured", "delivered")}
    return Matched(award.amount, to_the_cent(award.amount * award.match_ratio), **found)
