"""What a report tells in words."""

from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.awards.models import DueReport, OfAwardQuerySet


class OfReportQuerySet(OfAwardQuerySet):
    """What belongs to a report: whoever may read its award reads it."""

    path = "report__award"


class Narrative(models.Model):
    """What a report tells in words, and its answers to the questions of the call, {question: value}.

    `version` counts how often any part of the report was saved, so that nobody writes over what somebody else saved.
    """

    audience = STAFF
    report = models.OneToOneField(DueReport, on_delete=models.PROTECT, related_name="+", editable=False)
    achieved = models.TextField(
        gettext_lazy("what was done and achieved"), blank=True, max_length=20_000,
        help_text=gettext_lazy("What happened since the last report, and what it changed for whom."),
    )  # fmt: skip
    problems = models.TextField(
        gettext_lazy("problems, and what was done about them"), blank=True, max_length=20_000
    )  # fmt: skip
    lessons = models.TextField(
        gettext_lazy("lessons"), blank=True, max_length=20_000,
        help_text=gettext_lazy("What others should know who want to do the same."),
    )  # fmt: skip
    next_steps = models.TextField(pgettext_lazy("of a report", "next steps"), blank=True, max_length=20_000)
    answers = models.JSONField(default=dict, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("narrative of a report")
        verbose_name_plural = gettext_lazy("narratives of reports")
        ordering = ["report"]

    def __str__(self):
        return str(self.report)
