"""The course sheet of a training or seminar: what is taught, to whom, and until when what is kept."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from zhinan.kit.languages import InSeveralLanguages

from ..states import State
from .events import Event, Kind

COURSES = (  # kinds of event that offer a course sheet
    *(Kind.TRAINING, Kind.TRAINING_COURSE, Kind.SEMINAR, Kind.WORKSHOP, Kind.STUDY_VISIT, Kind.EXCHANGE_VISIT),
)
KEPT_FOR = 90  # days after the end for which confidential details are kept, where nobody says otherwise
LONGEST = 366  # days after the end at most


class CourseField(models.TextChoices):
    """What a course is about.

    Trainings of human resources development cooperation are counted by 17 fields, of which the source names these
    eight (China's International Development Cooperation in the New Era, 2021); the others are written in words.
    """

    POLITICS = "politics", pgettext_lazy("field of trainings", "politics and diplomacy")
    ADMINISTRATION = "administration", pgettext_lazy("field of trainings", "public administration")
    DEVELOPMENT = "development", pgettext_lazy("field of trainings", "national development")
    AGRICULTURE = (
        "agriculture",
        pgettext_lazy("field of trainings", "poverty reduction through agricultural development"),
    )
    HEALTH = "health", pgettext_lazy("field of trainings", "medical and health care")
    EDUCATION = "education", pgettext_lazy("field of trainings", "education and scientific research")
    CULTURE = "culture", pgettext_lazy("field of trainings", "culture and sports")
    TRANSPORT = "transport", pgettext_lazy("field of trainings", "transport")
    OTHER = "other", pgettext_lazy("field of trainings", "another field")


class OfEventsQuerySet(models.QuerySet):
    """Rows that lead to an event, as far as somebody may see that."""

    def visible_to(self, user):
        """Those of events that `user` may see."""
        return self.filter(**{f"{self.model.to_event}__in": Event.objects.visible_to(user)})


def text(label, note=""):
    """A column for a text of the sheet."""
    return models.TextField(label, blank=True, help_text=note)


class Course(InSeveralLanguages):
    """The sheet of a course; `erase_on` is the day on which its participants' confidential details are deleted."""

    mark, to_event = Event.mark, "event"
    translatable = (
        *("subject", "objectives", "content", "method", "position", "health", "language_needed", "prepare"),
        *("contact", "visa"),
    )
    own_rows = ("invited",)
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="course", editable=False)
    field = models.CharField(
        pgettext_lazy("of a course", "field"), max_length=20, choices=CourseField,
        help_text=gettext_lazy("Of the 17 fields of trainings the source names eight. Write others in words below."),
    )  # fmt: skip
    other_field = models.CharField(gettext_lazy("the field in words"), max_length=200, blank=True)
    subject = models.CharField(pgettext_lazy("of a course", "subject"), max_length=300)
    objectives = text(pgettext_lazy("of a course", "objectives"))
    content = text(pgettext_lazy("of a course", "content"))
    method = text(pgettext_lazy("of a course", "method"), gettext_lazy("Lectures, visits, practice, discussion."))
    taught_in = models.CharField(
        gettext_lazy("course language"), max_length=200, blank=True,
        help_text=gettext_lazy("English. Or: Chinese, with interpretation into French."),
    )  # fmt: skip
    age_from = models.PositiveSmallIntegerField(gettext_lazy("age from"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(gettext_lazy("age to"), null=True, blank=True)
    position = text(pgettext_lazy("of a course", "for whom"), gettext_lazy("Position, work, experience."))
    health = text(pgettext_lazy("of a course", "health"), gettext_lazy("What is asked of everybody who comes."))
    language_needed = text(pgettext_lazy("of a course", "command of languages"))
    prepare = text(gettext_lazy("to be prepared"), gettext_lazy("A country report, for example."))
    contact = text(
        pgettext_lazy("of a course", "contact"), gettext_lazy("An office and its address: everybody reads it.")
    )
    visa = text(gettext_lazy("visa and insurance"))
    capacity = models.PositiveIntegerField(
        gettext_lazy("places"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=gettext_lazy("In all. Empty where only the places of each country count."),
    )  # fmt: skip
    closes_on = models.DateField(
        gettext_lazy("nominations close on"), null=True, blank=True,
        help_text=gettext_lazy("The last day. Empty: the day before the course begins."),
    )  # fmt: skip
    erase_on = models.DateField(
        gettext_lazy("confidential details are deleted on"), null=True, blank=True,
        help_text=gettext_lazy(
            "Passports, health and emergency contacts. Empty: 90 days after the end. Nobody is asked for them before "
            "this day is known."
        ),
    )  # fmt: skip

    objects = OfEventsQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("course sheet")
        verbose_name_plural = gettext_lazy("course sheets")
        constraints = [
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
                name="events_course_ages_in_order",
                violation_error_message=gettext_lazy("The ages are the wrong way round. Write the lower one first."),
            ),
            models.CheckConstraint(
                condition=~Q(field=CourseField.OTHER) | ~Q(other_field=""),
                name="events_course_other_field_in_words",
                violation_error_message=gettext_lazy("Write the field in words, or choose one from the list."),
            ),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gte=1), name="events_course_capacity"),
        ]

    def __str__(self):
        return str(self.event)

    def get_absolute_url(self):
        """The sheet is read on the event's page."""
        return f"{self.event.get_absolute_url()}#course"

    @property
    def audience(self):
        """Who may see the event sees the sheet."""
        return self.event.audience

    def field_in_words(self):
        """What it is about, by the list or in words."""
        return self.other_field if self.field == CourseField.OTHER else self.get_field_display()

    def last_day(self):
        """The last day of the event, None where it is not known."""
        return self.event.ends_latest or self.event.starts_latest

    def clean(self):
        """Set the day of deletion where none is written; refuse one that is none or too late, and lost places."""
        last = self.last_day()
        if self.erase_on is None and last is not None:
            self.erase_on = last + timedelta(days=KEPT_FOR)
        if self.erase_on is None and self.pk and self.participants.exclude(confidential=None).exists():
            raise ValidationError({"erase_on": _("Confidential details are held. Write the day of their deletion.")})
        latest = last_of(last, timezone.localdate())
        if self.erase_on is not None and self.erase_on > latest:
            sentence = _("Confidential details are kept for a year after the end at most. Write an earlier day.")
            raise ValidationError({"erase_on": sentence})
        given = self.participants.seated().count() if self.pk else 0
        if self.capacity is not None and self.capacity < given:
            raise ValidationError({"capacity": too_few(given)})

    def takes_nominations(self, today):
        """Whether people are nominated by a link on the day `today`."""
        first = self.event.starts_earliest
        last = self.closes_on or (first and first - timedelta(days=1))
        return self.event.state == State.PLANNED and (last is None or today <= last)

    def asks_details(self, today):
        """Whether confidential details can be given on the day `today`: the day of their deletion lies ahead."""
        is_on = self.event.state in (State.PLANNED, State.HELD)
        return is_on and self.erase_on is not None and today < self.erase_on

    def deleted_on(self):
        """The day on which what is confidential goes: as it is set, but never later than a year after the end."""
        last = self.last_day()
        return self.erase_on if last is None else min(self.erase_on, last + timedelta(days=LONGEST))


def last_of(last, today):
    """The latest day of deletion of a course whose last day is `last`, or is not known `today`."""
    return (last or today) + timedelta(days=LONGEST)


def too_few(given):
    """The sentence for fewer places than are `given`."""
    sentence = ngettext(
        "{given} person has a place already. Withdraw somebody first.",
        "{given} people have a place already. Withdraw somebody first.",
        given,
    )
    return sentence.format(given=given)
