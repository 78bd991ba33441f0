"""Numbers from the ledger and the records behind them."""

from decimal import Decimal

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _

from zhinan.kit.figures import Figure, Part
from zhinan.sources.figures import nothing_recorded
from zhinan.sources.models import Listing

from .models import Kind, Posting, Stage


def parallel_funding(programme, period, as_of):
    """Parallel funding secured for the projects of `programme` within `period`, in US dollars at the dated rates.

    Returns a Figure of Posting rows, its value a Decimal with parts by kind of contribution; None where nothing is
    posted, or where a posting has no dated rate.
    """
    until = period.until(as_of)
    secured = Posting.objects.public().parallel().filter(project__programme=programme, stage=Stage.SECURED)
    records = secured.filter(on__range=(until.start, until.end)).select_related("project", "contributor", "currency")
    sums = records.order_by().aggregate(
        total=Sum(F("amount") * F("usd_rate")),
        all=Count("pk"),
        unrated=Count("amount", filter=Q(usd_rate=None)),
        **{kind.value: Sum(F("amount") * F("usd_rate"), filter=Q(kind=kind)) for kind in Kind},
    )
    if not sums["all"]:
        extents = Listing.objects.of(programme, "parallel_funding", period).values_list("extent", flat=True)
        return Figure(value=None, records=records, is_whole=False, reason=nothing_recorded(set(extents)), counted=0)
    if sums["unrated"]:
        reason = _("A posting has no dated exchange rate: enter it to add the amounts up.")
        return Figure(value=None, records=records, is_whole=False, reason=reason, counted=sums["all"])
    parts = [Part(kind.value, kind.label, _to_the_cent(sums[kind]), records.filter(kind=kind)) for kind in Kind]
    return Figure(
        value=_to_the_cent(sums["total"]),
        records=records,
        currency="USD",
        is_whole=Listing.objects.of(programme, "parallel_funding", period).are_whole(),
        parts=parts,
        counted=sums["all"],
    )


def _to_the_cent(amount):
    """The sum `amount`, None where nothing was added up, as a Decimal with two places."""
    return Decimal(amount or 0).quantize(Decimal("0.01"))
