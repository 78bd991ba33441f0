"""What is confidential about who takes part in a course."""

from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.secrets import SecretField

from .participants import Participant


def secret(label, note=""):
    """A column for something confidential."""
    return SecretField(label, blank=True, default="", help_text=note)


class Confidential(models.Model):
    """Passport, health, emergency and travel of a participant: encrypted, in no export, list, log, index or history.

    The participant reads and writes it, and the course officers of the event; nobody else, whatever their role.
    """

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="confidential")
    passport_name = secret(gettext_lazy("name as in the passport"))
    passport_number = secret(gettext_lazy("number of the passport"))
    passport_expires = secret(gettext_lazy("passport is valid until"))
    birth_date = secret(gettext_lazy("date of birth"))
    nationality = secret(gettext_lazy("nationality"))
    health = secret(
        gettext_lazy("health"), gettext_lazy("Only what those on the spot must know: illness, medicine, allergies.")
    )
    diet = secret(gettext_lazy("food"), gettext_lazy("What you do not eat."))
    emergency = secret(gettext_lazy("emergency contact"), gettext_lazy("Name, telephone, and how you are related."))
    arrival = secret(pgettext_lazy("of a traveller", "arrival"), gettext_lazy("Day, hour and flight."))
    departure = secret(pgettext_lazy("of a traveller", "departure"), gettext_lazy("Day, hour and flight."))
    room = secret(pgettext_lazy("of a traveller", "room"))

    sensitive = (
        *("passport_name", "passport_number", "passport_expires", "birth_date", "nationality", "health", "diet"),
        *("emergency", "arrival", "departure", "room"),
    )

    class Meta:
        verbose_name = gettext_lazy("confidential details")
        verbose_name_plural = pgettext_lazy("plural", "confidential details")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
