"""Numbers from the ledger and the records behind them."""

from decimal import Decimal

from django.db.models import F, Sum
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
    if not records.exists():
        extents = Listing.objects.of(programme, "parallel_funding", period).values_list("extent", flat=True)
        return Figure(value=None, records=records, is_whole=False, reason=nothing_recorded(set(extents)))
    if records.filter(amount__isnull=False, usd_rate=None).exists():
        reason = _("A posting has no dated exchange rate: enter it to add the amounts up.")
        return Figure(value=None, records=records, is_whole=False, reason=reason)
    parts = [
        Part(kind.value, kind.label, _in_dollars(records.filter(kind=kind)), records.filter(kind=kind)) for kind in Kind
    ]
    return Figure(value=_in_dollars(records), records=records, currency="USD", parts=parts)


def _in_dollars(postings):
    """Sum of the amounts of `postings` in US dollars, to the cent."""
    total = postings.aggregate(total=Sum(F("amount") * F("usd_rate")))["total"]
    return Decimal(total or 0).quantize(Decimal("0.01"))
