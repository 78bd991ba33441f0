"""Funds and projects."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import Visibility
from zhinan.kit.dates import PartialDateField, day_field
from zhinan.kit.languages import InSeveralLanguages
from zhinan.network.models import Organisation, Partnership

from .parties import Party
from .programmes import Programme
from .spans import Span


class Fund(InSeveralLanguages, Visibility):
    """Money set aside for projects under rules of its own."""

    mark = "F"
    translatable = ("name", "summary")
    called = ("name", "name_zh", "acronym")
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(pgettext_lazy("field", "name"), max_length=300)
    name_zh = models.CharField(pgettext_lazy("field", "name in Chinese"), max_length=300, blank=True)
    acronym = models.CharField(pgettext_lazy("field", "acronym"), max_length=40, blank=True)
    established_on = PartialDateField(pgettext_lazy("field", "established"))
    established_earliest = day_field()
    established_latest = day_field()
    manager = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("organisation that manages it"),
    )
    summary = models.TextField(pgettext_lazy("field", "summary"), blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "fund")
        verbose_name_plural = pgettext_lazy("plural", "funds")
        ordering = ["name"]

    def __str__(self):
        return self.said("name").text

    def get_absolute_url(self):
        """Address of the fund's page."""
        return reverse("fund", args=[self.slug])


class Project(InSeveralLanguages, Span, Visibility):
    """Work with a beginning and an end, in a programme or paid by a fund; the ledger's postings belong to it."""

    mark = "J"
    translatable = ("title", "summary")
    own_rows = ("parties",)
    called = ("title",)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(pgettext_lazy("of an undertaking", "title"), max_length=300)
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=pgettext_lazy("field", "programme"),
    )
    fund = models.ForeignKey(
        Fund,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=gettext_lazy("fund that pays for it"),
    )
    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "partnership"),
        help_text=gettext_lazy("The partnership that it followed from, if any."),
    )
    summary = models.TextField(pgettext_lazy("field", "summary"), blank=True)

    class Meta(Span.Meta):
        verbose_name = pgettext_lazy("noun", "project")
        verbose_name_plural = pgettext_lazy("plural", "projects")
        ordering = ["title"]

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the project's page."""
        return reverse("project", args=[self.slug])


class ProjectParty(Party):
    """A country or organisation in a project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="parties")
