"""The agenda of an event: its sessions, who speaks, and who was in the room."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.kit.languages import InSeveralLanguages
from zhinan.kit.zones import hours_in_words
from zhinan.network.models import Organisation, Person

from .attendance import Attendance
from .events import Event

HOURS = ("begins_at", "ends_at")  # the columns that hold moments, of events and of their sessions


class SpeakerRole(models.TextChoices):
    """What somebody does in a session."""

    SPEAKER = "speaker", pgettext_lazy("role in a session", "speaker")
    MODERATOR = "moderator", pgettext_lazy("role in a session", "moderator")
    PANELLIST = "panellist", pgettext_lazy("role in a session", "panellist")
    OPENING = "opening", pgettext_lazy("role in a session", "opening words")
    TRAINER = "trainer", pgettext_lazy("role in a session", "trainer")
    INTERPRETER = "interpreter", pgettext_lazy("role in a session", "interpreter")


class SessionQuerySet(models.QuerySet):
    """Sessions, as far as somebody may see their event."""

    def visible_to(self, user):
        """Sessions of events that `user` may see."""
        return self.filter(event__in=Event.objects.visible_to(user))


class Session(InSeveralLanguages):
    """One part of the agenda of an event; its materials are the files of its page."""

    mark = Event.mark
    translatable = ("title", "description")
    own_rows = ("speakers",)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions", editable=False)
    title = models.CharField(pgettext_lazy("of an undertaking", "title"), max_length=300)
    description = models.TextField(pgettext_lazy("field", "description"), blank=True)
    begins_at = models.DateTimeField(pgettext_lazy("of an event", "begins at"), null=True, blank=True)
    ends_at = models.DateTimeField(pgettext_lazy("of an event", "ends at"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(
        pgettext_lazy("field", "place in the order"), default=1,
        help_text=gettext_lazy("Among sessions without an hour, or of the same one."),
    )  # fmt: skip
    room = models.CharField(pgettext_lazy("of a session", "room"), max_length=200, blank=True)
    recording = models.URLField(
        pgettext_lazy("of a session", "recording"), max_length=500, blank=True,
        help_text=gettext_lazy("The address where the recording can be seen."),
    )  # fmt: skip
    code = models.CharField(max_length=8, blank=True, editable=False)  # shown in the room, for those who check in

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "session")
        verbose_name_plural = pgettext_lazy("plural", "sessions")
        ordering = ["event", F("begins_at").asc(nulls_last=True), "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("begins_at")),
                name="events_session_ends_after_start",
                violation_error_message=gettext_lazy("It ends before it begins. Mend one of the two times."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(begins_at__isnull=False),
                name="events_session_end_has_a_start",
                violation_error_message=gettext_lazy("Write when it begins, too."),
            ),
        ]

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the session's page."""
        return reverse("session", args=[self.pk])

    @property
    def audience(self):
        """Who may see its event sees the session."""
        return self.event.audience

    def hours(self, zone):
        """When it is by the clocks of `zone`, in words; an empty text where no hour is known."""
        return hours_in_words(self.begins_at, self.ends_at, zone) if self.begins_at else ""


class Speaker(models.Model):
    """Somebody who has a part in a session: named as in the programme, and linked where they are recorded."""

    emptied = {"name": "", "title": ""}  # what goes when the person is erased; that somebody spoke stays
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="speakers")
    position = models.PositiveSmallIntegerField(pgettext_lazy("field", "place in the order"), default=1)
    role = models.CharField(
        pgettext_lazy("of a speaker", "role"), max_length=12, choices=SpeakerRole, default=SpeakerRole.SPEAKER
    )
    name = models.CharField(
        pgettext_lazy("of a person", "name"), max_length=200,
        help_text=gettext_lazy("As it stands in the programme; everybody who sees the event reads it."),
    )  # fmt: skip
    title = models.CharField(pgettext_lazy("of a person", "title or position"), max_length=300, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("field", "person"),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("field", "organisation"),
    )  # fmt: skip

    class Meta:
        verbose_name = pgettext_lazy("noun", "speaker")
        verbose_name_plural = pgettext_lazy("plural", "speakers")
        ordering = ["session", "position", "pk"]

    def __str__(self):
        return self.name or _("name deleted")


class PresenceQuerySet(models.QuerySet):
    """Presences, as far as somebody may see their event. Only those who may change it read them at all."""

    def visible_to(self, user):
        """Presences at sessions that `user` may see."""
        return self.filter(session__in=Session.objects.visible_to(user))


class Presence(models.Model):
    """Somebody who came to the event was in this session."""

    audience = STAFF
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="presences")
    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="presences")
    came_at = models.DateTimeField(null=True, editable=False)
    minutes = models.PositiveIntegerField(gettext_lazy("minutes"), null=True, blank=True, editable=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("presence in a session")
        verbose_name_plural = gettext_lazy("presences in sessions")
        constraints = [models.UniqueConstraint(fields=["session", "attendance"], name="events_present_once")]

    def __str__(self):
        return f"{self.attendance}: {self.session}"
