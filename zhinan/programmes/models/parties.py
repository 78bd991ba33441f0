"""Who takes part, and as what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import VISITOR
from zhinan.codelists.models import Country
from zhinan.kit.punctuation import labelled
from zhinan.network.models import Organisation


class PartyName(models.TextChoices):
    """What a party does. Each word belongs to a vocabulary: see VOCABULARIES."""

    FUNDING = "funding", pgettext_lazy("party role", "funding")
    ACCOUNTABLE = "accountable", pgettext_lazy("party role", "accountable")
    EXTENDING = "extending", pgettext_lazy("party role", "extending")
    IMPLEMENTING = "implementing", pgettext_lazy("party role", "implementing")
    FACILITATOR = "facilitator", pgettext_lazy("party role", "facilitator")
    PIVOTAL = "pivotal", pgettext_lazy("party role", "pivotal")
    BENEFICIARY = "beneficiary", pgettext_lazy("party role", "beneficiary")
    FIRST_PROVIDER = "first_provider", pgettext_lazy("party role", "first provider")
    SECOND_PROVIDER = "second_provider", pgettext_lazy("party role", "second provider")
    RECIPIENT = "recipient", pgettext_lazy("party role", "recipient")
    NOMINATING = "nominating", pgettext_lazy("party role", "nominating")
    ENDORSING = "endorsing", pgettext_lazy("party role", "endorsing")
    HOST = "host", pgettext_lazy("party role", "host")
    CO_HOST = "co_host", pgettext_lazy("party role", "co-host")
    ORGANISER = "organiser", pgettext_lazy("party role", "organiser")
    SUPPORTER = "supporter", pgettext_lazy("party role", "supporter")
    PARTICIPANT = "participant", pgettext_lazy("party role", "participant")
    DONOR = "donor", pgettext_lazy("party role", "donor")
    PUBLISHER = "publisher", pgettext_lazy("party role", "publisher")
    INITIATOR = "initiator", pgettext_lazy("party role", "initiator")
    AUTHOR = "author", pgettext_lazy("party role", "author")


VOCABULARIES = {
    "IATI OrganisationRole": {"funding": "1", "accountable": "2", "extending": "3", "implementing": "4"},
    "OECD triangular": {"facilitator": "facilitator", "pivotal": "pivotal", "beneficiary": "beneficiary"},
    "SEGIB": {"first_provider": "first provider", "second_provider": "second provider", "recipient": "recipient"},
}


class PartyQuerySet(models.QuerySet):
    """Parties, by what they do."""

    def visible_to(self, user):
        """Countries, and those organisations that `user` may see."""
        return self.filter(Q(organisation=None) | Q(organisation__in=Organisation.objects.visible_to(user)))

    def countries(self, *roles):
        """Rows with a country in one of `roles`."""
        return self.filter(role__in=roles).exclude(country=None)

    def organisations(self, *roles):
        """Rows with an organisation in one of `roles`."""
        return self.filter(role__in=roles).exclude(organisation=None)


class Party(models.Model):
    """A country or an organisation in a role. Each room that has parties keeps its own table of them."""

    role = models.CharField(pgettext_lazy("field", "takes part as"), max_length=20, choices=PartyName)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "organisation"),
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("or a country or area"),
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        abstract = True
        verbose_name_plural = pgettext_lazy("plural", "who takes part")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, country__isnull=False) | Q(organisation__isnull=False, country=None),
                name="%(app_label)s_%(class)s_organisation_or_country",
                violation_error_message=gettext_lazy("Name an organisation or a country, one of the two."),
            )
        ]

    def is_public(self):
        """Whether everybody may see who it is: a country, or an organisation that is public."""
        return self.organisation is None or self.organisation.is_visible_to(VISITOR)

    def __str__(self):
        return labelled(self.get_role_display(), self.organisation or self.country)
