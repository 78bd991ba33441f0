"""Organisations, people and affiliations, networks and memberships, agreements and partnerships."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.codelists.models import Country, OrganisationType
from zhinan.kit.dates import PartialDateField, begun_by, day_field, not_over_by, within


class Organisation(Visibility):
    """An institution, ministry, agency, company or association, recorded once."""

    mark = "O"
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=300)
    name_zh = models.CharField(max_length=300, blank=True)
    acronym = models.CharField(max_length=40, blank=True)
    type = models.ForeignKey(OrganisationType, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    is_united_nations = models.BooleanField(default=False)
    description = models.TextField(blank=True)
    website = models.URLField(blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "organisation")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Address of the organisation's page."""
        return reverse("organisation", args=[self.slug])


class OrganisationName(models.Model):
    """Another name that an organisation is found under in some source."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=300)
    language = models.CharField(max_length=8, default="en")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="network_name_once")]

    def __str__(self):
        return self.name


class OrganisationIdentifier(models.Model):
    """A number that a register knows an organisation by; `scheme` is a code of org-id.guide."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=40)
    number = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "number"], name="network_identifier_once")]

    def __str__(self):
        return f"{self.scheme}-{self.number}"


class Person(Visibility):
    """Somebody whom the programme works with."""

    mark = "I"
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    affiliations = models.ManyToManyField(Organisation, through="Affiliation", related_name="people")

    class Meta:
        verbose_name = pgettext_lazy("noun", "person")
        ordering = ["name"]
        verbose_name_plural = "people"

    def __str__(self):
        return self.name


class Affiliation(models.Model):
    """What a person is in an organisation, from when to when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    position = models.CharField(max_length=200, blank=True)
    starts_on = PartialDateField()
    starts_earliest = day_field()
    starts_latest = day_field()
    ends_on = PartialDateField()
    ends_earliest = day_field()
    ends_latest = day_field()

    def __str__(self):
        return f"{self.person}, {self.organisation}"


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
