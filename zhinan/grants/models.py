"""Grants, who takes part in them, and their intended outputs."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.codelists.models import Goal, PurposeCode
from zhinan.kit.dates import PartialDateField, day_field, within
from zhinan.programmes.models import Party, Project

from .states import APPROVED, State


class GrantQuerySet(VisibilityQuerySet):
    """Grants, and those that were approved."""

    def approved(self):
        """Grants that were approved, whatever became of them later."""
        return self.filter(state__in=APPROVED)

    def approved_in(self, period):
        """Grants that were approved for certain within `period`."""
        return self.approved().filter(within("approved", period))


class Grant(Visibility):
    """A small grant to an institution for a project. `approved_on` may be unknown for a grant that is only named."""

    mark = "G"
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=300)
    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    state_on = models.DateField(null=True, blank=True)
    sector = models.CharField(max_length=200, blank=True)
    purpose = models.ForeignKey(PurposeCode, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    goals = models.ManyToManyField(Goal, blank=True, related_name="+")
    beneficiaries = models.TextField(blank=True)
    approved_on = PartialDateField()
    approved_earliest = day_field()
    approved_latest = day_field()
    starts_on = PartialDateField()
    starts_earliest = day_field()
    starts_latest = day_field()
    ends_on = PartialDateField()
    ends_earliest = day_field()
    ends_latest = day_field()
    summary = models.TextField(blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "grant")
        ordering = ["-approved_earliest", "number", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_earliest=None) | Q(ends_latest=None) | Q(ends_latest__gte=F("starts_earliest")),
                name="grants_ends_after_start",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Address of the grant's page."""
        return reverse("grant", args=[self.slug])


class GrantParty(Party):
    """A country or organisation in a grant."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="parties")


class IntendedOutput(models.Model):
    """One thing that a grant is to bring forth, in the words of its proposal."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="outputs")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["grant", "position"]
        constraints = [models.UniqueConstraint(fields=["grant", "position"], name="grants_output_once")]

    def __str__(self):
        return self.text
