"""Registration for an event: its terms, and who registered."""

import secrets

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF, hash_of
from zhinan.codelists.models import Country
from zhinan.kit.secrets import SecretField, mark_of, word_of
from zhinan.network.models import Person
from zhinan.questionnaires.models import Purpose, Questionnaire, Response, Round

from ..states import HELD, Place
from ..states import State as EventState
from .events import Event

LONGEST = 3650  # days for which the names of those who registered may be kept


class AdmissionQuerySet(models.QuerySet):
    """Terms of registration, with the question that the sweep asks."""

    def with_strangers(self):
        """Those of events that name people of whom there is no record: registered, came, or wrote for colleagues."""
        at = {"event": OuterRef("event")}
        groups = GroupRegistration.objects.filter(**at).exclude(contact="", email_mark="")
        attendances = Event._meta.get_field("attendances").related_model.objects
        came = attendances.filter(person=None, **at).exclude(called="")
        named = Exists(Registration.objects.strangers().filter(**at)) | Exists(groups) | Exists(came)
        return self.filter(named)


class Admission(models.Model):
    """On what terms people register for an event. Without one nobody does."""

    PURPOSE = Purpose.REGISTRATION  # of the questionnaires that it may ask
    mark = Event.mark
    audience = STAFF
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="admission", editable=False)
    opens_at = models.DateTimeField(pgettext_lazy("of registration", "opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(pgettext_lazy("of registration", "closes at"), null=True, blank=True)
    capacity = models.PositiveIntegerField(
        gettext_lazy("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=gettext_lazy("Empty where there is room for everybody."),
    )
    needs_approval = models.BooleanField(gettext_lazy("each registration is approved first"), default=False)
    has_waiting_list = models.BooleanField(
        gettext_lazy("waiting list"),
        default=True,
        help_text=gettext_lazy("Who comes when all places are taken waits, and moves up when one is free."),
    )
    takes_groups = models.BooleanField(
        gettext_lazy("an institution may register several colleagues in one form"), default=True
    )
    questionnaire = models.ForeignKey(
        Questionnaire,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"purpose": PURPOSE},
        verbose_name=gettext_lazy("questions of its own"),
        help_text=gettext_lazy("A published questionnaire whose purpose is registration."),
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    join_link = models.URLField(
        gettext_lazy("link to join"),
        max_length=500,
        blank=True,
        help_text=gettext_lazy("Only those who are registered get it."),
    )
    join_words = models.TextField(
        gettext_lazy("how to find it"),
        blank=True,
        help_text=gettext_lazy("Room, way, access code. Only those who are registered get it."),
    )
    erase_after = models.PositiveSmallIntegerField(
        gettext_lazy("days after the event until names are deleted"),
        default=365,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
        help_text=gettext_lazy(
            "Then names, mail addresses and answers of those go who are not recorded as a person; the numbers stay. "
            "Surveys after that day reach none of them."
        ),
    )

    code = models.CharField(max_length=8, blank=True, editable=False)  # shown in the room, for those who check in
    news_due = models.BooleanField(default=False, editable=False)  # whether people are told how the event stands

    objects = AdmissionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "registration for an event")
        verbose_name_plural = pgettext_lazy("plural", "registrations for events")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="events_admission_closes_after_opening",
                violation_error_message=gettext_lazy("It closes before it opens. Mend one of the two times."),
            ),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gte=1), name="events_capacity_of_one"),
            models.CheckConstraint(
                condition=Q(erase_after__gte=1, erase_after__lte=LONGEST), name="events_names_are_deleted"
            ),
        ]

    def __str__(self):
        return str(self.event)

    def get_absolute_url(self):
        """The terms are read on the event's page."""
        return self.event.get_absolute_url()

    def is_open(self, now):
        """Whether people may register at the moment `now`."""
        began = self.opens_at is None or self.opens_at <= now
        goes_on = self.closes_at is None or now < self.closes_at
        last, day = self.event.ends_at or self.event.begins_at, self.event.ends_latest or self.event.starts_latest
        is_ahead = now < last if last else day is None or timezone.localdate(now) <= day
        return self.event.state == EventState.PLANNED and began and goes_on and is_ahead


class GroupRegistration(models.Model):
    """Several colleagues whom an institution registered in one form; `contact` wrote it."""

    audience = STAFF
    sensitive = ("contact", "email", "email_mark")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="groups")
    organisation_name = models.CharField(pgettext_lazy("field", "institution"), max_length=200)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")
    contact = models.CharField(gettext_lazy("who registers them"), max_length=200)
    email = SecretField(gettext_lazy("mail address"))
    email_mark = models.CharField(max_length=64, db_index=True)
    registered_at = models.DateTimeField()

    class Meta:
        verbose_name = gettext_lazy("group registration")
        verbose_name_plural = gettext_lazy("group registrations")

    def __str__(self):
        return self.organisation_name

    def save(self, *args, **options):
        """Keep the mark true to the mail address."""
        self.email_mark = mark_of(self.email)
        super().save(*args, **options)


