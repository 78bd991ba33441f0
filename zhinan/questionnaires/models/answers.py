"""Responses and their answers, and the urn that keeps tokens and answers of an anonymous round apart.

What nobody may be able to join, a database reader included, shares nothing: the rows of an anonymous round have random
keys and no moment, only the day; the tokens that were given out and those that were used stand sorted in one row, which
has no order and no place for a person.
"""

import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import formats
from django.utils.translation import pgettext, pgettext_lazy

from zhinan.accounts.models import STAFF, RoleName, User, audience_tokens, keys_of, sees_everything

from .questionnaires import Questionnaire, Version
from .rounds import Asked, Round


def random_key():
    """A key that tells nothing of when it was made."""
    return secrets.randbits(62) + 1


class Urn(models.Model):
    """The tokens of an anonymous round, as hashes in two sorted lists: given out and not used, and used."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, primary_key=True, related_name="urn")
    unused = models.JSONField(default=list)
    used = models.JSONField(default=list)
    mixed_before = models.DateField(null=True)  # the rows of the days before it stand in no order any more

    def __str__(self):
        return f"{len(self.used)} / {len(self.used) + len(self.unused)}"


class Cell(models.Model):
    """One combination of the groups that answers are crossed by, as keys of choices; empty where nothing was said."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="cells")
    gender = models.CharField(max_length=60, blank=True)
    age = models.CharField(max_length=60, blank=True)
    sector = models.CharField(max_length=60, blank=True)
    country = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "gender", "age", "sector", "country"], name="questionnaires_cell_once"
            )
        ]

    def __str__(self):
        return " ".join(filter(None, (self.gender, self.age, self.sector, self.country)))


class ResponseQuerySet(models.QuerySet):
    """Responses, as far as somebody may read them."""

    def visible_to(self, user):
        """Responses that `user` may read: the secretariat and the evaluator of a programme those of its own rounds."""
        if sees_everything(user):
            return self.all()
        staff = keys_of(user, "programme", RoleName.SECRETARIAT, RoleName.EVALUATOR)
        own = Q(round__questionnaire__programme__in=staff)
        if STAFF in audience_tokens(user):
            own |= Q(round__questionnaire__programme=None)
        return self.filter(own, round__in=Round.objects.visible_to(user))

    def sent(self):
        """Responses that were sent; the others are still being written."""
        return self.filter(is_sent=True)


class Response(models.Model):
    """What one person or institution answered in a round, by the `version` that stood there when it was begun.

    `token_hash` is of the word in the address under which it is written and changed; anonymous ones have none, nor
    `asked`, `user`, `begun_at` or `sent_at`.
    """

    mark = Questionnaire.mark
    audience = STAFF
    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="responses")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="responses")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=12, blank=True)
    is_sent = models.BooleanField(default=False)
    sent_on = models.DateField(null=True)
    token_hash = models.CharField(max_length=64, null=True, unique=True)
    asked = models.OneToOneField(Asked, on_delete=models.SET_NULL, null=True, related_name="response")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "response")
        verbose_name_plural = pgettext_lazy("plural", "responses")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_sent=False, sent_on=None) | Q(is_sent=True, sent_on__isnull=False),
                name="questionnaires_sent_with_day",
            )
        ]

    def __str__(self):
        return pgettext("of one who answered", "Response of {day}").format(
            day=formats.date_format(self.sent_on, "Y-m-d") if self.sent_on else "–"
        )

    def get_absolute_url(self):
        """Address of the response's page, for those who may read it."""
        return reverse("response", args=[self.pk])


class Answer(models.Model):
    """One value of a response: of a choice its key, of a number `number`, else `text`.

    `question` is the question's key, of a statement of a grid `grid.statement`. Several choices are several rows; in a
    ranking `number` is the place, of any of several it counts them: the first stands for who answered.
    `round` and `cell` are those of the response, so that one query over one index counts everything; both are filled
    when the response is sent.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    question = models.CharField(max_length=100)
    value = models.CharField(max_length=60, blank=True)
    number = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "question", "value"], name="questionnaires_answer_once")
        ]
        indexes = [
            models.Index(fields=["round", "question", "value", "cell", "number"], name="questionnaires_answer_count")
        ]

    def __str__(self):
        return f"{self.question}: {self.value or self.number or self.text}"


class Tag(models.Model):
    """A word that somebody who reads the answers set to a free text."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="tags")
    word = models.CharField(pgettext_lazy("of a free text", "tag"), max_length=60)

    class Meta:
        ordering = ["word"]
        constraints = [models.UniqueConstraint(fields=["answer", "word"], name="questionnaires_tag_once")]

    def __str__(self):
        return self.word
