"""Indicators: by what one sees whether a result comes about."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.languages import InSeveralLanguages

from .frameworks import Framework
from .measures import COMPARED, Measure, refusal, value_field, value_in_words, within_measure
from .results import Result
from .towards import change_refused, towards_refused


class IndicatorQuerySet(models.QuerySet):
    """Indicators, as far as somebody may see their framework."""

    def visible_to(self, user):
        """Indicators of frameworks that `user` may see."""
        return self.filter(result__framework__in=Framework.objects.visible_to(user))


class Indicator(InSeveralLanguages):
    """By what one sees whether its result comes about: in what it is measured, from where, and how one verifies it.

    `is_ascending` says whether more is better, `is_cumulative` whether each value holds all that came before: such
    values are never added up over time, and percentages never at all: those are reckoned from their parts. One of a
    project may count `towards` one of its programme.
    """

    mark = Framework.mark
    translatable = ("title", "description")
    own_rows = ("targets",)
    result = models.ForeignKey(
        Result, on_delete=models.PROTECT, related_name="indicators", verbose_name=pgettext_lazy("noun", "result")
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("field", "place in the order"), default=1)
    title = models.CharField(pgettext_lazy("of an indicator", "what is measured"), max_length=500)
    description = models.TextField(
        pgettext_lazy("field", "description"),
        blank=True,
        help_text=gettext_lazy("How it is reckoned, who counts and who does not."),
    )
    measure = models.CharField(
        pgettext_lazy("of an indicator", "measure"), max_length=12, choices=Measure, default=Measure.UNIT
    )
    unit = models.CharField(
        pgettext_lazy("field", "unit"),
        max_length=60,
        blank=True,
        help_text=gettext_lazy("Of what: people, trainings, points. Percentages need none."),
    )
    is_ascending = models.BooleanField(gettext_lazy("more is better"), default=True)
    is_cumulative = models.BooleanField(
        gettext_lazy("each value holds all that came before"),
        default=False,
        help_text=gettext_lazy("A number to date, as “members in all”, not one of a single year."),
    )
    towards = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="contributions",
        verbose_name=gettext_lazy("counts towards"),
        help_text=gettext_lazy("The indicator of the programme that this one of a project adds to."),
    )  # fmt: skip
    baseline_value = value_field(pgettext_lazy("of an indicator", "baseline"))
    baseline_year = models.PositiveSmallIntegerField(gettext_lazy("year of the baseline"), null=True, blank=True)
    baseline_comment = models.TextField(
        gettext_lazy("on the baseline"),
        blank=True,
        help_text=gettext_lazy("Where it comes from, or why there is none."),
    )
    source = models.TextField(
        gettext_lazy("means of verification"),
        blank=True,
        help_text=gettext_lazy("Where the number comes from and how somebody else could check it."),
    )

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "indicator")
        verbose_name_plural = pgettext_lazy("plural", "indicators")
        ordering = ["result__position", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=within_measure("baseline_value"),
                name="results_baseline_as_measured",
                violation_error_message=gettext_lazy("This baseline is no value of its measure."),
            ),
            models.CheckConstraint(
                condition=Q(baseline_value=None) | Q(baseline_year__isnull=False),
                name="results_baseline_with_year",
                violation_error_message=gettext_lazy("Say of which year the baseline is."),
            ),
        ]

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the indicator's page."""
        return reverse("indicator", args=[self.pk])

    @property
    def audience(self):
        """Who may see its framework sees the indicator."""
        return self.result.framework.audience

    def clean(self):
        """Say at the field what does not fit; what was measured already holds the measure fast."""
        super().clean()
        why = refusal(self.measure, self.baseline_value) if self.baseline_value is not None else ""
        if why:
            raise ValidationError({"baseline_value": why})
        if self.baseline_value is not None and self.baseline_year is None:
            raise ValidationError({"baseline_year": _("Say of which year the baseline is.")})
        if self.pk and self.measurements.exclude(measure=self.measure).exists():
            raise ValidationError(
                {"measure": _("It was measured in another way already. Add another indicator for this one.")}
            )
        refused = towards_refused(self) if self.towards is not None else {}
        refused |= change_refused(self) if self.pk else {}
        if refused:
            raise ValidationError(refused)

    def in_words(self, value):
        """A value of it with its unit, as a reader expects it; an empty text for none."""
        return value_in_words(value, self.measure, self.unit)

    def reaches(self, value, target):
        """Whether `value` reaches `target`; None where the two cannot be compared."""
        if self.measure not in COMPARED or value is None or target is None:
            return None
        return value >= target if self.is_ascending else value <= target
