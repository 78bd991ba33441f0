"""Who was nominated for a course, and how far they are."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF, hash_of
from zhinan.codelists.models import Country
from zhinan.kit.secrets import SecretField, mark_of, word_of
from zhinan.network.models import Organisation, Person

from ..states import ASKED, FINISHED, SEATED, Participation
from .attendance import Attendance
from .courses import Course, OfEventsQuerySet
from .events import Event
from .registrations import Mail, new_seed


class Sex(models.TextChoices):
    """Sex, as far as somebody says it."""

    UNSAID = "", pgettext_lazy("sex", "not said")
    FEMALE = "female", pgettext_lazy("sex", "female")
    MALE = "male", pgettext_lazy("sex", "male")
    OWN_WORDS = "own_words", pgettext_lazy("sex", "described otherwise")


class ParticipantQuerySet(OfEventsQuerySet):
    """Participants, as far as somebody may see their event. Only those who look after the course read them at all."""

    def with_token(self, token):
        """The one whose own address holds `token`, or None."""
        found = (
            self.select_related("course__event", "country")
            .filter(token_hash=hash_of(token))
            .exclude(email_mark="")
            .first()
        )
        return found if found is not None and found.course.event.audience != "archive" else None

    def with_mail(self, email):
        """Those with this mail address."""
        return self.filter(email_mark=mark_of(email))

    def seated(self):
        """Those who have a place."""
        return self.filter(state__in=SEATED)

    def without_place(self):
        """Those who are named and have none: of no use once the course is over."""
        return self.exclude(state__in=SEATED).exclude(email_mark="")

    def finished(self):
        """Those who completed the course, whole or in part: each is one person-course."""
        return self.filter(state__in=FINISHED)

    def with_details(self):
        """Those of them with `has_details` and `has_passport`: whether such are held, and a passport."""
        held = self.model._meta.get_field("confidential").related_model.objects.filter(participant=OuterRef("pk"))
        passports = held.exclude(passport_number="")
        return self.annotate(has_details=Exists(held), has_passport=Exists(passports))

    def asked(self):
        """Those who are asked for confidential details, as long as their course asks for them."""
        return self.filter(state__in=ASKED)

    def in_line(self):
        """Those on the waiting list, the first first."""
        return self.filter(state=Participation.WAITING).order_by("waits_since", "pk")

    def due(self, now):
        """Those to whom a mail goes out at the moment `now`."""
        return self.exclude(mail_due="").filter(Q(mail_after=None) | Q(mail_after__lte=now))


class Participant(models.Model):
    """Somebody who was nominated for a course. One mail address stands once in a course.

    `is_by_link` says that a government or institution did it by its link; `matched_on` that it belonged to a person:
    where that person is gone, so is what stands here (`actions.forget_participants`).
    """

    mark, to_event = Event.mark, "course__event"
    audience = STAFF
    sensitive = (
        *("name", "email", "email_mark", "seed", "token_hash", "organisation_name", "position", "sex", "reason"),
        *("score_before", "score_after"),
    )
    # What goes when the person is erased; that somebody from this country took part stays.
    emptied = {name: "" for name in ("name", "email", "email_mark", "organisation_name", "position", "sex", "reason")}
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    matched_on = models.DateField(null=True, editable=False)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=200)
    email = SecretField(gettext_lazy("mail address"))
    email_mark = models.CharField(max_length=64, editable=False)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="+", verbose_name=gettext_lazy("country or area")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("field", "organisation"),
    )  # fmt: skip
    organisation_name = models.CharField(pgettext_lazy("field", "organisation"), max_length=200, blank=True)
    position = models.CharField(pgettext_lazy("field", "position"), max_length=200, blank=True)
    sex = models.CharField(pgettext_lazy("field", "sex"), max_length=10, choices=Sex, default=Sex.UNSAID, blank=True)
    nominated_by = models.CharField(
        gettext_lazy("nominated by"), max_length=200, blank=True,
        help_text=gettext_lazy("The ministry or institution."),
    )  # fmt: skip
    nominator = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_by_link = models.BooleanField(default=False, editable=False)
    language = models.CharField(max_length=12, blank=True, editable=False)
    consented_on = models.DateField(gettext_lazy("consented on"))
    nominated_at = models.DateTimeField(gettext_lazy("nominated at"), editable=False)
    waits_since = models.DateTimeField(null=True, editable=False)
    state = models.CharField(
        pgettext_lazy("field", "state"), max_length=12, choices=Participation, default=Participation.NOMINATED,
        editable=False,
    )  # fmt: skip
    reason = models.CharField(gettext_lazy("reason"), max_length=300, blank=True)
    score_before = models.DecimalField(
        gettext_lazy("test before, in percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    score_after = models.DecimalField(
        gettext_lazy("test after, in percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    attendance = models.ForeignKey(Attendance, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    has_made_place = models.BooleanField(default=False, editable=False)  # nobody else put them into the list before
    reminded_at = models.DateTimeField(null=True, editable=False)  # of the details for the visa
    seed = models.CharField(max_length=32, default=new_seed, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    mail_due = models.CharField(max_length=8, choices=Mail, default=Mail.NONE, blank=True, editable=False)
    mail_after = models.DateTimeField(null=True, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "participant")
        verbose_name_plural = pgettext_lazy("plural", "participants")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "email_mark"], condition=~Q(email_mark=""), name="events_nominated_once"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__gte": 0, f"{name}__lte": 100}),
                    name=f"events_participant_{name}",
                    violation_error_message=gettext_lazy("A test is between 0 and 100 percent."),
                )
                for name in ("score_before", "score_after")
            ),
        ]
        indexes = [
            models.Index(fields=["course", "state", "nominated_at"], name="events_participant_line"),
            models.Index(fields=["mail_due"], condition=~Q(mail_due=""), name="events_participant_mail"),
        ]

    def __str__(self):
        return self.name or "–"

    def save(self, *args, **options):
        """Keep marks true to the mail address and the word of the own page."""
        self.email_mark = mark_of(self.email)
        self.token_hash = hash_of(self.token)
        super().save(*args, **options)

    @cached_property
    def token(self):
        """The word of its own address."""
        return word_of("participants", self.seed)

    def get_absolute_url(self):
        """For those who look after the course; its own page is known to who was nominated alone."""
        return reverse("participant", args=[self.pk])

    def own_address(self):
        """Address of its own page."""
        return reverse("own-participation", args=[self.token])
