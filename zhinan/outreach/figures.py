"""Numbers about contacts with the outside and the records behind them."""

from django.db.models import Sum
from django.utils.translation import gettext as _

from zhinan.kit.figures import Part
from zhinan.kit.quantities import sum_qualifier
from zhinan.network.models import Organisation
from zhinan.sources.figures import counted
from zhinan.sources.models import Listing

from .models import Dissemination, Engagement


def agencies_engaged(programme, period, as_of):
    """Organisations that engaged with `programme` within `period`: Figure of Organisation rows.

    Its parts are by type; those with which something was only prepared stand apart and are not in the value.
    """
    engagements = Engagement.objects.public().filter(programme=programme).during(period.until(as_of)).order_by()
    engaged = engagements.filter(stage="engaged").values("organisation")
    preparing = engagements.filter(stage="preparatory").values("organisation")
    records = Organisation.objects.public().filter(pk__in=engaged)
    prepared = Organisation.objects.public().filter(pk__in=preparing)
    kinds = [
        ("un", _("United Nations"), records.filter(is_united_nations=True)),
        ("other", _("other organisations"), records.filter(is_united_nations=False)),
        ("preparatory", _("in preparation, not in the total"), prepared),
    ]
    parts = [Part(key, label, rows.count(), rows) for key, label, rows in kinds if rows.exists()]
    return counted(records, Listing.objects.of(programme, "agencies_engaged", period), parts=parts)


def product_copies(programme, period, as_of):
    """Copies and downloads of knowledge products that `programme` handed on within `period`: Dissemination rows."""
    records = Dissemination.objects.public().filter(programme=programme).during(period.until(as_of))
    answer = counted(
        records.select_related("publication", "event"), Listing.objects.of(programme, "product_copies", period)
    )
    if answer.value:
        answer.value = records.aggregate(total=Sum("copies"))["total"]
        answer.qualifier = sum_qualifier(records.order_by().values_list("qualifier", flat=True))
    return answer
