"""Certificates: what was certified to whom, under a number that everybody can look up."""

from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import STAFF
from zhinan.kit.secrets import SecretField, word_of
from zhinan.network.models import Person

from .attendance import Attendance
from .events import Event
from .registrations import Mail, Registration, new_seed
from .sessions import Speaker


class CertificateKind(models.TextChoices):
    """What is certified."""

    ATTENDANCE = "attendance", pgettext_lazy("kind of certificate", "attendance")
    COMPLETION = "completion", pgettext_lazy("kind of certificate", "completion")
    SPEAKING = "speaking", pgettext_lazy("kind of certificate", "speaking")


class CertificateQuerySet(models.QuerySet):
    """Certificates, as far as somebody may see whom they name. Only those who may change the event read them at all."""

    def visible_to(self, user):
        """Certificates of which `user` may see the event and the person."""
        person = Q(person=None) | Q(person__in=Person.objects.visible_to(user))
        return self.filter(person, event__in=Event.objects.visible_to(user))

    def standing(self):
        """Those that are not revoked and still name somebody."""
        return self.filter(revoked_on=None).exclude(name="")

    def due(self, now):
        """Those of which a mail tells the holder at the moment `now`."""
        rows = self.standing().exclude(mail_due="").exclude(email="")
        return rows.filter(Q(mail_after=None) | Q(mail_after__lte=now))


class Certificate(models.Model):
    """What was certified to somebody; `said` holds the event as it was then, so that nothing changes it afterwards.

    `said` is {titles, country, organisers: texts by language; starts_on, ends_on: days after EDTF; place; perhaps
    minutes, sessions and of_sessions that were attended, or talks: [[role, titles]]; perhaps subject: texts, hours of
    the whole, signatory: [name, position]}. It names nobody but who signs.
    """

    mark = Event.mark
    audience = STAFF
    sensitive = ("name", "email", "seed")
    emptied = {  # what goes when the person is erased; the number stays
        "name": "",
        "email": "",
        "revoked_why": Case(When(revoked_why="", then=Value("")), default=Value("–")),  # it may name the holder
    }
    number = models.CharField(pgettext_lazy("of a certificate", "number"), max_length=20, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="certificates", editable=False)
    kind = models.CharField(pgettext_lazy("field", "kind"), max_length=12, choices=CertificateKind, editable=False)
    name = SecretField(pgettext_lazy("of a person", "name"))  # as it is printed
    email = SecretField(gettext_lazy("mail address"), default="", blank=True, editable=False)
    language = models.CharField(max_length=12, blank=True, editable=False)
    attendance = models.ForeignKey(
        Attendance, on_delete=models.SET_NULL, null=True, related_name="certificates", editable=False
    )
    registration = models.ForeignKey(
        Registration, on_delete=models.SET_NULL, null=True, related_name="certificates", editable=False
    )
    speaker = models.ForeignKey(
        Speaker, on_delete=models.SET_NULL, null=True, related_name="certificates", editable=False
    )
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    said = models.JSONField(default=dict, editable=False)
    issued_on = models.DateField(pgettext_lazy("of a certificate", "issued on"), editable=False)
    revoked_on = models.DateField(pgettext_lazy("of a certificate", "revoked on"), null=True, editable=False)
    revoked_why = models.CharField(
        pgettext_lazy("of a certificate", "why it is revoked"), max_length=300, blank=True, editable=False
    )
    seed = models.CharField(max_length=32, default=new_seed, editable=False)
    mail_due = models.CharField(max_length=8, choices=Mail, default=Mail.NONE, blank=True, editable=False)
    mail_after = models.DateTimeField(null=True, editable=False)  # not before; after one that could not be sent
    mailed_at = models.DateTimeField(null=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "certificate")
        verbose_name_plural = pgettext_lazy("plural", "certificates")
        ordering = ["event", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attendance", "kind"], name="events_certified_once"),
            models.UniqueConstraint(fields=["speaker"], name="events_certified_as_speaker_once"),
            models.CheckConstraint(
                condition=Q(revoked_on=None, revoked_why="") | (Q(revoked_on__isnull=False) & ~Q(revoked_why="")),
                name="events_certificate_revoked_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["mail_due"], condition=~Q(mail_due=""), name="events_certificate_mail")]

    def __str__(self):
        return self.number

    @property
    def token(self):
        """The word that opens its file; it follows from `seed`, so that the database holds nothing that opens it."""
        return word_of("certificates", self.seed)

    def get_absolute_url(self):
        """The page where everybody sees whether it is valid."""
        return reverse("certificate", args=[self.number])

    def own_address(self):
        """Where its holder, and who has this address, gets the file."""
        return f"{reverse('certificate-file', args=[self.number])}?key={self.token}"
