"""Rounds: a questionnaire put to people, and who was asked."""

import secrets

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import PUBLIC, STAFF, RoleName, keys_of
from zhinan.history.models import ARCHIVE
from zhinan.kit.languages import InSeveralLanguages
from zhinan.kit.secrets import SecretField, mark_of
from zhinan.network.models import Person

from ..states import RoundState
from .questionnaires import Questionnaire

MINIMUM = 5  # people: a smaller group is not shown to the public
TOKEN = 16  # bytes of an address that nobody guesses
SIGNER = Signer(salt="zhinan.questionnaires.asked")


class Way(models.TextChoices):
    """How people come to answer."""

    OPEN = "open", gettext_lazy("whoever has the link")
    PERSONAL = "personal", gettext_lazy("whoever got a link of their own by mail")
    INSIDE = "inside", gettext_lazy("on the page of something else, as a registration")


def new_token():
    """A word for an address that nobody guesses."""
    return secrets.token_urlsafe(TOKEN)


class RoundQuerySet(models.QuerySet):
    """Rounds, as far as somebody may see their questionnaire, or their published results."""

    def visible_to(self, user):
        """Rounds of questionnaires that `user` may see, or whose programme they evaluate."""
        evaluated = Q(questionnaire__programme__in=keys_of(user, "programme", RoleName.EVALUATOR))
        seen = Q(questionnaire__in=Questionnaire.objects.visible_to(user))
        return self.exclude(audience=ARCHIVE).exclude(questionnaire__audience=ARCHIVE).filter(seen | evaluated)

    def archived(self):
        """Rounds that were put away."""
        return self.filter(audience=ARCHIVE)

    def taking(self, on):
        """Rounds that take answers on the day `on`."""
        began, goes_on = Q(opens_on=None) | Q(opens_on__lte=on), Q(closes_on=None) | Q(closes_on__gte=on)
        here = self.exclude(audience=ARCHIVE).exclude(questionnaire__audience=ARCHIVE)
        return here.filter(began, goes_on, state=RoundState.OPEN)


class Round(InSeveralLanguages):
    """One asking of a questionnaire: whom, from when to when, and whether anybody may know who answered.

    `token` is its address for those who answer. `minimum` is the size under which a group is not shown to the public.
    """

    mark = Questionnaire.mark
    translatable = ("title", "thanks")
    called = ("title",)
    audiences = (
        (STAFF, gettext_lazy("results for the secretariat alone")),
        (PUBLIC, gettext_lazy("results for everybody")),
    )
    slug = models.SlugField(max_length=100, unique=True)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="rounds", editable=False,
        verbose_name=pgettext_lazy("noun", "questionnaire"),
    )  # fmt: skip
    title = models.CharField(
        pgettext_lazy("of a round", "title"), max_length=200, help_text=gettext_lazy("Webinar 3, satisfaction")
    )
    way = models.CharField(pgettext_lazy("field", "who answers"), max_length=12, choices=Way, default=Way.OPEN)
    is_anonymous = models.BooleanField(
        pgettext_lazy("field", "anonymous"),
        default=False,
        help_text=gettext_lazy("Nobody can tell whose an answer is, not even who runs this site. Set before it opens."),
    )
    opens_on = models.DateField(pgettext_lazy("of a round", "opens on"), null=True, blank=True)
    closes_on = models.DateField(pgettext_lazy("of a round", "closes on"), null=True, blank=True)
    thanks = models.TextField(gettext_lazy("thanks to those who have answered"), blank=True)
    minimum = models.PositiveSmallIntegerField(
        gettext_lazy("smallest group that is shown to the public"), default=MINIMUM, editable=False
    )
    was_public = models.BooleanField(default=False, editable=False)  # whether everybody could read its results once
    state = models.CharField(
        pgettext_lazy("field", "state"), max_length=12, choices=RoundState, default=RoundState.PLANNED
    )
    audience = models.CharField(gettext_lazy("who may see the results"), max_length=80, default=STAFF)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "round of questions")
        verbose_name_plural = pgettext_lazy("plural", "rounds of questions")
        ordering = ["-opens_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                name="questionnaires_round_ends_after_start",
                violation_error_message=gettext_lazy("It closes before it opens. Mend one of the two days."),
            ),
            models.CheckConstraint(condition=Q(minimum__gte=2), name="questionnaires_minimum_protects"),
        ]

    def __str__(self):
        return self.said("title").text

    def clean(self):
        """Keep what was promised to those who answer, whoever changes the round and however."""
        super().clean()
        before = Round.objects.filter(pk=self.pk).first() if self.pk else None
        if before is None or before.state == RoundState.PLANNED:
            return
        if (self.way, self.is_anonymous) != (before.way, before.is_anonymous):
            raise ValidationError(_("What was promised to those who answer cannot be changed once a round was opened."))
        if self.state == RoundState.PLANNED:
            raise ValidationError(_("A round that was opened is not planned any more. Close it instead."))
        if before.was_public and before.state == RoundState.CLOSED and self.state == RoundState.OPEN:
            raise ValidationError(
                _("Its results were public: what came later could be told from them. Add a new round instead.")
            )

    def save(self, *args, **options):
        """Remember for good that everybody could read the results."""
        self.was_public = self.was_public or (self.audience == PUBLIC and self.state == RoundState.CLOSED)
        super().save(*args, **options)

    def get_absolute_url(self):
        """Address of the round's page, for those who run it."""
        return reverse("round", args=[self.slug])

    def takes_answers(self, on):
        """Whether it takes answers on the day `on`; what was put away takes none."""
        if ARCHIVE in (self.audience, self.questionnaire.audience):
            return False
        began, goes_on = self.opens_on is None or self.opens_on <= on, self.closes_on is None or on <= self.closes_on
        return self.state == RoundState.OPEN and began and goes_on


