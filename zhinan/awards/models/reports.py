"""Reports that are due of an award: over which days, until when, and how far each has come."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.grants.models import Author

from ..states import OWED, AwardState, ReportState
from .awards import Award, OfAwardQuerySet


class DueReportQuerySet(OfAwardQuerySet):
    """Reports that are due, by whom they wait for."""

    def owed(self):
        """Those that somebody has to write: their award is in force, and they were not sent, or were returned."""
        running = Award.objects.going().filter(state=AwardState.ACTIVE)
        return self.filter(state__in=OWED, award__in=running.order_by().values("pk"))

    def overdue(self, on):
        """Those that should have been sent before the day `on`."""
        return self.owed().filter(due_on__lt=on)

    def waiting_for(self, user):
        """Those that `user` writes: reports of the awards whose application they wrote."""
        wrote = Author.objects.filter(user=user, application__grant__isnull=False).values("application__grant")
        return self.owed().filter(award__grant__in=wrote)

    def to_read(self):
        """Those that were sent and wait for the secretariat."""
        return self.filter(state=ReportState.SENT)


class DueReport(models.Model):
    """A report on the days from `starts_on` to `ends_on`, due on `due_on`; what it says stands in `monitoring`.

    It is sent after its last day, and no instalment that waits for it is paid before it is accepted. `reminded` counts
    the reminders that were sent about the day on which it is due now.
    """

    mark = Award.mark
    audience = STAFF
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="reports", editable=False)
    position = models.PositiveSmallIntegerField(pgettext_lazy("field", "place in the order"), editable=False)
    is_final = models.BooleanField(gettext_lazy("final report"), default=False, editable=False)
    starts_on = models.DateField(pgettext_lazy("field", "first day"))
    ends_on = models.DateField(pgettext_lazy("field", "last day"))
    due_on = models.DateField(pgettext_lazy("field", "due on"))
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DUE, editable=False)
    accepted_on = models.DateField(null=True, editable=False)
    accepted_by = models.UUIDField(null=True, editable=False)
    reminded = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = DueReportQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("report of a grant")
        verbose_name_plural = gettext_lazy("reports of grants")
        ordering = ["award", "position"]
        constraints = [
            models.UniqueConstraint(fields=["award", "position"], name="awards_report_position_once"),
            models.UniqueConstraint(
                fields=["award"], condition=Q(is_final=True) & ~Q(state="dropped"), name="awards_one_final_report"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="awards_report_ends_after_start",
                violation_error_message=gettext_lazy("The last day lies before the first one."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("ends_on")),
                name="awards_report_due_after_its_days",
                violation_error_message=gettext_lazy("A report is due once its days are over."),
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_on__isnull=False), name="awards_report_accepted_on_a_day"
            ),
        ]

    def __str__(self):
        return _("{report} of “{grant}”").format(report=self.called(), grant=self.award)

    def called(self):
        """What it is, without its grant."""
        if self.is_final:
            return _("Final report")
        return _("Progress report {number}").format(number=self.position)

    def get_absolute_url(self):
        """Address of the report's page, which is in `monitoring`."""
        return reverse("due-report", args=[self.pk])
