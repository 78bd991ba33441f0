"""The countries that are invited to a course, and the links by which they nominate."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhinan.accounts.models import hash_of
from zhinan.codelists.models import Country
from zhinan.kit.secrets import SecretField, word_of

from .courses import Course, OfEventsQuerySet, too_few
from .registrations import Mail, new_seed


class InvitedQuerySet(OfEventsQuerySet):
    """Invited countries, with the question that the sweep asks."""

    def due(self, now):
        """Those to whose office a mail goes out at the moment `now`."""
        return self.exclude(mail_due="").filter(Q(mail_after=None) | Q(mail_after__lte=now))


class InvitedCountry(models.Model):
    """A country that is invited to a course, and the link by which its government or institution nominates people.

    As with a registration, the word of the link follows from `seed` and the key of the installation.
    """

    to_event = "course__event"
    sensitive = ("email", "seed", "token_hash")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="invited")
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("country or area")
    )
    places = models.PositiveIntegerField(
        gettext_lazy("places"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=gettext_lazy("Empty where only the places of the course count."),
    )  # fmt: skip
    email = SecretField(default="", blank=True, editable=False)  # of the office that the link is sent to
    language = models.CharField(max_length=12, blank=True, editable=False)
    mail_due = models.CharField(max_length=8, choices=Mail, default=Mail.NONE, blank=True, editable=False)
    mail_after = models.DateTimeField(null=True, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)
    seed = models.CharField(max_length=32, default=new_seed, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)

    objects = InvitedQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("invited country")
        verbose_name_plural = gettext_lazy("invited countries and their places")
        ordering = ["course", "country__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "country"],
                name="events_invited_once",
                violation_error_message=gettext_lazy("This country stands here already."),
            )
        ]

    def __str__(self):
        return str(self.country)

    def save(self, *args, **options):
        """Keep the mark true to the word of the link."""
        self.token_hash = hash_of(self.token)
        super().save(*args, **options)

    def clean(self):
        """Refuse fewer places than are given, and another country: its link is known to the first one."""
        others = InvitedCountry.objects.exclude(country=self.country_id)
        if self.pk and others.filter(pk=self.pk).exists():
            raise ValidationError(
                {"country": _("Take this country off, and add the other one: it needs its own link.")}
            )
        given = self.seated().count() if self.pk else 0
        if self.places is not None and self.places < given:
            raise ValidationError({"places": too_few(given)})

    def delete(self, *args, **options):
        """Take the country off; raises ValidationError while somebody from there has a place."""
        if self.seated().exists():
            raise ValidationError(_("{country}: {why}").format(country=self, why=too_few(self.seated().count())))
        return super().delete(*args, **options)

    def seated(self):
        """Participants from there who have a place."""
        return self.course.participants.seated().filter(country=self.country_id)

    @cached_property
    def token(self):
        """The word of the link."""
        return word_of("nominations", self.seed)

    def own_address(self):
        """Address of the page where people are nominated."""
        return reverse("nominate", args=[self.token])
