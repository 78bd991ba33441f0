"""Numbers about knowledge and the records behind them."""

from zhinan.sources.figures import counted
from zhinan.sources.models import Listing

from .models import CollectionItem, Publication


def reports_developed(programme, period, as_of):
    """Reports and question-and-answer series of `programme` released within `period`: Figure of Publication rows."""
    records = Publication.objects.public().filter(programme=programme).reports_in(period.until(as_of))
    return counted(records, Listing.objects.of(programme, "reports_developed", period))


def good_practices_documented(programme, period, as_of):
    """Good practices documented by `programme` within `period`: Figure of CollectionItem rows."""
    records = CollectionItem.objects.public().filter(collection__programme=programme)
    records = records.documented_in(period.until(as_of)).select_related("solution", "collection")
    return counted(records, Listing.objects.of(programme, "good_practices_documented", period))
