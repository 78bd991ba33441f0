"""What is typed about deliveries."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import kept_forms
from zhinan.programmes.forms import InProgramme, alike, too_early

from .models import Delivery, Kind


class DeliveryForm(InProgramme):
    """A delivery with who gave and who received, and its items."""

    sections = {
        pgettext_lazy("part of a form", "What it is"): ("title", "kind", "purpose"),
        pgettext_lazy("part of a form", "When"): ("delivered_on",),
        gettext_lazy("Where it belongs"): ("programme", "project", "whole"),
        gettext_lazy("Its page"): ("language", "audience"),
    }
    rows = {
        "parties": ("role", "organisation", "country"),
        "items": ("what", "quantity", "qualifier", "unit", "value", "currency"),
    }

    class Meta(InProgramme.Meta):
        model = Delivery
        fields = ("title", "kind", "purpose", "delivered_on", "programme", "project", "whole", "language", "audience")

    def warnings(self):
        """The same title in the same year, a day before the programme began, and a campaign that has items itself."""
        found = alike(self, "delivered_on") + too_early(self, "delivered_on", [self.cleaned_data["programme"]])
        items = next(rows for rows in self.sets if rows.prefix == "items")
        if self.cleaned_data["kind"] == Kind.CAMPAIGN and kept_forms(items):
            found.append((_("A campaign is never counted: put its items on the deliveries that it holds."), ""))
        return found
