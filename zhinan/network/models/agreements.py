"""Agreements and partnerships."""

from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.kit.dates import PartialDateField, day_field, within

from .networks import Network
from .organisations import Organisation


class Agreement(Visibility):
    """Something that organisations have signed with each other."""

    mark = "A"
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=300)
    parties = models.ManyToManyField(Organisation, related_name="agreements")
    signed_on = PartialDateField()
    signed_earliest = day_field()
    signed_latest = day_field()
    expires_on = PartialDateField()
    expires_earliest = day_field()
    expires_latest = day_field()
    description = models.TextField(blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "agreement")
        ordering = ["title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Address of the agreement's page."""
        return reverse("agreement", args=[self.slug])


class PartnershipQuerySet(VisibilityQuerySet):
    """Partnerships, and those that began in a period."""

    def established_in(self, period):
        """Partnerships that began for certain within `period`."""
        return self.filter(within("established", period))


class Partnership(Visibility):
    """A standing relation of a network with organisations, and what it is for."""

    mark = "H"
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(
        max_length=20,
        default="cooperation",
        choices=[
            ("cooperation", pgettext_lazy("kind of partnership", "cooperation")),
            ("joint_initiative", pgettext_lazy("kind of partnership", "joint initiative")),
        ],
    )
    network = models.ForeignKey(Network, on_delete=models.PROTECT, null=True, blank=True, related_name="partnerships")
    organisations = models.ManyToManyField(Organisation, related_name="partnerships")
    established_on = PartialDateField()
    established_earliest = day_field()
    established_latest = day_field()
    description = models.TextField(blank=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "partnership")
        ordering = ["title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Address of the partnership's page."""
        return reverse("partnership", args=[self.slug])
