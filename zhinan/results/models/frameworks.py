"""Results frameworks, each of one programme or one project."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.kit.languages import InSeveralLanguages
from zhinan.programmes.models import Programme, Project


class FrameworkQuerySet(VisibilityQuerySet):
    """Frameworks, by whose they are."""

    def of_programme(self, programme):
        """Those of `programme` and of its projects."""
        return self.filter(Q(programme=programme) | Q(project__programme=programme))


class Framework(InSeveralLanguages, Visibility):
    """What a programme or a project means to bring about, as an outline of results."""

    mark = "R"
    translatable = ("title", "description")
    own_rows = ("results",)
    called = ("title",)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(
        pgettext_lazy("of a results framework", "title"),
        max_length=300,
        help_text=gettext_lazy("Results framework 2024 to 2027"),
    )
    description = models.TextField(pgettext_lazy("field", "description"), blank=True)
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "programme"),
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("or a project"),
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("results framework")
        verbose_name_plural = gettext_lazy("results frameworks")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(programme=None, project__isnull=False) | Q(programme__isnull=False, project=None),
                name="results_of_programme_or_project",
                violation_error_message=gettext_lazy("Name a programme or a project, one of the two."),
            )
        ]

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the framework's page."""
        return reverse("framework", args=[self.slug])

    def keeper(self):
        """The programme whose secretariat keeps it, that of its project perhaps; None where there is none."""
        return self.programme or (self.project and self.project.programme)
