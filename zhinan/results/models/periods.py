"""What speaks of a period of days."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.figures import Period


class InPeriod(models.Model):
    """Something about a period of days, the first and the last both inside."""

    starts_on = models.DateField(pgettext_lazy("field", "first day"))
    ends_on = models.DateField(pgettext_lazy("field", "last day"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message=gettext_lazy("The last day lies before the first one."),
            )
        ]

    def clean(self):
        """Say at the field what the constraint would refuse."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day lies before the first one.")})

    @property
    def period(self):
        """Its days."""
        return Period(self.starts_on, self.ends_on)
