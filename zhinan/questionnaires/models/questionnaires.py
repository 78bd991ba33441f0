"""Questionnaires and their versions."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF, Visibility
from zhinan.kit.languages import InSeveralLanguages
from zhinan.programmes.models import Programme

from ..states import State
from .content import ContentField, read


class Purpose(models.TextChoices):
    """What a questionnaire is for."""

    SURVEY = "survey", pgettext_lazy("purpose of a questionnaire", "survey")
    REGISTRATION = "registration", pgettext_lazy("purpose of a questionnaire", "registration")
    TEST = "test", pgettext_lazy("purpose of a questionnaire", "test of knowledge")
    PROPOSAL = "proposal", pgettext_lazy("purpose of a questionnaire", "proposal")
    REPORT = "report", pgettext_lazy("purpose of a questionnaire", "report")


class Questionnaire(InSeveralLanguages, Visibility):
    """Something that people are asked, again and again; what it asks stands in its versions."""

    mark = "Q"
    translatable = ("title", "description")
    called = ("title",)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(pgettext_lazy("of a questionnaire", "title"), max_length=200)
    purpose = models.CharField(
        pgettext_lazy("field", "purpose"), max_length=12, choices=Purpose, default=Purpose.SURVEY
    )
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "programme"),
        help_text=gettext_lazy("Its secretariat builds the questionnaire and reads the answers."),
    )
    description = models.TextField(
        pgettext_lazy("field", "description"),
        blank=True,
        help_text=gettext_lazy("Whoever is asked reads this first: what it is about, what the answers are used for."),
    )
    audience = models.CharField(pgettext_lazy("field", "who may see it"), max_length=80, default=STAFF, db_index=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "questionnaire")
        verbose_name_plural = pgettext_lazy("plural", "questionnaires")
        ordering = ["title"]

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the questionnaire's page."""
        return reverse("questionnaire", args=[self.slug])

    def draft(self):
        """The version that is being worked at, or None."""
        return self.versions.filter(state=State.DRAFT).first()

    def published(self):
        """The newest published version, or None."""
        return self.versions.filter(state=State.PUBLISHED).order_by("-number").first()


class VersionQuerySet(models.QuerySet):
    """Versions, as far as somebody may see their questionnaire."""

    def visible_to(self, user):
        """Versions of questionnaires that `user` may see."""
        return self.filter(questionnaire__in=Questionnaire.objects.visible_to(user))


class Version(models.Model):
    """What a questionnaire asks at one time. A published version never changes; `digest` is the hash of its content."""

    mark = Questionnaire.mark
    audience = STAFF  # who reads what happened to it
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="versions", editable=False)
    number = models.PositiveSmallIntegerField(pgettext_lazy("of a version", "number"), editable=False)
    content = ContentField(pgettext_lazy("of a questionnaire", "what it asks"), default=dict, blank=True)
    state = models.CharField(
        pgettext_lazy("field", "state"), max_length=12, choices=State, default=State.DRAFT, editable=False
    )
    published_at = models.DateTimeField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "version of a questionnaire")
        verbose_name_plural = pgettext_lazy("plural", "versions of a questionnaire")
        ordering = ["questionnaire", "number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="questionnaires_version_once"),
            models.UniqueConstraint(
                fields=["questionnaire"], condition=Q(state=State.DRAFT), name="questionnaires_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, published_at=None)
                | Q(state=State.PUBLISHED, published_at__isnull=False),
                name="questionnaires_published_with_moment",
            ),
        ]

    def __str__(self):
        return _("{questionnaire}, version {number}").format(questionnaire=self.questionnaire, number=self.number)

    def get_absolute_url(self):
        """A draft is read where it is built, a published version on its own page."""
        return reverse("questionnaire-version", args=[self.questionnaire.slug, self.number])

    def clean(self):
        """Refuse to change what was published, and content of another shape."""
        super().clean()
        read(self.content)
        if self.state == State.PUBLISHED and self.digest and self.digest != digest_of(self.content):
            raise ValidationError(_("A published version is not changed. Start the next version."))

    @cached_property
    def asks(self):
        """Its Content."""
        return read(self.content)


def digest_of(content):
    """The hash of the JSON `content`, the same for the same content."""
    said = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
