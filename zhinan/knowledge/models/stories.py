"""News and stories."""

from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import Visibility
from zhinan.kit.dates import PartialDateField, day_field
from zhinan.programmes.models import Programme


class Story(Visibility):
    """Something told to the public: news of the day, or the story of an impact."""

    mark = "T"
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(
        max_length=8,
        default="news",
        choices=[
            ("news", pgettext_lazy("kind of story", "news")),
            ("impact", pgettext_lazy("kind of story", "impact story")),
        ],
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_on = PartialDateField()
    published_earliest = day_field()
    published_latest = day_field()
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "story")
        ordering = ["-published_earliest", "title"]
        verbose_name_plural = "stories"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Address of the story's page."""
        return reverse("story", args=[self.slug])
