"""Results: the lines of a framework, from what changes in the world down to what is done."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.languages import InSeveralLanguages

from .frameworks import Framework


class Level(models.TextChoices):
    """How far from what is done a result lies, the farthest first."""

    IMPACT = "impact", pgettext_lazy("level of a result", "impact")
    OUTCOME = "outcome", pgettext_lazy("level of a result", "outcome")
    OUTPUT = "output", pgettext_lazy("level of a result", "output")
    ACTIVITY = "activity", pgettext_lazy("level of a result", "activity")


IATI_RESULT_TYPE = {Level.OUTPUT: "1", Level.OUTCOME: "2", Level.IMPACT: "3", Level.ACTIVITY: "9"}


class ResultQuerySet(models.QuerySet):
    """Results, as far as somebody may see their framework."""

    def visible_to(self, user):
        """Results of frameworks that `user` may see."""
        return self.filter(framework__in=Framework.objects.visible_to(user))


class Result(InSeveralLanguages):
    """One line of a framework.

    It belongs to the nearest line of a higher level above it (`rules.outline`): so no result can hang on one of another
    framework, on itself, or on one below its own level.
    """

    mark = Framework.mark
    translatable = ("title", "description")
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="results", editable=False)
    position = models.PositiveSmallIntegerField(pgettext_lazy("field", "place in the order"))
    level = models.CharField(pgettext_lazy("of a result", "level"), max_length=12, choices=Level)
    title = models.CharField(pgettext_lazy("of a result", "what is to come about"), max_length=500)
    description = models.TextField(pgettext_lazy("of a result", "assumptions, risks, more words"), blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "result")
        verbose_name_plural = gettext_lazy("results: each belongs to the nearest one of a higher level above it")
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "position"],
                name="results_result_once",
                violation_error_message=gettext_lazy("Another one has this place in the order."),
            )
        ]

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """A result is read on its framework's page."""
        return f"{self.framework.get_absolute_url()}#result-{self.pk}"

    def delete(self, *args, **options):
        """Take it out of its framework; raises ValidationError while it has indicators."""
        if self.indicators.exists():
            raise ValidationError(
                _("“{result}” has indicators. Move or take away those first, then the result.").format(result=self)
            )
        return super().delete(*args, **options)
