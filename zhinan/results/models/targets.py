"""Targets: what an indicator is to come to in a period."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from .indicators import Indicator
from .measures import refusal, value_field
from .periods import InPeriod


class Target(InPeriod):
    """What an indicator is to come to from the first day to the last one."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    value = value_field(pgettext_lazy("of an indicator", "target"))
    comment = models.TextField(gettext_lazy("in words, or a comment"), blank=True)

    class Meta(InPeriod.Meta):
        verbose_name = pgettext_lazy("noun", "target")
        verbose_name_plural = pgettext_lazy("plural", "targets")
        ordering = ["starts_on", "ends_on"]
        constraints = [
            *InPeriod.Meta.constraints,
            models.UniqueConstraint(
                fields=["indicator", "starts_on", "ends_on"],
                name="results_target_once",
                violation_error_message=gettext_lazy("This period has a target already."),
            ),
        ]

    def __str__(self):
        return self.in_words()

    def clean(self):
        """A number, and words only where the indicator is measured in words."""
        super().clean()
        if why := refusal(self.indicator.measure, self.value):
            raise ValidationError({"value": why})

    def in_words(self):
        """Its number with the unit, or its words."""
        return self.indicator.in_words(self.value) or self.comment
