"""What the rules of a call list: priority areas, criteria, documents, instalments, reports."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from .call_rules import CallRules


class InOrder(models.Model):
    """A line of the rules, in their order."""

    position = models.PositiveSmallIntegerField(pgettext_lazy("field", "place in the order"))

    class Meta:
        abstract = True
        ordering = ["rules", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["rules", "position"], name="%(app_label)s_%(class)s_once",
                violation_error_message=gettext_lazy("Another one has this place in the order."),
            )
        ]  # fmt: skip


class Theme(InOrder):
    """A priority area or sector that the call is for; an application names one."""

    rules = models.ForeignKey(CallRules, on_delete=models.CASCADE, related_name="themes")
    name = models.CharField(pgettext_lazy("of a call", "priority area"), max_length=200)

    class Meta(InOrder.Meta):
        verbose_name_plural = gettext_lazy("priority areas")

    def __str__(self):
        return self.name


class Criterion(InOrder):
    """One line of the rubric. The weights of all of them sum to 100."""

    rules = models.ForeignKey(CallRules, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(pgettext_lazy("of a rubric", "criterion"), max_length=200)
    weight = models.DecimalField(
        pgettext_lazy("of a rubric", "weight"), max_digits=5, decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(100))],
        help_text=gettext_lazy("All weights together are 100."),
    )  # fmt: skip
    guidance = models.TextField(
        pgettext_lazy("of a rubric", "guidance"), blank=True,
        help_text=gettext_lazy("What a reviewer looks at, and what the highest mark means."),
    )  # fmt: skip

    class Meta(InOrder.Meta):
        verbose_name_plural = gettext_lazy("criteria")

    def __str__(self):
        return self.name


class DocumentKind(models.TextChoices):
    """What a document is that comes with an application."""

    ENDORSEMENT = "endorsement", pgettext_lazy("kind of document", "letter of endorsement")
    MATCH = "match", pgettext_lazy("kind of document", "proof of match")
    OTHER = "other", pgettext_lazy("kind of document", "another document")


class RequiredDocument(InOrder):
    """A document that must come with an application; an endorsement names its signatory, position and institution."""

    rules = models.ForeignKey(CallRules, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(pgettext_lazy("field", "name"), max_length=200)
    kind = models.CharField(pgettext_lazy("field", "kind"), max_length=12, choices=DocumentKind)
    each_country = models.BooleanField(gettext_lazy("one from each participating country"), default=False)

    class Meta(InOrder.Meta):
        verbose_name_plural = gettext_lazy("required documents")

    def __str__(self):
        return self.name


class Gate(models.TextChoices):
    """What must have happened before an instalment is paid."""

    AGREEMENT = "agreement", pgettext_lazy("condition of an instalment", "the agreement is signed")
    PROGRESS = "progress", pgettext_lazy("condition of an instalment", "a progress report is accepted")
    FINAL = "final", pgettext_lazy("condition of an instalment", "the final report is accepted")


class PlannedInstalment(InOrder):
    """An instalment as the call plans it: its part of the grant, and what must come before."""

    rules = models.ForeignKey(CallRules, on_delete=models.CASCADE, related_name="instalments")
    percent = models.DecimalField(
        gettext_lazy("part of the grant, %"), max_digits=5, decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(100))],
    )  # fmt: skip
    gate = models.CharField(gettext_lazy("is paid once"), max_length=12, choices=Gate)
    needs_match = models.BooleanField(gettext_lazy("and match is verified"), default=False)

    class Meta(InOrder.Meta):
        verbose_name_plural = gettext_lazy("instalments")

    def __str__(self):
        return f"{self.percent}%"


class PlannedReport(InOrder):
    """A report as the call plans it."""

    rules = models.ForeignKey(CallRules, on_delete=models.CASCADE, related_name="reports")
    is_final = models.BooleanField(gettext_lazy("final report"), default=False)
    months = models.PositiveSmallIntegerField(
        gettext_lazy("months after the start"), validators=[MinValueValidator(1), MaxValueValidator(240)]
    )

    class Meta(InOrder.Meta):
        verbose_name_plural = gettext_lazy("reports that are due")

    def __str__(self):
        return str(self.months)
