"""Visits, what was found there or in a report, and what is to be done about it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.awards.models import Award, DueReport, OfAwardQuerySet
from zhinan.files.models import File
from zhinan.grants.models import Author, Grade

from ..states import UNSETTLED, PointState


class Visit(models.Model):
    """A visit to the place of a grant, or a meeting with its people from afar."""

    audience = STAFF
    mark = Award.mark
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+", editable=False)
    on = models.DateField(pgettext_lazy("field", "on"))
    place = models.CharField(gettext_lazy("where"), max_length=200)
    is_remote = models.BooleanField(gettext_lazy("from afar, by call or video"), default=False)
    who = models.CharField(
        gettext_lazy("who took part"), max_length=500,
        help_text=gettext_lazy("Institutions and positions. Names of people are not needed."),
    )  # fmt: skip
    summary = models.TextField(pgettext_lazy("of a visit", "what was seen"), max_length=20_000)
    file = models.ForeignKey(
        File, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("report or photograph"),
    )  # fmt: skip
    recorded_by = models.UUIDField(null=True, editable=False)

    objects = OfAwardQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("site visit")
        verbose_name_plural = gettext_lazy("site visits")
        ordering = ["award", "-on", "-pk"]

    def __str__(self):
        return self.place

    def get_absolute_url(self):
        """It is read on the page of what was found."""
        return f"{reverse('award-findings', args=[self.award_id])}#visit-{self.pk}"


class Finding(models.Model):
    """Something that was found on a visit, in a report, or otherwise."""

    audience = STAFF
    mark = Award.mark
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+", editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="findings")
    report = models.ForeignKey(DueReport, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField(pgettext_lazy("field", "on"))
    text = models.TextField(pgettext_lazy("noun", "finding"), max_length=4000)
    gravity = models.CharField(pgettext_lazy("of a finding", "gravity"), max_length=8, choices=Grade)
    recorded_by = models.UUIDField(null=True, editable=False)

    objects = OfAwardQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "finding")
        verbose_name_plural = pgettext_lazy("plural", "findings")
        ordering = ["award", "-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visit=None) | Q(report=None),
                name="monitoring_found_in_one_place",
                violation_error_message=gettext_lazy("Found on a visit or in a report: name one of the two."),
            )
        ]

    def __str__(self):
        return self.text

    def clean(self):
        """What a finding was found in belongs to the same award."""
        super().clean()
        for name in ("visit", "report"):
            where = getattr(self, name)
            if where is not None and where.award_id != self.award_id:
                raise ValidationError({name: _("This belongs to another grant.")})

    def get_absolute_url(self):
        """It is read on the page of what was found."""
        return f"{reverse('award-findings', args=[self.award_id])}#finding-{self.pk}"


class Side(models.TextChoices):
    """Who is to do something."""

    GRANTEE = "grantee", pgettext_lazy("who acts", "who receives the grant")
    OFFICE = "office", pgettext_lazy("who acts", "the secretariat")


class ActionPointQuerySet(OfAwardQuerySet):
    """Action points, by whom they wait for."""

    path = "finding__award"

    def unsettled(self):
        """Those that are not closed or dropped."""
        return self.filter(state__in=UNSETTLED)

    def overdue(self, on):
        """Those that should have been done before the day `on`."""
        return self.filter(state=PointState.OPEN, due_on__lt=on)

    def waiting_for(self, user):
        """Those that `user` is to do: of the awards whose application they wrote."""
        wrote = Author.objects.filter(user=user, application__grant__isnull=False).values("application__grant")
        return self.filter(state=PointState.OPEN, side=Side.GRANTEE, finding__award__grant__in=wrote)

    def of_office(self):
        """Those that the secretariat is to do."""
        return self.filter(state=PointState.OPEN, side=Side.OFFICE)

    def to_close(self, user):
        """Those that somebody else than `user` said to be done."""
        return self.filter(state=PointState.DONE).exclude(done_by=user.pseudonym)


class ActionPoint(models.Model):
    """What is to be done about a finding, by whom, until when; who does it says so, the secretariat closes it."""

    audience = STAFF
    mark = Award.mark
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="points", editable=False)
    what = models.CharField(gettext_lazy("what is to be done"), max_length=500)
    side = models.CharField(gettext_lazy("by whom"), max_length=8, choices=Side, default=Side.GRANTEE)
    due_on = models.DateField(pgettext_lazy("field", "due on"))
    state = models.CharField(max_length=8, choices=PointState, default=PointState.OPEN, editable=False)
    done_on = models.DateField(null=True, editable=False)
    told = models.TextField(gettext_lazy("what was done"), blank=True, max_length=4000)
    evidence = models.ForeignKey(
        File, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("file that shows it"),
    )  # fmt: skip
    done_by = models.UUIDField(null=True, editable=False)
    dropped_because = models.TextField(blank=True, editable=False)

    objects = ActionPointQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("action point")
        verbose_name_plural = gettext_lazy("action points")
        ordering = ["finding", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("open", "dropped")) | Q(done_on__isnull=False), name="monitoring_done_on_a_day"
            )
        ]

    def __str__(self):
        return self.what

    @property
    def award(self):
        """The award that it is about."""
        return self.finding.award

    def get_absolute_url(self):
        """It is read on the page of what was found."""
        return self.finding.get_absolute_url()
