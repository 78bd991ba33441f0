"""Numbers about networks and the records behind them."""

from zhinan.sources.figures import counted
from zhinan.sources.models import Listing

from .models import Membership, Partnership


def members_joined(networks, period, as_of):
    """Organisations that joined one of `networks` within `period`, as known at `as_of`: Figure with Membership rows."""
    records = Membership.objects.public().filter(network__in=networks).joined_in(period.until(as_of))
    listings = Listing.objects.about_any(networks).filter(kind="members_joined").during(period)
    return counted(records.select_related("organisation"), listings)


def members_total(networks, as_of):
    """Members of `networks` in force on the day `as_of`: Figure with Membership rows."""
    records = Membership.objects.public().filter(network__in=networks).as_of(as_of)
    listings = Listing.objects.about_any(networks).filter(kind="members_total")
    return counted(records.select_related("organisation"), listings)


def partnerships_established(networks, period, as_of):
    """Partnerships of `networks` that began within `period`: Figure with Partnership rows."""
    records = Partnership.objects.public().filter(network__in=networks).established_in(period.until(as_of))
    listings = Listing.objects.about_any(networks).filter(kind="partnerships_established").during(period)
    return counted(records, listings)
