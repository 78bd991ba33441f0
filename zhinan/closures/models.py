"""That the lessons of a grant became a solution."""

from django.db import models
from django.utils.translation import gettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.awards.models import Award, OfAwardQuerySet
from zhinan.knowledge.models import Solution


class Documented(models.Model):
    """The solution that the lessons of an award were turned into; who may edit it goes on there."""

    audience = STAFF
    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="+", editable=False)
    solution = models.ForeignKey(Solution, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = OfAwardQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("documented lessons")
        verbose_name_plural = gettext_lazy("documented lessons")
        ordering = ["award"]

    def __str__(self):
        return str(self.solution)
