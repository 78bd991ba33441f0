"""The structured parts of an application: who takes part, money, results, work, risks, endorsements."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.models import Country, Currency
from zhinan.files.models import File
from zhinan.programmes.models import Kind, Party, Stage
from zhinan.results.models import Level

PROMISED = [(one.value, one.label) for one in (Stage.PLEDGED, Stage.SECURED)]
PLANNED = (Level.OUTCOME, Level.OUTPUT, Level.ACTIVITY)  # impact lies beyond what one grant answers for
LARGEST = Decimal("99999999999.99")  # amounts have eleven digits before the point at most


def money(label, **more):
    """A column for an amount above zero."""
    bounds = [MinValueValidator(Decimal("0.01")), MaxValueValidator(LARGEST)]
    return models.DecimalField(label, max_digits=14, decimal_places=2, validators=bounds, **more)


def of_application(name):
    """The link of a part to its application, which holds its parts under `name`."""
    return models.ForeignKey("grants.Application", on_delete=models.CASCADE, related_name=name)


class ApplicationParty(Party):
    """A country or institution that takes part in what is applied for."""

    application = of_application("parties")

    class Meta(Party.Meta):
        verbose_name_plural = gettext_lazy("participating countries and institutions")


class BudgetSource(models.TextChoices):
    """Who is to pay a line of the budget."""

    GRANT = "grant", pgettext_lazy("source of a budget line", "the grant")
    MATCH = "match", pgettext_lazy("source of a budget line", "other sources")


class BudgetLine(models.Model):
    """One line of the budget in one year, in the currency of the call."""

    application = of_application("budget")
    heading = models.CharField(
        pgettext_lazy("of a budget", "line"), max_length=200, help_text=gettext_lazy("Travel, equipment, training …")
    )
    year = models.PositiveSmallIntegerField(
        pgettext_lazy("of a budget", "year"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=gettext_lazy("1 is the first year of the project."),
    )  # fmt: skip
    source = models.CharField(pgettext_lazy("of a budget", "paid by"), max_length=8, choices=BudgetSource)
    amount = money(pgettext_lazy("field", "amount"))

    class Meta:
        verbose_name_plural = pgettext_lazy("plural", "lines of the budget")
        ordering = ["application", "year", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="grants_budget_above_zero")]

    def __str__(self):
        return self.heading


class MatchSource(models.Model):
    """What somebody else contributes: cash, in kind or technical work, pledged or secured, and what proves it."""

    application = of_application("sources")
    contributor = models.CharField(gettext_lazy("who contributes"), max_length=300)
    kind = models.CharField(pgettext_lazy("field", "kind"), max_length=12, choices=Kind)
    stage = models.CharField(
        pgettext_lazy("field", "stage"),
        max_length=12,
        choices=PROMISED,
    )
    amount = money(pgettext_lazy("field", "amount"))
    currency = models.ForeignKey(
        Currency, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "currency")
    )
    valuation_method = models.CharField(
        gettext_lazy("how its value was found"), max_length=200, blank=True,
        help_text=gettext_lazy("For what is not cash: daily rates, an invoice, market prices."),
    )  # fmt: skip
    evidence = models.ForeignKey(
        File, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("file that shows it"),
    )  # fmt: skip

    class Meta:
        verbose_name_plural = gettext_lazy("sources of match")
        ordering = ["application", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="grants_match_above_zero")]

    def __str__(self):
        return self.contributor


class PlannedResult(models.Model):
    """A line of the results framework: an outcome, an output or an activity, with its indicator where it has one."""

    application = of_application("planned_results")
    position = models.PositiveSmallIntegerField(pgettext_lazy("field", "place in the order"))
    level = models.CharField(
        pgettext_lazy("of a result", "level"), max_length=8, choices=[(one.value, one.label) for one in PLANNED]
    )
    text = models.TextField(pgettext_lazy("field", "text"), max_length=1000)
    indicator = models.CharField(pgettext_lazy("of a result", "indicator"), max_length=300, blank=True)
    baseline = models.CharField(pgettext_lazy("of an indicator", "baseline"), max_length=100, blank=True)
    target = models.CharField(pgettext_lazy("of an indicator", "target"), max_length=100, blank=True)

    class Meta:
        verbose_name_plural = gettext_lazy("results framework")
        ordering = ["application", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "position"], name="grants_planned_result_once",
                violation_error_message=gettext_lazy("Another one has this place in the order."),
            )
        ]  # fmt: skip

    def __str__(self):
        return self.text


class WorkStep(models.Model):
    """A step of the work plan, from one month of the project to another."""

    application = of_application("steps")
    what = models.CharField(pgettext_lazy("of a work plan", "step"), max_length=300)
    first = models.PositiveSmallIntegerField(
        gettext_lazy("from month"), validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    last = models.PositiveSmallIntegerField(
        gettext_lazy("to month"), validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    who = models.CharField(pgettext_lazy("of a work plan", "responsible"), max_length=200, blank=True)

    class Meta:
        verbose_name_plural = gettext_lazy("work plan")
        ordering = ["application", "first", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="grants_step_ends_after_start",
                violation_error_message=gettext_lazy("It ends before it begins. Mend one of the two months."),
            )
        ]  # fmt: skip

    def __str__(self):
        return self.what


class Grade(models.TextChoices):
    """How likely or how grave a risk is."""

    LOW = "low", pgettext_lazy("grade of a risk", "low")
    MEDIUM = "medium", pgettext_lazy("grade of a risk", "medium")
    HIGH = "high", pgettext_lazy("grade of a risk", "high")


class Risk(models.Model):
    """What may go wrong, and what is done against it."""

    application = of_application("risks")
    what = models.CharField(pgettext_lazy("of a project", "risk"), max_length=300)
    likelihood = models.CharField(pgettext_lazy("of a risk", "likelihood"), max_length=8, choices=Grade)
    impact = models.CharField(pgettext_lazy("of a risk", "impact"), max_length=8, choices=Grade)
    answer = models.CharField(gettext_lazy("what is done against it"), max_length=500, blank=True)

    class Meta:
        verbose_name_plural = pgettext_lazy("plural", "risks")
        ordering = ["application", "pk"]

    def __str__(self):
        return self.what


class Endorsement(models.Model):
    """A document with who signed it; `document` is the line of the rules that asks for it."""

    application = of_application("endorsements")
    document = models.ForeignKey(
        "grants.RequiredDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("required document"),
    )  # fmt: skip
    file = models.ForeignKey(
        File, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("noun", "file"),
    )  # fmt: skip
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("country or area"),
    )  # fmt: skip
    signatory = models.CharField(gettext_lazy("who signed"), max_length=200, blank=True)
    position = models.CharField(pgettext_lazy("of a signatory", "position"), max_length=200, blank=True)
    institution = models.CharField(pgettext_lazy("of a signatory", "institution"), max_length=300, blank=True)

    class Meta:
        verbose_name_plural = gettext_lazy("documents and signatories")
        ordering = ["application", "pk"]

    def __str__(self):
        return self.signatory or str(self.file or "")
