"""Programmes, the periods that they report on, and their goals."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import Visibility
from zhinan.codelists.models import Country
from zhinan.kit.dates import PartialDateField, day_field
from zhinan.network.models import Network

from .parties import Party


class Programme(Visibility):
    """A cooperation programme, from when to when, with the one that it follows and the networks that it leads."""

    mark = "P"
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=300)
    name_zh = models.CharField(max_length=300, blank=True)
    acronym = models.CharField(max_length=40, blank=True)
    provider = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    predecessor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors")
    networks = models.ManyToManyField(Network, related_name="+", blank=True)
    starts_on = PartialDateField()
    starts_earliest = day_field()
    starts_latest = day_field()
    ends_on = PartialDateField()
    ends_earliest = day_field()
    ends_latest = day_field()
    summary = models.TextField(blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "programme")
        ordering = ["name"]

    def __str__(self):
        return self.name

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


class ProgrammeParty(Party):
    """A country or organisation in a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="parties")


class ReportingPeriod(models.Model):
    """A year that a programme reports on, and the day up to which its records count for that report."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="periods")
    year = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    cut_off_on = models.DateField()

    class Meta:
        ordering = ["programme", "year"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "year"], name="programmes_period_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="programmes_period_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.programme} {self.year}"


class Goal(models.Model):
    """Something that a programme means to do in a year."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="goals")
    year = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["programme", "year", "position"]
        constraints = [models.UniqueConstraint(fields=["programme", "year", "position"], name="programmes_goal_once")]

    def __str__(self):
        return self.text
