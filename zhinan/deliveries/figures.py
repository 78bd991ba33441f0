"""Numbers about deliveries and the records behind them."""

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from zhinan.codelists.models import Country
from zhinan.kit.figures import Figure
from zhinan.programmes.models import PartyName
from zhinan.sources.figures import counted, nothing_recorded
from zhinan.sources.models import Listing

from .models import Delivery, DeliveryParty, Item


def donation_value(programme, period, as_of):
    """Value of the donations within `period` that `programme` helped or told of, in US dollars: Figure of Item rows."""
    items = Item.objects.filter(delivery__in=_donations(programme, period, as_of))
    records = items.filter(value__isnull=False).select_related("delivery", "currency")
    sums = items.aggregate(
        total=Sum("value"),
        valued=Count("value"),
        in_dollars=Count("value", filter=Q(currency__code="USD")),
        all=Count("pk"),
    )
    if not sums["valued"]:
        extents = Listing.objects.of(programme, "donation_value", period).values_list("extent", flat=True)
        return Figure(value=None, records=records, is_whole=False, reason=nothing_recorded(set(extents)), counted=0)
    if sums["in_dollars"] < sums["valued"]:
        reason = _("An item is valued in another currency: enter its value in US dollars at a dated rate.")
        return Figure(value=None, records=records, is_whole=False, reason=reason, counted=sums["valued"])
    listings = Listing.objects.of(programme, "donation_value", period)
    is_whole = sums["valued"] == sums["all"] and listings.are_whole()
    return Figure(value=sums["total"], records=records, currency="USD", is_whole=is_whole, counted=sums["valued"])


def donation_countries(programme, period, as_of):
    """Countries that received donations within `period` that `programme` helped or told of: Figure of Country rows."""
    parties = DeliveryParty.objects.filter(delivery__in=_donations(programme, period, as_of))
    records = Country.objects.filter(pk__in=parties.countries(PartyName.RECIPIENT).values("country"))
    return counted(records, Listing.objects.of(programme, "donation_countries", period))


def _donations(programme, period, as_of):
    """Public donations within `period` that `programme` helped or told of."""
    return Delivery.objects.public().filter(programme=programme).donations_in(period.until(as_of)).order_by()
