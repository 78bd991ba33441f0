"""Solutions, by the template of South-South Galaxy."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import Visibility
from zhinan.codelists.models import Country, Goal, Target
from zhinan.kit.dates import PartialDateField, day_field
from zhinan.network.models import Network
from zhinan.programmes.models import Party, Programme


class Status(models.TextChoices):
    """How far the work that a solution tells of has come, in the words of its template."""

    ONGOING = "ongoing", pgettext_lazy("status of a solution", "ongoing")
    COMPLETED = "completed", pgettext_lazy("status of a solution", "completed")


class Solution(Visibility):
    """A development problem and how it was solved.

    `scope` holds words such as “Global, Regional” that stand in place of countries; `implementing_programme` is a
    programme that stands among the implementing entities.
    """

    mark = "S"
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300, blank=True)
    subtitle = models.CharField(max_length=300, blank=True)
    challenges = models.TextField(blank=True)
    towards = models.TextField(blank=True)
    contact = models.TextField(blank=True)
    countries = models.ManyToManyField(Country, blank=True, related_name="+")
    scope = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=12, choices=Status, blank=True)
    starts_on = PartialDateField()
    starts_earliest = day_field()
    starts_latest = day_field()
    ends_on = PartialDateField()
    ends_earliest = day_field()
    ends_latest = day_field()
    primary_goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    secondary_goals = models.ManyToManyField(Goal, blank=True, related_name="+")
    targets = models.ManyToManyField(Target, blank=True, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    implementing_programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    url = models.URLField(blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "solution")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_earliest=None) | Q(ends_latest=None) | Q(ends_latest__gte=F("starts_earliest")),
                name="knowledge_solution_ends_after_start",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Address of the solution's page."""
        return reverse("solution", args=[self.slug])


class SolutionParty(Party):
    """A country or organisation in a solution."""

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="parties")


class SimilarSolution(models.Model):
    """A solution that a source names beside another one, as printed: it stands elsewhere and is no record here."""

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="similar")
    title = models.CharField(max_length=300)
    countries = models.ManyToManyField(Country, blank=True, related_name="+")
    organisation = models.CharField(max_length=300, blank=True)
    starts_on = PartialDateField()
    starts_earliest = day_field()
    starts_latest = day_field()
    ends_on = PartialDateField()
    ends_earliest = day_field()
    ends_latest = day_field()

    class Meta:
        ordering = ["solution", "pk"]

    def __str__(self):
        return self.title
