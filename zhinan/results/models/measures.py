"""In what an indicator is measured, and what a value of it can be."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from zhinan.kit.quantities import counted, in_digits


class Measure(models.TextChoices):
    """The five measures of IATI."""

    UNIT = "unit", pgettext_lazy("measure", "number of something")
    PERCENTAGE = "percentage", pgettext_lazy("measure", "percentage")
    NOMINAL = "nominal", pgettext_lazy("measure", "category, as a number")
    ORDINAL = "ordinal", pgettext_lazy("measure", "rank on a scale")
    QUALITATIVE = "qualitative", pgettext_lazy("measure", "in words")


IATI_MEASURE = {
    Measure.UNIT: "1",
    Measure.PERCENTAGE: "2",
    Measure.NOMINAL: "3",
    Measure.ORDINAL: "4",
    Measure.QUALITATIVE: "5",
}
COMPARED = {Measure.UNIT, Measure.PERCENTAGE, Measure.ORDINAL}  # of which one value can be better than another
ADDED = {
    Measure.UNIT,
    Measure.PERCENTAGE,
}  # that may be put together over several indicators, percentages by their parts
MOST = Decimal(100)
PLACES = 4
TYPED = 15  # digits, at most: more of them are not kept exactly by SQLite
KEPT = re.compile(r"^(-?[0-9]+)(?:\.0{4}|(\.[0-9]*[1-9])0*)$(?<=\.[0-9]{4})")


class ValueInput(forms.DecimalField):
    """A field for a value; what is kept with four places is shown without zeros that say nothing."""

    def prepare_value(self, value):
        """80 for 80.0000; what somebody typed stays as it is."""
        return KEPT.sub(r"\1\2", str(value)) if value is not None else value


class ValueField(models.DecimalField):
    """A column for a value of any measure that has one."""

    def formfield(self, **options):
        """A field that shows it as a person writes it."""
        return super().formfield(**{"form_class": ValueInput, "max_digits": TYPED, **options})


def value_field(label, **options):
    """The column under `label`; it may be empty."""
    return ValueField(label, max_digits=20, decimal_places=PLACES, null=True, blank=True, **options)


def refusal(measure, value):
    """The sentence that says why `value` (None for none) cannot be one of `measure`; an empty text where it can."""
    if measure == Measure.QUALITATIVE:
        return _("What is measured in words has no number: write the words.") if value is not None else ""
    if value is None:
        return _("Write the number.")
    is_outside = measure == Measure.PERCENTAGE and not 0 <= value <= MOST
    return _("A percentage lies between 0 and 100.") if is_outside else ""


def within_measure(name):
    """Condition that the column `name` of a row with a `measure` is empty for words, and within 0 to 100 percent."""
    words = Q(measure=Measure.QUALITATIVE, **{name: None})
    share_of_all = Q(measure=Measure.PERCENTAGE) & Q(**{f"{name}__gte": 0, f"{name}__lte": MOST})
    number = Q(measure__in=[Measure.UNIT, Measure.NOMINAL, Measure.ORDINAL])
    return words | Q(**{name: None}) | share_of_all | number


def share(numerator, denominator):
    """`numerator` of `denominator` in percent, a Decimal of two places."""
    return (MOST * numerator / denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def value_in_words(value, measure, unit):
    """A value with its unit or its %, as a reader expects it; an empty text for none."""
    if value is None:
        return ""
    return counted(in_digits(value), "%" if measure == Measure.PERCENTAGE else unit)