class RegistrationQuerySet(models.QuerySet):
    """Registrations, as far as somebody may see their event. Only those who may change it read them at all."""

    def visible_to(self, user):
        """Registrations for events that `user` may see."""
        return self.filter(event__in=Event.objects.visible_to(user))

    def with_token(self, token):
        """The one whose own address holds `token`, or None."""
        found = self.select_related("event__admission", "country").filter(token_hash=hash_of(token)).first()
        return found if found is not None and found.event.audience != "archive" else None

    def in_line(self):
        """Those on the waiting list, the first first."""
        return self.filter(state=Place.WAITING).order_by("registered_at", "pk")

    def held(self):
        """Those that stand on a list: neither declined nor cancelled."""
        return self.filter(state__in=HELD)

    def strangers(self):
        """Those that name somebody of whom there is no record as a person, and never was."""
        return self.filter(person=None, matched_on=None).exclude(name="", email_mark="")

    def due(self, now):
        """Those to whom a mail goes out at the moment `now`."""
        return self.exclude(mail_due="").filter(Q(mail_after=None) | Q(mail_after__lte=now))


class Mail(models.TextChoices):
    """What a mail tells somebody who registered."""

    NONE = "", gettext_lazy("nothing")
    STATE = "state", gettext_lazy("how the registration stands")
    AGAIN = "again", gettext_lazy("the address once more")
    DETAILS = "details", gettext_lazy("that details for the visa are missing")
    OFF = "off", gettext_lazy("that the event is cancelled or postponed")


def new_seed():
    """What the token of a registration is made from, with the key of the installation."""
    return secrets.token_hex(16)


class Registration(models.Model):
    """Somebody who registered for an event. One mail address registers once.

    The token of its own page follows from `seed` and the key of the installation, so that a mail can be made at any
    time and the database holds nothing that opens the page. `matched_on` says that it belonged to a person: where that
    person is gone, so is what stands here (`actions.forget_erased`).
    """

    mark = Event.mark
    audience = STAFF
    sensitive = ("name", "email", "email_mark", "token_hash", "seed", "organisation_name")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=200)
    email = SecretField(gettext_lazy("mail address"))
    email_mark = models.CharField(max_length=64, editable=False)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    matched_on = models.DateField(null=True, editable=False)
    organisation_name = models.CharField(pgettext_lazy("field", "organisation"), max_length=200, blank=True)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("country or area"),
    )  # fmt: skip
    language = models.CharField(max_length=12, blank=True)
    consented_on = models.DateField(gettext_lazy("consented on"))
    state = models.CharField(pgettext_lazy("field", "state"), max_length=12, choices=Place, default=Place.REGISTERED)
    seed = models.CharField(max_length=32, default=new_seed, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    response = models.OneToOneField(Response, on_delete=models.SET_NULL, null=True, related_name="+")
    group = models.ForeignKey(GroupRegistration, on_delete=models.SET_NULL, null=True, related_name="registrations")
    registered_at = models.DateTimeField(gettext_lazy("registered at"))
    mail_due = models.CharField(max_length=8, choices=Mail, default=Mail.NONE, blank=True, editable=False)
    mail_after = models.DateTimeField(null=True, editable=False)  # not before; after one that could not be sent
    mailed_at = models.DateTimeField(null=True, editable=False)
    told_of = models.CharField(max_length=12, blank=True, editable=False)  # the state of the event that a mail told of

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "registration")
        verbose_name_plural = pgettext_lazy("plural", "registrations")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email_mark"], condition=~Q(email_mark=""), name="events_registered_once"
            )
        ]
        indexes = [
            models.Index(fields=["event", "state", "registered_at"], name="events_registration_line"),
            models.Index(fields=["mail_due"], condition=~Q(mail_due=""), name="events_registration_mail"),
        ]

    def __str__(self):
        return self.name or "–"

    def save(self, *args, **options):
        """Keep marks true to the mail address and the token."""
        self.email_mark = mark_of(self.email)
        self.token_hash = hash_of(self.token)
        super().save(*args, **options)

    @cached_property
    def token(self):
        """The word of its own address."""
        return word_of("registrations", self.seed)

    def get_absolute_url(self):
        """Among the others, for those who keep the list; its own page is known to who registered alone."""
        return reverse("event-registrations", args=[self.event.slug])

    def own_address(self):
        """Address of its own page."""
        return reverse("own-registration", args=[self.token])
