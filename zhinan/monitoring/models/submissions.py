"""Each version of a report as it was sent, and the remarks with which it came back."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.awards.models import DueReport
from zhinan.programmes.models import Posting

from .narratives import OfReportQuerySet


class ReportSubmissionQuerySet(OfReportQuerySet):
    """Versions of reports."""

    def last_of(self, report):
        """The version of `report` that was sent last; None before the first one."""
        return self.filter(report=report).order_by("number").last()

    def returned_last(self, report):
        """The version of `report` that came back with remarks last; None where none did."""
        return self.filter(report=report, remarks__isnull=False).order_by("number").last()

    def sent_last_by(self, user):
        """The last version of each report that `user` sent."""
        later = ReportSubmission.objects.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later), sent_by=user.pseudonym)


class ReportSubmission(models.Model):
    """A report as it was sent: `content` is frozen, `digest` its hash (SHA-256)."""

    audience = STAFF
    report = models.ForeignKey(DueReport, on_delete=models.PROTECT, related_name="+", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    content = models.JSONField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    sent_at = models.DateTimeField(editable=False)
    sent_by = models.UUIDField(null=True, editable=False)

    objects = ReportSubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("version of a report")
        verbose_name_plural = gettext_lazy("versions of reports")
        ordering = ["report", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="monitoring_submission_once")]

    def __str__(self):
        return _("{report}, version {number}").format(report=self.report, number=self.number)


class SpendingQuerySet(OfReportQuerySet):
    """Postings of reports, and those that hold."""

    path = "submission__report__award"

    def standing(self):
        """Those of reports whose acceptance was not taken back."""
        return self.filter(taken_back=None)


class Spending(models.Model):
    """What an accepted version of a report spent of the grant, in the ledger; its opposite, once it was taken back."""

    audience = STAFF
    submission = models.ForeignKey(
        ReportSubmission, on_delete=models.PROTECT, related_name="spendings", editable=False
    )  # fmt: skip
    posting = models.OneToOneField(Posting, on_delete=models.PROTECT, related_name="+", editable=False)
    taken_back = models.OneToOneField(Posting, on_delete=models.PROTECT, null=True, related_name="+", editable=False)

    objects = SpendingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("spending of a report")
        verbose_name_plural = gettext_lazy("spendings of reports")
        ordering = ["submission", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=models.Q(taken_back=None), name="monitoring_one_standing_spending"
            )
        ]

    def __str__(self):
        return str(self.posting)


class Remark(models.Model):
    """What the secretariat wrote at one `place` of a version that it returned."""

    audience = STAFF
    submission = models.ForeignKey(ReportSubmission, on_delete=models.CASCADE, related_name="remarks", editable=False)
    place = models.CharField(max_length=300, editable=False)
    text = models.TextField(pgettext_lazy("of a report", "remark"), max_length=4000)

    class Meta:
        verbose_name = pgettext_lazy("noun", "remark")
        verbose_name_plural = pgettext_lazy("plural", "remarks")
        ordering = ["submission", "pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "place"], name="monitoring_remark_once")]

    def __str__(self):
        return self.text
