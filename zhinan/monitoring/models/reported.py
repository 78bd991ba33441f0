"""The numbers of a report as they are typed: results, and what was spent."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.awards.models import DueReport
from zhinan.files.models import File
from zhinan.grants.models import BudgetSource
from zhinan.results.models import Indicator, share

from .narratives import OfReportQuerySet


def number(label, **more):
    """A column for a number that may be missing, as `results` keeps them."""
    return models.DecimalField(label, max_digits=20, decimal_places=4, null=True, blank=True, **more)


class ReportedResult(models.Model):
    """What a report says of an indicator: a value, or why there is none.

    A percentage is said by its parts, `numerator` of `denominator`, or as a `value` with its base `n`. `groups` are
    [[dimension, key, number as text]] as `results` takes a measurement apart: by sex, age and country.
    """

    audience = STAFF
    report = models.ForeignKey(DueReport, on_delete=models.PROTECT, related_name="+", editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", editable=False)
    value = number(pgettext_lazy("of a measurement", "value"))
    numerator = number(gettext_lazy("how many of them"))
    denominator = number(gettext_lazy("of how many"))
    n = models.PositiveIntegerField(gettext_lazy("base (n)"), null=True, blank=True)
    comment = models.TextField(
        pgettext_lazy("field", "comment"), blank=True, max_length=4000,
        help_text=gettext_lazy("What stands behind the number; or why there is none yet."),
    )  # fmt: skip
    groups = models.JSONField(default=list, editable=False)
    evidence = models.ForeignKey(
        File, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("file that shows it"),
    )  # fmt: skip

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("result of a report")
        verbose_name_plural = gettext_lazy("results of reports")
        ordering = ["report", "indicator__result__position", "indicator__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="monitoring_indicator_once"),
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None)
                | Q(numerator__gte=0, denominator__gt=0, numerator__lte=F("denominator")),
                name="monitoring_share_of_its_parts",
            ),
        ]

    def __str__(self):
        return str(self.indicator)

    def said(self):
        """The value, a share of its parts where those are said; None where there is no number."""
        return share(self.numerator, self.denominator) if self.denominator else self.value

    def says_something(self):
        """Whether there is a number, or words in its place."""
        return self.said() is not None or bool(self.comment.strip())


class ReportedLine(models.Model):
    """What was spent on a line of the budget in the days of a report, in the currency of the award."""

    audience = STAFF
    report = models.ForeignKey(DueReport, on_delete=models.PROTECT, related_name="+", editable=False)
    heading = models.CharField(pgettext_lazy("of a budget", "line"), max_length=200)
    source = models.CharField(pgettext_lazy("of a budget", "paid by"), max_length=8, choices=BudgetSource)
    spent = models.DecimalField(
        pgettext_lazy("field", "spent"), max_digits=14, decimal_places=2, default=0,
        validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    explanation = models.TextField(gettext_lazy("why it differs from the budget"), blank=True, max_length=2000)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("line of a financial report")
        verbose_name_plural = gettext_lazy("lines of a financial report")
        ordering = ["report", "source", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "heading", "source"], name="monitoring_line_once"),
            models.CheckConstraint(condition=Q(spent__gte=0), name="monitoring_spent_not_below_zero"),
        ]

    def __str__(self):
        return self.heading
