"""Numbers about contacts with the outside and the records behind them."""

from collections import Counter

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from zhinan.accounts.models import PUBLIC
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
    records = Organisation.objects.public().filter(pk__in=engagements.filter(stage="engaged").values("organisation"))
    prepared = Organisation.objects.public().filter(
        pk__in=engagements.filter(stage="preparatory").values("organisation")
    )
    rows = engagements.filter(organisation__audience=PUBLIC).values_list("stage", "organisation__is_united_nations")
    numbers = Counter()
    for stage, is_united_nations, number in rows.annotate(Count("organisation", distinct=True)):
        numbers["preparatory" if stage == "preparatory" else "un" if is_united_nations else "other"] += number
    parts = [
        Part("un", _("United Nations"), numbers["un"], records.filter(is_united_nations=True)),
        Part("other", _("other organisations"), numbers["other"], records.filter(is_united_nations=False)),
        Part("preparatory", _("in preparation, not in the total"), numbers["preparatory"], prepared),
    ]
    listings = Listing.objects.of(programme, "agencies_engaged", period)
    value = numbers["un"] + numbers["other"]
    return counted(records, listings, value, parts=[part for part in parts if part.value])


def product_copies(programme, period, as_of):
    """Copies and downloads of knowledge products that `programme` handed on within `period`: Dissemination rows."""
    records = Dissemination.objects.public().filter(programme=programme).during(period.until(as_of))
    rows = records.order_by().values_list("qualifier").annotate(Count("pk"), Sum("copies"))
    sums = list(rows)
    answer = counted(
        records.select_related("publication", "event"),
        Listing.objects.of(programme, "product_copies", period),
        sum(number for _qualifier, number, _copies in sums),
    )
    if answer.value:
        answer.value = sum(copies for _qualifier, _number, copies in sums)
        answer.qualifier = sum_qualifier(qualifier for qualifier, _number, _copies in sums)
    return answer
