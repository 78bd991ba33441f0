"""The page of an award, with the ways to what was found about it and to its closure."""

from django.urls import reverse
from django.utils.translation import pgettext

from zhinan.awards.views import READ, award_page
from zhinan.monitoring.views import award_ways


@READ
def award(request, award):
    """An award: agreement, instalments, payments, match, reports; and the ways to what follows from them."""
    closure = {"label": pgettext("of a grant", "Closure"), "url": reverse("award-closure", args=[award.pk])}
    return award_page(request, award, ways=[*award_ways(award), closure])
