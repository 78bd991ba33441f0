"""Calls for proposals, and what is asked about them in public."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF, RoleName, User, Visibility, VisibilityQuerySet, keys_of
from zhinan.kit.languages import InSeveralLanguages
from zhinan.programmes.models import Fund, Programme
from zhinan.questionnaires.models import Questionnaire

from ..states import CallState, VersionState


class CallQuerySet(VisibilityQuerySet):
    """Calls, and those that take applications."""

    def open_on(self, now):
        """Calls that take applications at the moment `now`, by the newest rules that were published."""
        return self.filter(state=CallState.OPEN, closes_at__gt=now)

    def due(self, now):
        """Open calls whose deadline is over at the moment `now`."""
        return self.filter(state=CallState.OPEN, closes_at__lte=now)


class Call(InSeveralLanguages, Visibility):
    """An invitation to apply for grants; `closes_at` is the deadline of its newest rules, so that lists can ask.

    `last_number` is the number that was given to an application last.
    """

    mark = "C"
    translatable = ("title", "summary")
    called = ("title",)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(pgettext_lazy("of a call", "title"), max_length=300)
    code = models.CharField(
        pgettext_lazy("of a call", "short name"), max_length=20,
        help_text=gettext_lazy("Numbers of applications begin with it: SSDC-2027."),
    )  # fmt: skip
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "programme"),
        help_text=gettext_lazy("Its secretariat keeps the call and screens the applications."),
    )  # fmt: skip
    fund = models.ForeignKey(
        Fund, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("field", "fund"),
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(pgettext_lazy("field", "year"))
    summary = models.TextField(
        pgettext_lazy("field", "summary"), blank=True,
        help_text=gettext_lazy("What is funded and why: everybody reads it."),
    )  # fmt: skip
    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("questions of the application"),
        help_text=gettext_lazy("A questionnaire for proposals; it stands beside budget, results and work plan."),
    )  # fmt: skip
    report_questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("questions of the reports"),
        help_text=gettext_lazy("A questionnaire for reports; it stands beside what they tell, results and finances."),
    )  # fmt: skip
    state = models.CharField(max_length=12, choices=CallState, default=CallState.DRAFT, editable=False)
    closes_at = models.DateTimeField(null=True, editable=False)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    announced_at = models.DateTimeField(null=True, editable=False)
    audience = models.CharField(pgettext_lazy("field", "who may see it"), max_length=80, default=STAFF, db_index=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "call for proposals")
        verbose_name_plural = pgettext_lazy("plural", "calls for proposals")
        ordering = ["-year", "title"]

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the call's page."""
        return reverse("call", args=[self.slug])

    def scope(self):
        """The scope of roles in this call."""
        return f"call:{self.pk}"

    def staff(self):
        """The audience token of those who keep the call."""
        return f"secretariat@programme:{self.programme_id}"

    def draft(self):
        """The rules that are being worked at, or None."""
        return self.versions.filter(state=VersionState.DRAFT).first()

    def rules(self):
        """The newest published rules, or None."""
        return self.versions.filter(state=VersionState.PUBLISHED).order_by("-number").first()

    def takes_applications(self, now):
        """Whether an application can be sent at the moment `now`; at the second of the deadline it cannot."""
        return self.state == CallState.OPEN and self.closes_at is not None and now < self.closes_at


class CallQuestionQuerySet(models.QuerySet):
    """Questions about calls."""

    def visible_to(self, user):
        """Those of calls that `user` may see; what waits is shown to who answers, as `access.keep_question` says."""
        return self.filter(call__in=Call.objects.visible_to(user))

    def answered(self):
        """Those that everybody reads."""
        return self.exclude(answered_at=None)

    def waiting(self):
        """Those that nobody has answered yet."""
        return self.filter(answered_at=None)

    def waiting_for(self, user):
        """Those that wait for an answer of `user`, who keeps their call."""
        kept = keys_of(user, "programme", RoleName.SECRETARIAT)
        return self.waiting().visible_to(user).filter(call__programme__in=kept)


class CallQuestion(models.Model):
    """A question about a call; once it is answered everybody reads both, and nobody who asked."""

    mark = Call.mark
    audience = STAFF
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    asker = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(pgettext_lazy("of a call", "question"), max_length=2000)
    answer = models.TextField(pgettext_lazy("of a call", "answer"), blank=True, max_length=4000)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects = CallQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("question about a call")
        verbose_name_plural = gettext_lazy("questions about a call")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="grants_question_answered_with_moment",
            )
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        """It is read on the page of its call."""
        return f"{self.call.get_absolute_url()}#questions"
