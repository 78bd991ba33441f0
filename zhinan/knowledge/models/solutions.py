"""Solutions, by the template of South-South Galaxy."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import Visibility
from zhinan.codelists.models import Country, Goal, Target
from zhinan.kit.dates import PartialDateField, day_field
from zhinan.kit.languages import InSeveralLanguages
from zhinan.network.models import Network
from zhinan.programmes.models import Party, Programme


class Status(models.TextChoices):
    """How far the work that a solution tells of has come, in the words of its template."""

    ONGOING = "ongoing", pgettext_lazy("status of a solution", "ongoing")
    COMPLETED = "completed", pgettext_lazy("status of a solution", "completed")


class Solution(InSeveralLanguages, Visibility):
    """A development problem and how it was solved.

    `scope` holds words such as “Global, Regional” that stand in place of countries; `implementing_programme` is a
    programme that stands among the implementing entities.
    """

    mark = "S"
    translatable = ("title", "subtitle", "challenges", "towards")
    own_rows = ("parties", "similar")
    called = ("title", "title_zh")
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(pgettext_lazy("field", "title"), max_length=300)
    title_zh = models.CharField(gettext_lazy("title in Chinese"), max_length=300, blank=True)
    subtitle = models.CharField(pgettext_lazy("field", "subtitle"), max_length=300, blank=True)
    challenges = models.TextField(pgettext_lazy("field", "challenges"), blank=True)
    towards = models.TextField(gettext_lazy("towards a solution"), blank=True)
    contact = models.TextField(pgettext_lazy("field", "contact"), blank=True)
    countries = models.ManyToManyField(Country, blank=True, related_name="+", verbose_name=gettext_lazy("countries"))
    scope = models.CharField(gettext_lazy("countries in words"), max_length=100, blank=True)
    status = models.CharField(pgettext_lazy("field", "status"), max_length=12, choices=Status, blank=True)
    starts_on = PartialDateField(pgettext_lazy("field", "from"))
    starts_earliest = day_field()
    starts_latest = day_field()
    ends_on = PartialDateField(pgettext_lazy("field", "until"))
    ends_earliest = day_field()
    ends_latest = day_field()
    primary_goal = models.ForeignKey(
        Goal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("primary goal"),
    )
    secondary_goals = models.ManyToManyField(
        Goal, blank=True, related_name="+", verbose_name=gettext_lazy("secondary goals")
    )
    targets = models.ManyToManyField(Target, blank=True, related_name="+", verbose_name=gettext_lazy("SDG targets"))
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "programme"),
    )
    network = models.ForeignKey(
        Network,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "network"),
    )
    implementing_programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("programme among the implementing entities"),
    )
    url = models.URLField(gettext_lazy("address on the web"), blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "solution")
        verbose_name_plural = pgettext_lazy("plural", "solutions")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_earliest=None) | Q(ends_latest=None) | Q(ends_latest__gte=F("starts_earliest")),
                name="knowledge_solution_ends_after_start",
                violation_error_message=gettext_lazy("It ends before it begins. Mend one of the two dates."),
            )
        ]

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the solution's page."""
        return reverse("solution", args=[self.slug])


class SolutionParty(Party):
    """A country or organisation in a solution."""

    solution = models.ForeignKey(
        Solution, on_delete=models.CASCADE, related_name="parties", verbose_name=pgettext_lazy("field", "solution")
    )


class SimilarSolution(models.Model):
    """A solution that a source names beside another one, as printed: it stands elsewhere and is no record here."""

    solution = models.ForeignKey(
        Solution, on_delete=models.CASCADE, related_name="similar", verbose_name=pgettext_lazy("field", "solution")
    )
    title = models.CharField(pgettext_lazy("field", "title"), max_length=300)
    countries = models.ManyToManyField(Country, blank=True, related_name="+", verbose_name=gettext_lazy("countries"))
    organisation = models.CharField(pgettext_lazy("field", "organisation"), max_length=300, blank=True)
    starts_on = PartialDateField(pgettext_lazy("field", "from"))
    starts_earliest = day_field()
    starts_latest = day_field()
    ends_on = PartialDateField(pgettext_lazy("field", "until"))
    ends_earliest = day_field()
    ends_latest = day_field()

    class Meta:
        verbose_name_plural = gettext_lazy("similar solutions")
        ordering = ["solution", "pk"]

    def __str__(self):
        return self.title
