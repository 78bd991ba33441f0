"""Meetings of the committee, and what was decided about applications."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF, RoleName, User, keys_of, sees_everything

from ..states import MeetingState, Stage
from .applications import Application
from .calls import Call
from .parts import money


class MeetingQuerySet(models.QuerySet):
    """Meetings of committees."""

    def visible_to(self, user):
        """Those of calls whose committee, office or evaluator `user` is."""
        if sees_everything(user):
            return self
        kept = keys_of(user, "programme", RoleName.SECRETARIAT, RoleName.EVALUATOR)
        return self.filter(Q(call__programme__in=kept) | Q(call__in=keys_of(user, "call", RoleName.COMMITTEE)))


class Meeting(models.Model):
    """A meeting of the committee of a call, with its agenda; `notes` come into the minutes."""

    mark = Call.mark
    audience = STAFF
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="meetings", editable=False)
    title = models.CharField(pgettext_lazy("of a meeting", "title"), max_length=200)
    on = models.DateField(pgettext_lazy("field", "on"))
    place = models.CharField(pgettext_lazy("of a meeting", "place"), max_length=200, blank=True)
    chair = models.CharField(pgettext_lazy("of a meeting", "chair"), max_length=200, blank=True)
    present = models.ManyToManyField(
        User, blank=True, related_name="+", verbose_name=gettext_lazy("members who were present")
    )
    notes = models.TextField(pgettext_lazy("of a meeting", "notes"), blank=True, max_length=20_000)
    state = models.CharField(max_length=8, choices=MeetingState, default=MeetingState.PLANNED, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("meeting of a committee")
        verbose_name_plural = gettext_lazy("meetings of committees")
        ordering = ["-on", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Address of the meeting's page."""
        return reverse("meeting", args=[self.pk])

    def clean(self):
        """Refuse to change what stands in closed minutes."""
        super().clean()
        if self.pk and Meeting.objects.filter(pk=self.pk, state=MeetingState.HELD).exists():
            raise ValidationError(_("The minutes of this meeting are closed. Open them again first."))


class AgendaItem(models.Model):
    """An application on the agenda of a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["meeting", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "application"], name="grants_agenda_once")]

    def __str__(self):
        return str(self.application)


class Reason(models.TextChoices):
    """Why an application is not eligible.

    The first three are those that the Committee of Experts of the PGTF gave for real (G77 Journal, July/August 1997).
    """

    NATIONAL = "national", pgettext_lazy("reason", "essentially national in nature")
    NO_COOPERATION = "no_cooperation", pgettext_lazy("reason", "no cooperative element can be ascertained")
    NO_MATCH = "no_match", pgettext_lazy("reason", "matching funds not indicated")
    INCOMPLETE = "incomplete", pgettext_lazy("reason", "incomplete")
    LATE = "late", pgettext_lazy("reason", "late")
    OVER_CEILING = "over_ceiling", pgettext_lazy("reason", "over the ceiling")
    DUPLICATE = "duplicate", pgettext_lazy("reason", "a second proposal of the same institution")


class Outcome(models.TextChoices):
    """What was decided about an application."""

    ELIGIBLE = "eligible", pgettext_lazy("decision", "eligible")
    INELIGIBLE = "ineligible", pgettext_lazy("decision", "not eligible")
    APPROVED = "approved", pgettext_lazy("decision", "approved")
    CONDITIONS = "conditions", pgettext_lazy("decision", "approved with conditions")
    RETURNED = "returned", pgettext_lazy("decision", "returned for revision")
    DECLINED = "declined", pgettext_lazy("decision", "declined")


GRANTED = (Outcome.APPROVED, Outcome.CONDITIONS)
FINAL = (*GRANTED, Outcome.DECLINED)


class DecisionQuerySet(models.QuerySet):
    """Decisions, by who may know of them and whether they hold."""

    def visible_to(self, user):
        """Those whose letters authors have, and for the office all on applications that it may read."""
        if not user.is_authenticated:
            return self.none()
        wrote = Q(application__in=Application.objects.filter(authors__user=user).values("pk"))
        kept = Q(application__in=Application.objects.read_by_office(user).values("pk"))
        return self.filter((wrote & Q(letter_sent_at__isnull=False)) | (kept & ~wrote))

    def standing(self):
        """Final ones that hold: the newest on their application, and not taken up again by the committee since."""
        later = Decision.objects.filter(application=OuterRef("application")).order_by("-decided_at", "-pk")
        held = self.filter(outcome__in=FINAL, application__state__in=(Stage.AWARDED, Stage.DECLINED))
        return held.filter(pk=Subquery(later.values("pk")[:1]))

    def unsent(self):
        """Those that hold and that no letter told the authors yet; of screenings and returns they hear at once."""
        return self.standing().filter(letter_sent_at=None)


class Decision(models.Model):
    """What was decided about an application, when and by which meeting; letters and minutes are made from it.

    A decision is never changed: a later one stands after it. `amount` is in the currency of the rules.
    """

    audience = STAFF
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    version = models.PositiveSmallIntegerField()  # of what was submitted
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Outcome)
    reasons = models.JSONField(default=list)
    amount = money(gettext_lazy("amount granted"), null=True, blank=True)
    conditions = models.TextField(pgettext_lazy("of a decision", "conditions"), blank=True, max_length=4000)
    comment = models.TextField(gettext_lazy("comment for the applicant"), blank=True, max_length=8000)
    decided_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    letter_sent_at = models.DateTimeField(null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "decision")
        verbose_name_plural = pgettext_lazy("plural", "decisions")
        ordering = ["application", "decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(outcome__in=("approved", "conditions"), amount__gt=0),
                name="grants_decision_amount_where_approved",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="ineligible") | ~Q(reasons=[]), name="grants_decision_ineligible_with_reason"
            ),
        ]

    def __str__(self):
        return self.get_outcome_display()

    def get_absolute_url(self):
        """It is read on the page of its application."""
        return f"{self.application.get_absolute_url()}#decisions"

    def reasons_in_words(self):
        """The reasons as a reader expects them."""
        return [Reason(one).label for one in self.reasons]
