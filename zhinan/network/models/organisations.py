"""Organisations, their other names and their identifiers."""

from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from zhinan.accounts.models import Visibility
from zhinan.codelists.models import Country, OrganisationType


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
