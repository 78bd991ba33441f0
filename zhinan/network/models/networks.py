"""Networks and memberships."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import Visibility
from zhinan.kit.dates import PartialDateField, begun_by, day_field, not_over_by, within

from .organisations import Organisation


class Network(Visibility):
    """A network of institutions with members that join and leave."""

    mark = "N"
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=300)
    name_zh = models.CharField(max_length=300, blank=True)
    acronym = models.CharField(max_length=40, blank=True)
    established_on = PartialDateField()
    established_earliest = day_field()
    established_latest = day_field()
    secretariat = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    description = models.TextField(blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "network")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Address of the network's page."""
        return reverse("network", args=[self.slug])


class MembershipQuerySet(models.QuerySet):
    """Memberships, and those of a day or a period."""

    def visible_to(self, user):
        """Memberships of networks and organisations that `user` may see."""
        return self.filter(
            network__in=Network.objects.visible_to(user), organisation__in=Organisation.objects.visible_to(user)
        )

    def public(self):
        """Memberships that everybody may see."""
        return self.filter(network__audience="public", organisation__audience="public")

    def as_of(self, day):
        """Memberships in force on `day`; one without a known date of joining counts as in force."""
        return self.filter(begun_by("joined", day), not_over_by("left", day))

    def joined_in(self, period):
        """Memberships that began for certain within `period`."""
        return self.filter(within("joined", period))


class Membership(models.Model):
    """An organisation in a network, from when to when."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    joined_on = PartialDateField()
    joined_earliest = day_field()
    joined_latest = day_field()
    left_on = PartialDateField()
    left_earliest = day_field()
    left_latest = day_field()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organisation"], condition=Q(left_on=None), name="network_one_open"
            ),
            models.CheckConstraint(
                condition=Q(joined_earliest=None)
                | Q(left_latest=None)
                | Q(left_latest__gte=models.F("joined_earliest")),
                name="network_left_after_joined",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} ({self.network})"

    def get_absolute_url(self):
        """A membership is read on its organisation's page."""
        return self.organisation.get_absolute_url()
