"""News and stories."""

from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import Visibility
from zhinan.kit.dates import PartialDateField, day_field
from zhinan.kit.languages import InSeveralLanguages
from zhinan.programmes.models import Programme


class Story(InSeveralLanguages, Visibility):
    """Something told to the public: news of the day, or the story of an impact."""

    mark = "T"
    translatable = ("title", "text")
    called = ("title",)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(pgettext_lazy("field", "title"), max_length=300)
    kind = models.CharField(
        pgettext_lazy("field", "kind"),
        max_length=8,
        default="news",
        choices=[
            ("news", pgettext_lazy("kind of story", "news")),
            ("impact", pgettext_lazy("kind of story", "impact story")),
        ],
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "programme"),
    )
    published_on = PartialDateField(pgettext_lazy("field", "published"))
    published_earliest = day_field()
    published_latest = day_field()
    text = models.TextField(pgettext_lazy("field", "text"), blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "story")
        ordering = ["-published_earliest", "title"]
        verbose_name_plural = pgettext_lazy("plural", "stories")

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the story's page."""
        return reverse("story", args=[self.slug])
