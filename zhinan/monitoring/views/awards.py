"""The page of an award, with the way to what was found about it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.awards.views import READ, award_page

from ..models import ActionPoint


@READ
def award(request, award):
    """An award: agreement, instalments, payments, match, reports; and the ways to what was found."""
    return award_page(request, award, ways=ways(award))


def ways(award):
    """Buttons to what this room knows of `award`."""
    unsettled = ActionPoint.objects.filter(finding__award=award).unsettled().count()
    label = _("Visits and findings")
    if unsettled:
        points = ngettext("{n} action point is open", "{n} action points are open", unsettled).format(n=unsettled)
        label = f"{label} ({points})"
    return [{"label": label, "url": reverse("award-findings", args=[award.pk])}]
