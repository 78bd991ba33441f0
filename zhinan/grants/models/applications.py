"""Applications, who writes them, and what was submitted."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF, RoleName, keys_of, sees_everything
from zhinan.codelists.models import Goal
from zhinan.network.models import Organisation

from ..states import IN_REVIEW, SUBMITTED, Stage
from .call_rules import CallRules
from .calls import Call
from .conflicts import asked_of, conflicting
from .people import Author
from .plans import Theme

MOST_PEOPLE = 2_000_000_000


class ApplicationQuerySet(models.QuerySet):
    """Applications, by who may read them and how far they have come."""

    def visible_to(self, user):
        """One's own; for the office those that were sent; for the panel those that it is to judge.

        Who is recused, by declaration or by what the records show, sees none of them but what they wrote themselves.
        """
        if sees_everything(user):
            sent = Q(submitted_at__isnull=False) | Q(pk__in=Author.objects.filter(user=user).values("application"))
            return self.filter(sent).exclude(recusals__user=user)
        if not user.is_authenticated:
            return self.none()
        own = Q(pk__in=Author.objects.filter(user=user).values("application"))
        return self.filter(own | Q(pk__in=self.model.objects.read_by_office(user).values("pk")) | self.judged(user))

    def read_by_office(self, user):
        """Those that were sent, for whoever keeps or evaluates their programme; awarded ones for who pays them."""
        office = keys_of(user, "programme", RoleName.SECRETARIAT, RoleName.EVALUATOR)
        money = keys_of(user, "programme", RoleName.FINANCE)
        sent = Q(state__in=SUBMITTED) | Q(state=Stage.WITHDRAWN, submitted_at__isnull=False)
        read = (Q(call__programme__in=office) & sent) | Q(call__programme__in=money, state=Stage.AWARDED)
        return self.filter(read).exclude(recusals__user=user)

    def listed_to(self, user):
        """Those that were sent and that `user` reads as office, evaluator or committee, of one call or of many.

        What somebody judges without names stands in no list for them: titles, institutions and countries tell names.
        """
        sent = self.visible_to(user).filter(submitted_at__isnull=False)
        blind = self.filter(rules__is_blind=True, reviews__reviewer=user)
        return sent.exclude(authors__user=user).exclude(recusals__user=user).exclude(pk__in=blind.values("pk"))

    def judged(self, user):
        """The condition on those that `user` reads as a reviewer who was asked, or as a member of the committee."""
        reviewed, sat = (keys_of(user, "call", role) for role in (RoleName.REVIEWER, RoleName.COMMITTEE))
        if not reviewed and not sat:
            return Q(pk__in=())
        asked = Q(call__in=reviewed, pk__in=asked_of(user))
        seats = Q(call__in=sat, state__in=IN_REVIEW)
        free = self.model.objects.filter(asked | seats).exclude(conflicting(user))
        return Q(pk__in=free.values("pk"))


class Application(models.Model):
    """A proposal for a grant, from its first line to the decision.

    `rules` are those that it was submitted under; while it is written they are the newest of its call. `answers` are
    {question: value} of the call's questionnaire, as `questionnaires.rules` has them. `version` counts
    what was submitted.
    """

    mark = "A"
    own_rows = ("parties", "budget", "sources", "planned_results", "steps", "risks", "endorsements")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications", editable=False)
    rules = models.ForeignKey(CallRules, on_delete=models.PROTECT, related_name="+", editable=False)
    number = models.CharField(max_length=40, blank=True, editable=False)
    state = models.CharField(max_length=12, choices=Stage, default=Stage.DRAFT, editable=False)
    audience = models.CharField(max_length=80, default=STAFF, editable=False)
    title = models.CharField(pgettext_lazy("of an undertaking", "title"), max_length=300)
    lead = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("institution that applies")
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("of a call", "priority area"),
    )  # fmt: skip
    goals = models.ManyToManyField(
        Goal, blank=True, related_name="+", verbose_name=gettext_lazy("Sustainable Development Goals")
    )
    language = models.CharField(pgettext_lazy("field", "language"), max_length=12, default="en")
    summary = models.TextField(pgettext_lazy("field", "summary"), blank=True)
    starts_on = models.DateField(gettext_lazy("planned start"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(
        gettext_lazy("duration in months"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )  # fmt: skip
    beneficiaries = models.TextField(
        pgettext_lazy("field", "beneficiaries"), blank=True, help_text=gettext_lazy("Who they are and what changes.")
    )
    people = models.PositiveIntegerField(
        gettext_lazy("people who benefit directly"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_PEOPLE)],
    )
    women = models.PositiveIntegerField(
        gettext_lazy("women among them"), null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    answers = models.JSONField(default=dict, blank=True)
    begun_at = models.DateTimeField(editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveSmallIntegerField(default=0, editable=False)
    revise_by = models.DateTimeField(null=True, editable=False)
    grant = models.OneToOneField(
        "grants.Grant", on_delete=models.PROTECT, null=True, related_name="application", editable=False
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "application")
        verbose_name_plural = pgettext_lazy("plural", "applications")
        ordering = ["call", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "number"], condition=~Q(number=""), name="grants_application_number_once"
            ),
            models.CheckConstraint(
                condition=Q(version=0, number="", submitted_at=None)
                | (Q(version__gt=0, submitted_at__isnull=False) & ~Q(number="")),
                name="grants_application_submitted_whole",
            ),
            models.CheckConstraint(
                condition=Q(women=None) | Q(people=None) | Q(women__lte=models.F("people")),
                name="grants_application_women_among_people",
                violation_error_message=gettext_lazy("There are more women than people. Mend one of the two numbers."),
            ),
        ]
        indexes = [models.Index(fields=["call", "state"], name="grants_application_state")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Address of the application's page, the same for everybody."""
        return reverse("application", args=[self.pk])


class Submission(models.Model):
    """What was submitted once, as it stood: `content` never changes, and `digest` is its hash (SHA-256)."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    rules = models.ForeignKey(CallRules, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.UUIDField(null=True)

    class Meta:
        verbose_name = gettext_lazy("submitted version")
        verbose_name_plural = gettext_lazy("submitted versions")
        ordering = ["application", "number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="grants_submission_once")]

    def __str__(self):
        return _("{application}, version {number}").format(application=self.application, number=self.number)

    def get_absolute_url(self):
        """Address of the page of this version."""
        return reverse("application-version", args=[self.application_id, self.number])
