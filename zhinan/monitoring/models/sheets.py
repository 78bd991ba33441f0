"""Spreadsheets of reports that came back and wait to be taken over."""

from collections import Counter

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.awards.models import DueReport

from .narratives import OfReportQuerySet


class ReportSheetQuerySet(OfReportQuerySet):
    """Spreadsheets that wait, as long as they are kept."""

    def kept(self, now):
        """Those that may still be looked at at the moment `now`."""
        return self.filter(made_at__gte=now - settings.KEEP_IMPORTS)

    def overdue(self, now):
        """Those that were kept long enough at the moment `now`."""
        return self.filter(made_at__lt=now - settings.KEEP_IMPORTS)


class ReportSheet(models.Model):
    """What a spreadsheet says of a report, looked at and not taken over: it is deleted with that, or after a while.

    It was `made_from` one version of the report and judged beside another, `version`. `cells` are rows of
    `rules.sheets_cells.Cell`, `values` what the actions write, `notes` sentences on what was not read.
    """

    audience = STAFF
    report = models.ForeignKey(DueReport, on_delete=models.CASCADE, related_name="+", editable=False)
    name = models.CharField(max_length=255, editable=False)
    made_from = models.PositiveIntegerField(editable=False)
    version = models.PositiveIntegerField(editable=False)
    cells = models.JSONField(default=list, editable=False)
    values = models.JSONField(default=dict, editable=False)
    notes = models.JSONField(default=list, editable=False)
    made_at = models.DateTimeField(editable=False, db_index=True)
    made_by = models.UUIDField(null=True, editable=False)

    objects = ReportSheetQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("spreadsheet of a report")
        verbose_name_plural = gettext_lazy("spreadsheets of reports")
        ordering = ["report", "-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Address of its preview."""
        return reverse("sheet-preview", args=[self.report_id, self.pk])

    @cached_property
    def counts(self):
        """{state: number of cells}."""
        return Counter(one[6] for one in self.cells)

    def is_older(self):
        """Whether somebody saved the report between the making of the file and its preview."""
        return self.made_from < self.version

    def kept_until(self):
        """The moment from which it may be deleted."""
        return self.made_at + settings.KEEP_IMPORTS
