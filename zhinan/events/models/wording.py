"""What certificates of an event say beside its title and its days."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF

from .events import Event

MOST_HOURS = 5000  # about two years of lessons


class Wording(models.Model):
    """Who signs certificates of an event, and for how many hours of what. What was issued before stays."""

    mark = Event.mark
    audience = STAFF
    sensitive = ("signatory",)
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="wording", editable=False)
    subject = models.CharField(
        pgettext_lazy("of a certificate", "subject"), max_length=300, blank=True,
        help_text=gettext_lazy("What was taught. Empty: the subject of the course sheet, if there is one."),
    )  # fmt: skip
    hours = models.PositiveSmallIntegerField(
        pgettext_lazy("of a certificate", "hours"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
        help_text=gettext_lazy("How many hours the whole event has. How long each was there is printed beside them."),
    )  # fmt: skip
    signatory = models.CharField(
        gettext_lazy("who signs"), max_length=200, blank=True,
        help_text=gettext_lazy("The name under the line for the signature. Empty: a line to write it on."),
    )  # fmt: skip
    position = models.CharField(gettext_lazy("position of who signs"), max_length=200, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "wording of certificates")
        verbose_name_plural = pgettext_lazy("plural", "wordings of certificates")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(position="") | ~models.Q(signatory=""),
                name="events_wording_position_with_name",
                violation_error_message=gettext_lazy("Write who signs as well: a position alone signs nothing."),
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
