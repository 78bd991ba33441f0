"""Networks and memberships."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.access import keep_records
from zhinan.accounts.models import Visibility, VisibilityQuerySet, keys_of
from zhinan.kit.dates import PartialDateField, begun_by, day_field, not_over_by, within
from zhinan.kit.languages import InSeveralLanguages

from ..states import CAME_TO_NOTHING, IN, State, by_dates
from .organisations import Organisation


class Network(InSeveralLanguages, Visibility):
    """A network of institutions with members that join and leave."""

    mark = "N"
    translatable = ("name", "description")
    called = ("name", "name_zh", "acronym")
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(pgettext_lazy("field", "name"), max_length=300)
    name_zh = models.CharField(pgettext_lazy("field", "name in Chinese"), max_length=300, blank=True)
    acronym = models.CharField(pgettext_lazy("field", "acronym"), max_length=40, blank=True)
    established_on = PartialDateField(pgettext_lazy("field", "established"))
    established_earliest = day_field()
    established_latest = day_field()
    secretariat = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "secretariat"),
    )
    description = models.TextField(pgettext_lazy("field", "description"), blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "network")
        verbose_name_plural = pgettext_lazy("plural", "networks")
        ordering = ["name"]

    def __str__(self):
        return self.said("name").text

    def get_absolute_url(self):
        """Address of the network's page."""
        return reverse("network", args=[self.slug])


# Why a day cannot stand beside the state that a membership is in, and what to do instead.
SENTENCES = {
    "leave": gettext_lazy("It is still a member here. End the membership, which writes this day down."),
    "stay": gettext_lazy("It has left. Write the day; where none is known, the year is enough."),
    State.APPLIED: gettext_lazy("The application waits for a decision. Admit it, then it has joined."),
    State.DECLINED: gettext_lazy("This application was declined. Record the membership as a new one."),
    State.WITHDRAWN: gettext_lazy("This application was withdrawn. Record the membership as a new one."),
}


class MembershipQuerySet(VisibilityQuerySet):
    """Memberships, and those of a day or a period."""

    def visible_to(self, user):
        """Memberships of networks and organisations that `user` may see; an application only its two sides see."""
        # Not “in”: a list of a hundred thousand keys would be made before the first row is looked at.
        networks = Network.objects.visible_to(user).filter(pk=OuterRef("network"))
        organisations = Organisation.objects.visible_to(user).filter(pk=OuterRef("organisation"))
        seen = super().visible_to(user).filter(Exists(networks), Exists(organisations))
        if keep_records(user):
            return seen
        return seen.filter(Q(state__in=IN) | Q(organisation__in=keys_of(user, "organisation")))

    def public(self):
        """Memberships that everybody may see."""
        return super().public().filter(network__audience="public", organisation__audience="public", state__in=IN)

    def as_of(self, day):
        """Memberships in force on `day`; one without a known date of joining counts as in force."""
        return self.filter(begun_by("joined", day), not_over_by("left", day), state__in=IN)

    def joined_in(self, period):
        """Memberships that began for certain within `period`."""
        return self.filter(within("joined", period), state__in=IN)


class Membership(Visibility):
    """An organisation in a network, from when to when: asked for, admitted, renewed, suspended, left."""

    mark = "M"
    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="memberships", verbose_name=pgettext_lazy("field", "network")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=pgettext_lazy("field", "organisation"),
    )
    state = models.CharField(pgettext_lazy("field", "state"), max_length=12, choices=State, default=State.MEMBER)
    applied_on = PartialDateField(pgettext_lazy("field", "applied"))
    applied_earliest = day_field()
    applied_latest = day_field()
    joined_on = PartialDateField(pgettext_lazy("field", "joined"))
    joined_earliest = day_field()
    joined_latest = day_field()
    renewed_until = models.DateField(
        gettext_lazy("renewed until"), null=True, blank=True, help_text=gettext_lazy("Empty where it needs no renewal.")
    )
    left_on = PartialDateField(pgettext_lazy("field", "left"))
    left_earliest = day_field()
    left_latest = day_field()
    note = models.TextField(
        pgettext_lazy("field", "note"),
        blank=True,
        help_text=gettext_lazy("The secretariat and the organisation read it."),
    )
    reason = models.TextField(gettext_lazy("why it was declined or suspended"), blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "membership")
        verbose_name_plural = pgettext_lazy("plural", "memberships")
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organisation"],
                condition=Q(left_on=None) & ~Q(state__in=CAME_TO_NOTHING),
                name="network_one_open",
                violation_error_message=gettext_lazy("This organisation is in the network already, or has applied."),
            ),
            models.CheckConstraint(
                condition=Q(joined_earliest=None)
                | Q(left_latest=None)
                | Q(left_latest__gte=models.F("joined_earliest")),
                name="network_left_after_joined",
                violation_error_message=gettext_lazy("It left before it joined. Mend one of the two dates."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation} ({self.network})"

    def get_absolute_url(self):
        """Address of the membership's page."""
        return reverse("membership", args=[self.pk])

    def was_in_on(self, day):
        """Whether it was in force on `day`, by the rule of `MembershipQuerySet.as_of`."""
        has_joined = self.joined_on is None or self.joined_latest <= day
        return self.state in IN and has_joined and (self.left_on is None or self.left_latest > day)

    def clean(self):
        """Who has a day of leaving has left; who waits to be admitted, or never was, has not joined."""
        if self.state != by_dates(self.state, self.left_on):
            raise ValidationError({"left_on": SENTENCES["leave" if self.left_on else "stay"]})
        if self.state not in IN and self.joined_on:
            raise ValidationError({"joined_on": SENTENCES[self.state]})
        if self.state not in IN and self.left_on:
            raise ValidationError({"left_on": SENTENCES[self.state]})
