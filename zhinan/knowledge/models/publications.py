"""Publications, and the questions and answers that some are made of."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.kit.dates import PartialDateField, day_field, within
from zhinan.kit.languages import InSeveralLanguages
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


class Publication(InSeveralLanguages, Visibility):
    """A report, series, volume or film; `programme` is the one that developed or supported it."""

    mark = "B"
    translatable = ("title", "summary")
    own_rows = ("parties", "questions")
    called = ("title", "title_zh")
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(pgettext_lazy("field", "title"), max_length=300)
    title_zh = models.CharField(gettext_lazy("title in Chinese"), max_length=300, blank=True)
    kind = models.CharField(pgettext_lazy("field", "kind"), max_length=12, choices=Kind)
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "programme"),
    )
    led_to = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("project that it led to"),
    )
    released_on = PartialDateField(pgettext_lazy("field", "released"))
    released_earliest = day_field()
    released_latest = day_field()
    summary = models.TextField(pgettext_lazy("field", "summary"), blank=True)
    url = models.URLField(gettext_lazy("address on the web"), blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "publication")
        verbose_name_plural = pgettext_lazy("plural", "publications")
        ordering = ["-released_earliest", "title"]

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the publication's page."""
        return reverse("publication", args=[self.slug])


class PublicationParty(Party):
    """A country or organisation in a publication."""

    publication = models.ForeignKey(
        Publication,
        on_delete=models.CASCADE,
        related_name="parties",
        verbose_name=pgettext_lazy("field", "publication"),
    )


class Question(InSeveralLanguages):
    """A question and its answer, at its place in a series' logical framework."""

    translatable = ("question", "answer")
    publication = models.ForeignKey(
        Publication,
        on_delete=models.CASCADE,
        related_name="questions",
        verbose_name=pgettext_lazy("field", "publication"),
    )
    chapter = models.CharField(pgettext_lazy("field", "chapter"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(pgettext_lazy("field", "place in the order"))
    question = models.TextField(pgettext_lazy("field", "question"))
    answer = models.TextField(pgettext_lazy("field", "answer"), blank=True)

    class Meta:
        verbose_name_plural = pgettext_lazy("plural", "questions and answers")
        ordering = ["publication", "position"]
        constraints = [models.UniqueConstraint(fields=["publication", "position"], name="knowledge_question_once")]

    def __str__(self):
        return self.said("question").text