class AskedQuerySet(models.QuerySet):
    """Who was asked."""

    def visible_to(self, user):
        """Those asked in rounds that `user` may see."""
        return self.filter(round__in=Round.objects.visible_to(user))

    def with_word(self, word):
        """The one whose mail leads to the address with `word`, or None."""
        try:
            key = int(SIGNER.unsign(word))
        except (BadSignature, ValueError):
            return None
        return self.filter(pk=key, round__is_anonymous=False).first()

    def silent(self):
        """Those who are not known to have answered."""
        return self.filter(answered_on=None)

    def due(self, on):
        """Those to whom a mail goes out on the day `on`, the first one or a reminder."""
        waiting = self.exclude(email_mark="").filter(Q(asked_on=None) | Q(reminder_due=True))
        return waiting.filter(round__in=Round.objects.taking(on))


class Asked(models.Model):
    """Somebody who was asked in a round, by mail; `person` is empty where only an address is known.

    Their mail leads to a signed key of this row. In an anonymous round it leads to a word that stands in `Urn`, of
    which nobody can tell whose it is, and `answered_on` stays empty.
    """

    audience = STAFF
    sensitive = ("email", "email_mark", "name")
    emptied = {
        "name": "",
        "email": "",
        "email_mark": "",
    }  # what goes when the person is erased; that they were asked stays
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    email = SecretField()
    email_mark = models.CharField(max_length=64, editable=False)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, blank=True)
    asked_on = models.DateField(null=True)
    reminder_due = models.BooleanField(default=False)
    reminded_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        ordering = ["round", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "email_mark"], condition=~Q(email_mark=""), name="questionnaires_asked_once"
            )
        ]

    def __str__(self):
        return self.name or self.email

    def save(self, *args, **options):
        self.email_mark = mark_of(self.email)
        super().save(*args, **options)

    def word(self):
        """The word of the address at which they answer in a round that is not anonymous."""
        return SIGNER.sign(str(self.pk))

    def get_absolute_url(self):
        """Who was asked is read on the round's page."""
        return self.round.get_absolute_url()
