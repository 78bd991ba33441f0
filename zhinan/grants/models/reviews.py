"""Reviews of applications, and their marks."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF, User

from ..states import ReviewState, Stage
from .plans import Criterion


class Advice(models.TextChoices):
    """What a reviewer advises the committee to do."""

    APPROVE = "approve", pgettext_lazy("advice of a reviewer", "approve")
    CHANGE = "change", pgettext_lazy("advice of a reviewer", "approve after changes")
    DECLINE = "decline", pgettext_lazy("advice of a reviewer", "decline")


class ReviewQuerySet(models.QuerySet):
    """Reviews, by where they stand."""

    def current(self):
        """Those that were not given back."""
        return self.exclude(state=ReviewState.DROPPED)

    def of_earlier_versions(self):
        """Those that were sent and judge a version of their application that is not its newest."""
        return self.filter(state=ReviewState.SENT, version__lt=F("application__version"))

    def waiting_for(self, user):
        """Those that `user` has not sent yet, of applications under review that nothing binds them to."""
        applications = self.model._meta.get_field("application").related_model.objects
        under_review = applications.filter(applications.judged(user), state=Stage.APPRAISAL)
        return self.filter(
            reviewer=user, state__in=(ReviewState.ASKED, ReviewState.WRITING), application__in=under_review
        )


class Review(models.Model):
    """What one reviewer thinks of an application; `total` is out of 100 by the weights, once all is marked.

    `version` is that of the application which its reviewer had before them when they wrote last; None until they begin.
    `for_office` is read by the office and the committee alone, `comment` also by the applicant, without a name.
    """

    audience = STAFF
    application = models.ForeignKey("grants.Application", on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=ReviewState, default=ReviewState.ASKED, editable=False)
    version = models.PositiveSmallIntegerField(null=True, editable=False)
    due_on = models.DateField(gettext_lazy("is due on"), null=True, blank=True)
    asked_at = models.DateTimeField(editable=False)
    reminded_on = models.DateField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    total = models.DecimalField(max_digits=5, decimal_places=2, null=True, editable=False)
    advice = models.CharField(pgettext_lazy("of a review", "advice"), max_length=8, choices=Advice, blank=True)
    comment = models.TextField(gettext_lazy("comment for the applicant"), blank=True, max_length=8000)
    for_office = models.TextField(gettext_lazy("comment for the committee alone"), blank=True, max_length=8000)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "review")
        verbose_name_plural = pgettext_lazy("plural", "reviews")
        ordering = ["application", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="grants_review_once"),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.SENT) | Q(total__isnull=False, sent_at__isnull=False),
                name="grants_review_sent_whole",
            ),
        ]
        indexes = [models.Index(fields=["reviewer", "state"], name="grants_review_waiting")]

    def __str__(self):
        return str(self.application)

    def get_absolute_url(self):
        """Where it is written and read."""
        return f"{self.application.get_absolute_url()}review/"

    def is_of_earlier_version(self):
        """Whether its application was submitted again since its reviewer read it."""
        return self.version is not None and self.version < self.application.version


class Mark(models.Model):
    """What a reviewer gives for one criterion, and why."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(pgettext_lazy("of a review", "mark"), null=True, blank=True)
    reason = models.TextField(pgettext_lazy("of a mark", "reason"), blank=True, max_length=2000)

    class Meta:
        ordering = ["review", "criterion__position"]
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="grants_mark_once")]

    def __str__(self):
        return f"{self.criterion}: {self.points}"
