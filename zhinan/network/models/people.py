"""People and what they are in organisations."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF, Visibility
from zhinan.codelists.models import Country
from zhinan.kit.dates import PartialDateField, day_field
from zhinan.kit.secrets import SecretField, mark_of

from .organisations import LANGUAGES_OF_NAMES, Organisation


class Person(Visibility):
    """Somebody whom the programme works with.

    The mail address is encrypted, found again by its mark alone, and stays out of the history, exports and logs.
    """

    mark = "I"
    own_rows = ("names", "positions")
    sensitive = ("email", "email_mark")
    audience = models.CharField(pgettext_lazy("field", "who may see it"), max_length=80, default=STAFF, db_index=True)
    called = ("name", "names__name")
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=200)
    email = SecretField(gettext_lazy("mail address"), blank=True, default="")
    email_mark = models.CharField(max_length=64, blank=True, default="", db_index=True, editable=False)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("country or area"),
    )
    consent_on = models.DateField(
        gettext_lazy("consented on"),
        null=True,
        blank=True,
        help_text=gettext_lazy("The day on which this person agreed to be recorded here."),
    )
    consent_words = models.CharField(
        gettext_lazy("consented to"),
        max_length=300,
        blank=True,
        help_text=gettext_lazy("In a few words: what for, and how it was said."),
    )
    affiliations = models.ManyToManyField(Organisation, through="Affiliation", related_name="people")

    class Meta:
        verbose_name = pgettext_lazy("noun", "person")
        ordering = ["name"]
        verbose_name_plural = pgettext_lazy("plural", "people")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Address of the person's page."""
        return reverse("person", args=[self.slug])

    def clean(self):
        """A mail address must look like one, and a person with one must have agreed to be recorded."""
        if self.email and not self.consent_on:
            raise ValidationError(
                {"consent_on": _("Write the day on which this person agreed, or leave out the mail.")}
            )

    def save(self, *args, **options):
        """Keep the mark true to the mail address."""
        self.email_mark = mark_of(self.email)
        super().save(*args, **options)


class PersonName(models.Model):
    """Another name, or another script, that a person is found under."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=200)
    language = models.CharField(
        pgettext_lazy("field", "language"), max_length=8, default="en", choices=LANGUAGES_OF_NAMES
    )

    class Meta:
        verbose_name_plural = pgettext_lazy("plural", "other names")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"],
                name="network_person_name_once",
                violation_error_message=gettext_lazy("This name stands here already."),
            )
        ]

    def __str__(self):
        return self.name


class Affiliation(models.Model):
    """What a person is in an organisation, from when to when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="positions")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=pgettext_lazy("field", "organisation")
    )
    position = models.CharField(pgettext_lazy("field", "position"), max_length=200, blank=True)
    starts_on = PartialDateField(pgettext_lazy("field", "from"))
    starts_earliest = day_field()
    starts_latest = day_field()
    ends_on = PartialDateField(pgettext_lazy("field", "until"))
    ends_earliest = day_field()
    ends_latest = day_field()

    class Meta:
        verbose_name_plural = pgettext_lazy("plural", "positions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_earliest=None)
                | models.Q(ends_latest=None)
                | models.Q(ends_latest__gte=models.F("starts_earliest")),
                name="network_position_ends_after_start",
                violation_error_message=gettext_lazy("The position ends before it begins. Mend one of the two dates."),
            )
        ]

    def __str__(self):
        return f"{self.person}, {self.organisation}"
