"""Publications, and the questions and answers that some are made of."""

from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.kit.dates import PartialDateField, day_field, within
from zhinan.programmes.models import Party, Programme, Project


class Kind(models.TextChoices):
    """What sort of publication it is."""

    REPORT = "report", pgettext_lazy("kind of publication", "report")
    QUESTIONS = "questions", pgettext_lazy("kind of publication", "question-and-answer series")
    VOLUME = "volume", pgettext_lazy("kind of publication", "volume of good practices")
    VIDEO = "video", pgettext_lazy("kind of publication", "video")
    BOOK = "book", pgettext_lazy("kind of publication", "book")
    PAGE = "page", pgettext_lazy("kind of publication", "web page")


class PublicationQuerySet(VisibilityQuerySet):
    """Publications, narrowed to what figures ask."""

    def reports_in(self, period):
        """Reports and question-and-answer series released for certain within `period`."""
        return self.filter(within("released", period), kind__in=(Kind.REPORT, Kind.QUESTIONS))


class Publication(Visibility):
    """A report, series, volume or film; `programme` is the one that developed or supported it."""

    mark = "B"
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    led_to = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_on = PartialDateField()
    released_earliest = day_field()
    released_latest = day_field()
    summary = models.TextField(blank=True)
    url = models.URLField(blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "publication")
        ordering = ["-released_earliest", "title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Address of the publication's page."""
        return reverse("publication", args=[self.slug])


class PublicationParty(Party):
    """A country or organisation in a publication."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="parties")


class Question(models.Model):
    """A question and its answer, at its place in a series' logical framework."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="questions")
    chapter = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()
    question = models.TextField()
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["publication", "position"]
        constraints = [models.UniqueConstraint(fields=["publication", "position"], name="knowledge_question_once")]

    def __str__(self):
        return self.question
