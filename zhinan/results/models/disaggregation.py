"""What a measurement comes to for women and men, age groups, countries."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.models import Country

from .measurements import Measurement
from .measures import refusal, value_field, value_in_words


class Dimension(models.TextChoices):
    """By what a measurement is taken apart."""

    SEX = "sex", pgettext_lazy("dimension", "sex")
    AGE = "age", pgettext_lazy("dimension", "age")
    COUNTRY = "country", pgettext_lazy("dimension", "country or area")


class Sex(models.TextChoices):
    """The keys under which measurements are taken apart by sex."""

    FEMALE = "female", pgettext_lazy("sex", "women")
    MALE = "male", pgettext_lazy("sex", "men")
    OTHER = "other", pgettext_lazy("sex", "others")


class Disaggregation(models.Model):
    """What a measurement comes to for one group. Groups may overlap or leave people out: they are never added up.

    `label` are the words of where it was taken from; without them `key` is one of Sex, an alpha-3 code, or ages.
    """

    measurement = models.ForeignKey(Measurement, on_delete=models.CASCADE, related_name="parts")
    dimension = models.CharField(pgettext_lazy("of a group", "taken apart by"), max_length=12, choices=Dimension)
    key = models.CharField(pgettext_lazy("of a group", "group"), max_length=60)
    label = models.CharField(pgettext_lazy("of a group", "words"), max_length=200, blank=True)
    value = value_field(pgettext_lazy("of a measurement", "value"))
    n = models.PositiveIntegerField(gettext_lazy("base (n)"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "group")
        verbose_name_plural = gettext_lazy("by sex (female, male, other), age (15-24) and country (KEN)")
        ordering = ["measurement", "dimension", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measurement", "dimension", "key"],
                name="results_group_once",
                violation_error_message=gettext_lazy("This group stands here already."),
            )
        ]

    def __str__(self):
        return self.label or self.key

    def clean(self):
        """A value of the measure, of a group that there is."""
        super().clean()
        if why := refusal(self.measurement.measure, self.value):
            raise ValidationError({"value": why})
        if self.label:
            return
        if self.dimension == Dimension.SEX and self.key not in Sex.values:
            raise ValidationError({"key": _("Write female, male or other.")})
        if self.dimension == Dimension.COUNTRY and not Country.objects.filter(alpha3=self.key).exists():
            raise ValidationError({"key": _("“{code}” is no code of a country or area.").format(code=self.key)})

    def in_words(self):
        """Its value with the unit."""
        return value_in_words(self.value, self.measurement.measure, self.measurement.indicator.unit)
