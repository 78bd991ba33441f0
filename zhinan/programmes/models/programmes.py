"""Programmes, the periods that they report on, and their goals."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import Visibility
from zhinan.codelists.models import Country
from zhinan.kit.languages import InSeveralLanguages
from zhinan.network.models import Network

from .parties import Party
from .spans import Span, leads_back


class Programme(InSeveralLanguages, Span, Visibility):
    """A cooperation programme, from when to when, with the one that it follows and the networks that it leads."""

    mark = "P"
    translatable = ("name", "summary")
    own_rows = ("parties", "periods", "goals")
    called = ("name", "name_zh", "acronym")
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(pgettext_lazy("field", "name"), max_length=300)
    name_zh = models.CharField(pgettext_lazy("field", "name in Chinese"), max_length=300, blank=True)
    acronym = models.CharField(pgettext_lazy("field", "acronym"), max_length=40, blank=True)
    provider = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("country that provides"),
        help_text=gettext_lazy("Its own country is not counted among those that the programme reaches."),
    )
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=gettext_lazy("programme that it follows"),
    )
    networks = models.ManyToManyField(
        Network, related_name="+", blank=True, verbose_name=gettext_lazy("networks that it leads")
    )
    summary = models.TextField(pgettext_lazy("field", "summary"), blank=True)

    class Meta(Span.Meta):
        verbose_name = pgettext_lazy("noun", "programme")
        verbose_name_plural = pgettext_lazy("plural", "programmes")
        ordering = ["name"]

    def __str__(self):
        return self.said("name").text

    def get_absolute_url(self):
        """Address of the programme's page."""
        return reverse("programme", args=[self.slug])

    def scope(self):
        """The scope of roles in this programme."""
        return f"programme:{self.pk}"

    def lineage(self):
        """The keys of this programme and of all that it follows: one query a predecessor."""
        keys, programme = [], self
        while programme is not None and programme.pk not in keys:
            keys.append(programme.pk)
            programme = programme.predecessor
        return keys

    def clean(self):
        """Refuse predecessors that lead round in a circle."""
        super().clean()
        if leads_back(self, "predecessor"):
            raise ValidationError({"predecessor": _("A programme cannot follow itself or one that follows it.")})


class ProgrammeParty(Party):
    """A country or organisation in a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="parties")


class ReportingPeriod(models.Model):
    """A year that a programme reports on, and the day up to which its records count for that report."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="periods")
    year = models.PositiveSmallIntegerField(pgettext_lazy("field", "year"))
    starts_on = models.DateField(pgettext_lazy("field", "first day"))
    ends_on = models.DateField(pgettext_lazy("field", "last day"))
    cut_off_on = models.DateField(
        gettext_lazy("records as of"),
        help_text=gettext_lazy("Up to this day records count for the report."),
    )

    class Meta:
        verbose_name_plural = pgettext_lazy("plural", "years that it reports on")
        ordering = ["programme", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year"],
                name="programmes_period_once",
                violation_error_message=gettext_lazy("This year stands here already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="programmes_period_ends_after_start",
                violation_error_message=gettext_lazy("The last day lies before the first one."),
            ),
        ]

    def __str__(self):
        return f"{self.programme} {self.year}"

    def clean(self):
        """Say at the field what the constraint would refuse."""
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day lies before the first one.")})


class Goal(models.Model):
    """Something that a programme means to do in a year."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="goals")
    year = models.PositiveSmallIntegerField(pgettext_lazy("field", "year"))
    position = models.PositiveSmallIntegerField(pgettext_lazy("field", "place in the order"))
    text = models.TextField(pgettext_lazy("field", "text"))

    class Meta:
        verbose_name_plural = pgettext_lazy("plural", "goals of a year")
        ordering = ["programme", "year", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "position"],
                name="programmes_goal_once",
                violation_error_message=gettext_lazy("Another one has this place in the order."),
            )
        ]

    def __str__(self):
        return self.text
