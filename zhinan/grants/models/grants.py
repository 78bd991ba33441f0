"""Grants, who takes part in them, and their intended outputs."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.codelists.models import Goal, PurposeCode
from zhinan.kit.dates import PartialDateField, day_field, within
from zhinan.kit.languages import InSeveralLanguages
from zhinan.programmes.models import Party, Project, Span

from ..states import APPROVED, State


class GrantQuerySet(VisibilityQuerySet):
    """Grants, and those that were approved."""

    def approved(self):
        """Grants that were approved, whatever became of them later."""
        return self.filter(state__in=APPROVED)

    def approved_in(self, period):
        """Grants that were approved for certain within `period`."""
        return self.approved().filter(within("approved", period))


class Grant(InSeveralLanguages, Span, Visibility):
    """A small grant to an institution for a project. `approved_on` may be unknown for a grant that is only named."""

    mark = "G"
    translatable = ("title", "summary", "beneficiaries")
    own_rows = ("parties", "outputs")
    called = ("title",)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(pgettext_lazy("of an undertaking", "title"), max_length=300)
    project = models.OneToOneField(
        Project,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("field", "project"),
        error_messages={"unique": gettext_lazy("This project has a grant already. Choose another one.")},
    )
    number = models.PositiveSmallIntegerField(
        pgettext_lazy("of a grant", "number"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Its place among the grants of its year, where grants are numbered."),
    )
    state = models.CharField(pgettext_lazy("field", "state"), max_length=12, choices=State, default=State.PROPOSED)
    state_on = models.DateField(gettext_lazy("state as of"), null=True, blank=True)
    sector = models.CharField(pgettext_lazy("field", "sector"), max_length=200, blank=True)
    purpose = models.ForeignKey(
        PurposeCode,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("purpose code"),
        help_text=gettext_lazy("A purpose code of the DAC, or its name."),
    )
    goals = models.ManyToManyField(
        Goal, blank=True, related_name="+", verbose_name=gettext_lazy("Sustainable Development Goals")
    )
    beneficiaries = models.TextField(pgettext_lazy("field", "beneficiaries"), blank=True)
    approved_on = PartialDateField(pgettext_lazy("field", "approved"))
    approved_earliest = day_field()
    approved_latest = day_field()
    summary = models.TextField(pgettext_lazy("field", "summary"), blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta(Span.Meta):
        verbose_name = pgettext_lazy("noun", "grant")
        verbose_name_plural = pgettext_lazy("plural", "grants")
        ordering = ["-approved_earliest", "number", "title"]

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the grant's page."""
        return reverse("grant", args=[self.slug])

    def clean(self):
        """A grant that is only proposed has no day of approval."""
        super().clean()
        if self.state == State.PROPOSED and self.approved_on:
            raise ValidationError({"approved_on": _("It is only proposed. Leave this out, or approve it on that day.")})


class GrantParty(Party):
    """A country or organisation in a grant."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="parties")


class IntendedOutput(models.Model):
    """One thing that a grant is to bring forth, in the words of its proposal."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="outputs")
    position = models.PositiveSmallIntegerField(pgettext_lazy("field", "place in the order"))
    text = models.TextField(pgettext_lazy("field", "text"))

    class Meta:
        verbose_name_plural = pgettext_lazy("plural", "intended outputs")
        ordering = ["grant", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "position"],
                name="grants_output_once",
                violation_error_message=gettext_lazy("Another one has this place in the order."),
            )
        ]

    def __str__(self):
        return self.text
