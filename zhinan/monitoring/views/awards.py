"""The way from the page of an award, which is served above this room, to what was found about it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import ActionPoint


def award_ways(award):
    """Buttons to what this room knows of `award`."""
    unsettled = ActionPoint.objects.filter(finding__award=award).unsettled().count()
    label = _("Visits and findings")
    if unsettled:
        points = ngettext("{n} action point is open", "{n} action points are open", unsettled).format(n=unsettled)
        label = f"{label} ({points})"
    return [{"label": label, "url": reverse("award-findings", args=[award.pk])}]
