"""Organisations, their other names and their identifiers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import Visibility
from zhinan.codelists.models import Country, Goal, OrganisationType, PurposeCode
from zhinan.kit.languages import LANGUAGES, InSeveralLanguages

LANGUAGES_OF_NAMES = [*LANGUAGES.items(), ("und", pgettext_lazy("language", "another one"))]


class Organisation(InSeveralLanguages, Visibility):
    """An institution, ministry, agency, company or association, recorded once."""

    mark = "O"
    translatable = ("name", "description")
    own_rows = ("names", "identifiers")
    called = ("name", "name_zh", "acronym", "names__name")
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(pgettext_lazy("field", "name"), max_length=300)
    name_zh = models.CharField(pgettext_lazy("field", "name in Chinese"), max_length=300, blank=True)
    acronym = models.CharField(pgettext_lazy("field", "acronym"), max_length=40, blank=True)
    type = models.ForeignKey(
        OrganisationType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "type"),
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("country or area"),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=pgettext_lazy("field", "part of"),
    )
    is_united_nations = models.BooleanField(gettext_lazy("part of the United Nations system"), default=False)
    goals = models.ManyToManyField(
        Goal, blank=True, related_name="+", verbose_name=gettext_lazy("Sustainable Development Goals")
    )
    sectors = models.ManyToManyField(
        PurposeCode,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("sectors"),
        help_text=gettext_lazy("Fields of work, one a line, by name or OECD code: Primary education, or 11220."),
    )
    languages = models.CharField(
        gettext_lazy("working languages"),
        max_length=100,
        blank=True,
        help_text=gettext_lazy("As people call them, with commas between: English, French."),
    )
    description = models.TextField(pgettext_lazy("field", "description"), blank=True)
    website = models.URLField(pgettext_lazy("field", "website"), blank=True)

    class Meta:
        verbose_name = pgettext_lazy("noun", "organisation")
        verbose_name_plural = pgettext_lazy("plural", "organisations")
        ordering = ["name"]
        indexes = [models.Index(fields=["name"], name="network_organisation_name")]

    def __str__(self):
        return self.said("name").text

    def get_absolute_url(self):
        """Address of the organisation's page."""
        return reverse("organisation", args=[self.slug])

    def scope(self):
        """The scope of roles in this organisation."""
        return f"organisation:{self.pk}"

    def clean(self):
        """Refuse parents that lead round in a circle: one query a parent."""
        above, seen = self.parent, set()
        while above is not None and above.pk not in seen:
            if above.pk == self.pk:
                raise ValidationError({"parent": _("An organisation cannot be part of itself or of one of its parts.")})
            seen.add(above.pk)
            above = above.parent


class OrganisationName(models.Model):
    """Another name that an organisation is found under in some source."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(pgettext_lazy("field", "name"), max_length=300)
    language = models.CharField(
        pgettext_lazy("field", "language"), max_length=8, default="en", choices=LANGUAGES_OF_NAMES
    )
    note = models.CharField(pgettext_lazy("field", "note"), max_length=300, blank=True)

    class Meta:
        verbose_name_plural = pgettext_lazy("plural", "other names")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="network_name_once",
                violation_error_message=gettext_lazy("This name stands here already."),
            )
        ]

    def __str__(self):
        return self.name


class OrganisationIdentifier(models.Model):
    """A number that a register knows an organisation by; `scheme` is a code of org-id.guide."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(
        gettext_lazy("register that gave the number"),
        max_length=40,
        help_text=gettext_lazy("The short code that the website org-id.guide gives this register, as XM-DAC."),
    )
    number = models.CharField(pgettext_lazy("field", "number"), max_length=120)

    class Meta:
        verbose_name_plural = pgettext_lazy("plural", "identifiers")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "number"],
                name="network_identifier_once",
                violation_error_message=gettext_lazy("Another organisation has this identifier."),
            )
        ]

    def __str__(self):
        return f"{self.scheme}-{self.number}"
