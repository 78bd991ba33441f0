"""Who came to an event."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.codelists.models import Country
from zhinan.kit.secrets import SecretField
from zhinan.network.models import Organisation, Person

from .events import Event


class AttendanceQuerySet(models.QuerySet):
    """Attendances, as far as somebody may see whom they name. Only those who may change the event read them at all."""

    def visible_to(self, user):
        """Attendances of which `user` may see the event, the person and the organisation."""
        person = Q(person=None) | Q(person__in=Person.objects.visible_to(user))
        organisation = Q(organisation=None) | Q(organisation__in=Organisation.objects.visible_to(user))
        return self.filter(person, organisation, event__in=Event.objects.visible_to(user))


class Attendance(models.Model):
    """One person at one event; `person` is empty where only a place in a list is known. No visitor ever reads it."""

    mark = Event.mark
    audience = STAFF  # who reads what happened to it
    sensitive = ("called",)
    emptied = {"called": ""}  # what goes when the person is erased; the place in the list stays
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "person"),
    )
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
        verbose_name=gettext_lazy("country or area"),
    )

    registration = models.ForeignKey(
        "events.Registration", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    called = SecretField(editable=False, default="", blank=True)  # the name in a list, of who is no recorded person
    came_at = models.DateTimeField(null=True, blank=True, editable=False)
    minutes = models.PositiveIntegerField(gettext_lazy("minutes"), null=True, blank=True, editable=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "attendance")
        verbose_name_plural = pgettext_lazy("plural", "attendances")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=Q(person__isnull=False),
                name="events_person_once",
                violation_error_message=gettext_lazy("This person stands in the list already."),
            ),
            models.UniqueConstraint(
                fields=["event", "registration"],
                condition=Q(registration__isnull=False),
                name="events_registered_came_once",
            ),
        ]

    def carries(self):
        """Whether sessions, minutes of a file, or a certificate hang on this place in the list."""
        return self.minutes is not None or self.presences.exists() or self.certificates.exists()

    def __str__(self):
        return str(self.person or self.called or self.organisation or self.country or self.event)

    def get_absolute_url(self):
        """An attendance is read in the list of its event."""
        return reverse("event-people", args=[self.event.slug])
