"""What begins and ends, and what stands under another record of its kind."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.dates import PartialDate, PartialDateField, day_field


class Span(models.Model):
    """Something that begins and ends, each as precisely as it is known."""

    starts_on = PartialDateField(pgettext_lazy("field", "starts"))
    starts_earliest = day_field()
    starts_latest = day_field()
    ends_on = PartialDateField(pgettext_lazy("field", "ends"))
    ends_earliest = day_field()
    ends_latest = day_field()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                # The dates themselves stand here too: where `clean` has complained of one, this is not said again.
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_latest__gte=F("starts_earliest")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message=gettext_lazy("It ends before it begins. Mend one of the two dates."),
            )
        ]

    def clean(self):
        """Say at the field what the constraint would refuse."""
        super().clean()
        are_dates = isinstance(self.starts_on, PartialDate) and isinstance(self.ends_on, PartialDate)
        if are_dates and self.ends_on.latest < self.starts_on.earliest:
            raise ValidationError({"ends_on": _("It ends before it begins. Mend one of the two dates.")})


def leads_back(record, name):
    """Whether the records above `record`, one after the other by the link `name`, lead back to it: a query a step."""
    above, seen = getattr(record, name), set()
    while above is not None and above.pk not in seen:
        if above.pk == record.pk:
            return True
        seen.add(above.pk)
        above = getattr(above, name)
    return False
