"""Agreements and partnerships."""

from datetime import timedelta

from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.history.models import ARCHIVE
from zhinan.kit.dates import PartialDateField, day_field, within
from zhinan.kit.languages import InSeveralLanguages

from .networks import Network
from .organisations import Organisation


class AgreementQuerySet(VisibilityQuerySet):
    """Agreements, and those that run out."""

    def running_out(self, on):
        """Agreements in force on the day `on` that expire within their days of warning."""
        ahead = self.filter(expires_latest__gte=on)
        return self.filter(pk__in=[one.pk for one in ahead if one.reminds_on() <= on])

    def to_remind(self, on):
        """Those that run out on the day `on`, and of whose last day nobody was told yet."""
        return self.running_out(on).exclude(audience=ARCHIVE).exclude(reminded_of=F("expires_latest"))


class Agreement(InSeveralLanguages, Visibility):
    """Something that organisations have signed with each other."""

    mark = "A"
    translatable = ("title", "description")
    own_rows = ("signatures",)
    called = ("title",)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(pgettext_lazy("of an undertaking", "title"), max_length=300)
    parties = models.ManyToManyField(
        Organisation, related_name="agreements", verbose_name=pgettext_lazy("field", "parties")
    )
    signed_on = PartialDateField(pgettext_lazy("field", "signed"))
    signed_earliest = day_field()
    signed_latest = day_field()
    expires_on = PartialDateField(pgettext_lazy("field", "expires"))
    expires_earliest = day_field()
    expires_latest = day_field()
    remind_days = models.PositiveSmallIntegerField(
        gettext_lazy("days of warning before it expires"),
        default=60,
        help_text=gettext_lazy("So many days before, the secretariat is told, and it stands on its desk."),
    )
    # The last day that was told of: an agreement that goes on longer is told of again.
    reminded_of = models.DateField(null=True, blank=True, editable=False)
    description = models.TextField(pgettext_lazy("field", "description"), blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "agreement")
        verbose_name_plural = pgettext_lazy("plural", "agreements")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(signed_earliest=None)
                | models.Q(expires_latest=None)
                | models.Q(expires_latest__gte=models.F("signed_earliest")),
                name="network_agreement_expires_after_signed",
                violation_error_message=gettext_lazy("It expires before it is signed. Mend one of the two dates."),
            )
        ]

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the agreement's page."""
        return reverse("agreement", args=[self.slug])

    def reminds_on(self):
        """The day from which it runs out: the last one of the agreement, less its days of warning; None without one."""
        return self.expires_latest and self.expires_latest - timedelta(days=self.remind_days)


class Signature(models.Model):
    """Who signed an agreement for one of its parties."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "for")
    )
    signatory = models.CharField(pgettext_lazy("field", "signatory"), max_length=200)
    position = models.CharField(gettext_lazy("position of the signatory"), max_length=200, blank=True)
    signed_on = models.DateField(gettext_lazy("signed on"), null=True, blank=True)

    class Meta:
        verbose_name_plural = pgettext_lazy("plural", "signatures")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.signatory} ({self.organisation})"


class PartnershipQuerySet(VisibilityQuerySet):
    """Partnerships, and those that began in a period."""

    def established_in(self, period):
        """Partnerships that began for certain within `period`."""
        return self.filter(within("established", period))


class Partnership(InSeveralLanguages, Visibility):
    """A standing relation of a network with organisations, and what it is for."""

    mark = "H"
    translatable = ("title", "description")
    called = ("title",)
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(pgettext_lazy("of an undertaking", "title"), max_length=300)
    kind = models.CharField(
        pgettext_lazy("field", "kind"),
        max_length=20,
        default="cooperation",
        choices=[
            ("cooperation", pgettext_lazy("kind of partnership", "cooperation")),
            ("joint_initiative", pgettext_lazy("kind of partnership", "joint initiative")),
        ],
    )
    network = models.ForeignKey(
        Network,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="partnerships",
        verbose_name=pgettext_lazy("field", "network"),
    )
    organisations = models.ManyToManyField(
        Organisation, related_name="partnerships", verbose_name=pgettext_lazy("field", "organisations")
    )
    established_on = PartialDateField(pgettext_lazy("field", "established"))
    established_earliest = day_field()
    established_latest = day_field()
    description = models.TextField(pgettext_lazy("field", "description"), blank=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "partnership")
        verbose_name_plural = pgettext_lazy("plural", "partnerships")
        ordering = ["title"]

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the partnership's page."""
        return reverse("partnership", args=[self.slug])
