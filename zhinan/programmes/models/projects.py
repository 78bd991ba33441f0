"""Funds and projects."""

from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import Visibility
from zhinan.kit.dates import PartialDateField, day_field
from zhinan.network.models import Organisation

from .parties import Party
from .programmes import Programme


class Fund(Visibility):
    """Money set aside for projects under rules of its own."""

    mark = "F"
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=300)
    name_zh = models.CharField(max_length=300, blank=True)
    acronym = models.CharField(max_length=40, blank=True)
    established_on = PartialDateField()
    established_earliest = day_field()
    established_latest = day_field()
    manager = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.TextField(blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "fund")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Address of the fund's page."""
        return reverse("fund", args=[self.slug])


class Project(Visibility):
    """Work with a beginning and an end, in a programme or paid by a fund; the ledger's postings belong to it."""

    mark = "J"
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=300)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="projects")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, null=True, blank=True, related_name="projects")
    starts_on = PartialDateField()
    starts_earliest = day_field()
    starts_latest = day_field()
    ends_on = PartialDateField()
    ends_earliest = day_field()
    ends_latest = day_field()
    summary = models.TextField(blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "project")
        ordering = ["title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Address of the project's page."""
        return reverse("project", args=[self.slug])


class ProjectParty(Party):
    """A country or organisation in a project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="parties")
