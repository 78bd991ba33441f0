"""Events, who takes part in them, and the numbers that were printed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.codelists.models import Country
from zhinan.kit.dates import PartialDate, within
from zhinan.kit.languages import InSeveralLanguages
from zhinan.kit.quantities import Qualifier, qualified, sum_qualifier
from zhinan.kit.zones import FIRST_YEAR, LAST_YEAR, check_zone, is_zone, wall_of
from zhinan.network.models import Partnership
from zhinan.programmes.models import Party, Programme, Project, Span, leads_back

from ..states import State

YEARS = {"first": FIRST_YEAR, "last": LAST_YEAR}


class Kind(models.TextChoices):
    """What sort of event it is."""

    SERIES = "series", pgettext_lazy("kind of event", "series")
    WEBINAR = "webinar", pgettext_lazy("kind of event", "webinar")
    FORUM = "forum", pgettext_lazy("kind of event", "forum")
    ANNUAL_MEETING = "annual_meeting", pgettext_lazy("kind of event", "annual meeting")
    WORKSHOP = "workshop", pgettext_lazy("kind of event", "workshop")
    SEMINAR = "seminar", pgettext_lazy("kind of event", "seminar")
    EXHIBITION = "exhibition", pgettext_lazy("kind of event", "exhibition")
    TRAINING = "training", pgettext_lazy("kind of event", "training")
    TRAINING_COURSE = "training_course", pgettext_lazy("kind of event", "training course")
    CONFERENCE = "conference", pgettext_lazy("kind of event", "conference")
    FAIR = "fair", pgettext_lazy("kind of event", "fair")
    VISIT = "visit", pgettext_lazy("kind of event", "visit")
    STUDY_VISIT = "study_visit", pgettext_lazy("kind of event", "study visit")
    EXCHANGE_VISIT = "exchange_visit", pgettext_lazy("kind of event", "exchange visit")


class Mode(models.TextChoices):
    """How people meet."""

    ONLINE = "online", pgettext_lazy("mode of an event", "online")
    IN_PERSON = "in_person", pgettext_lazy("mode of an event", "in person")
    HYBRID = "hybrid", pgettext_lazy("mode of an event", "hybrid")
    UNKNOWN = "unknown", pgettext_lazy("mode of an event", "not said")


class Part(models.TextChoices):
    """What a programme does at an event."""

    ORGANISED = "organised", pgettext_lazy("part in an event", "organised")
    SUPPORTED = "supported", pgettext_lazy("part in an event", "supported")
    ATTENDED = "attended", pgettext_lazy("part in an event", "attended")
    RECEIVED = "received", pgettext_lazy("part in an event", "received, as its own training")


class EventQuerySet(VisibilityQuerySet):
    """Events, narrowed to what figures ask."""

    def held_in(self, period):
        """Events held for certain within `period`; a series is none."""
        return self.filter(within("starts", period), state=State.HELD).exclude(kind=Kind.SERIES)

    def of_programme(self, programme, *parts):
        """Events in which `programme` had one of `parts`."""
        # Not a join: that would have to tell equal rows apart, column by column, before anything is counted.
        involved = Involvement.objects.filter(event=OuterRef("pk"), programme=programme, part__in=parts)
        return self.filter(Exists(involved))

    def with_people(self):
        """Events with `listed`, the number of their recorded attendances, and their head counts at hand."""
        rows = self.model._meta.get_field("attendances").related_model.objects
        listed = rows.filter(event=OuterRef("pk")).order_by().values("event").annotate(n=Count("pk"))
        return self.annotate(listed=Coalesce(Subquery(listed.values("n")), 0)).prefetch_related("head_counts")


class Event(InSeveralLanguages, Span, Visibility):
    """Something that people came together for; `whole` is the event or series that it is a part of."""

    mark = "E"
    translatable = ("title", "theme", "description")
    own_rows = ("involvements", "parties", "head_counts", "contributions")
    called = ("title", "title_zh")
    seen_with = ("course",)  # the sheet stands in the document of the event
    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(pgettext_lazy("of an undertaking", "title"), max_length=300)
    title_zh = models.CharField(gettext_lazy("title in Chinese"), max_length=300, blank=True)
    kind = models.CharField(pgettext_lazy("field", "kind"), max_length=20, choices=Kind)
    mode = models.CharField(gettext_lazy("how people meet"), max_length=12, choices=Mode, default=Mode.UNKNOWN)
    state = models.CharField(pgettext_lazy("field", "state"), max_length=12, choices=State, default=State.PLANNED)
    whole = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=pgettext_lazy("field", "part of"),
        help_text=gettext_lazy("The event or series that it is a part of."),
    )
    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "partnership"),
        help_text=gettext_lazy("The partnership that it followed from, if any."),
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "project"),
        help_text=gettext_lazy("The project that it belongs to, if any."),
    )
    place = models.CharField(pgettext_lazy("field", "place"), max_length=200, blank=True)
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("country or area"),
    )
    theme = models.CharField(pgettext_lazy("field", "theme"), max_length=300, blank=True)
    description = models.TextField(pgettext_lazy("field", "description"), blank=True)
    zone = models.CharField(gettext_lazy("time zone"), max_length=64, blank=True, validators=[check_zone])
    begins_at = models.DateTimeField(pgettext_lazy("of an event", "begins at"), null=True, blank=True)
    ends_at = models.DateTimeField(pgettext_lazy("of an event", "ends at"), null=True, blank=True)
    programmes = models.ManyToManyField(Programme, through="Involvement", related_name="+")

    objects = EventQuerySet.as_manager()

    class Meta(Span.Meta):
        verbose_name = pgettext_lazy("noun", "event")
        verbose_name_plural = pgettext_lazy("plural", "events")
        ordering = ["starts_earliest", "title"]
        constraints = [
            *Span.Meta.constraints,
            models.CheckConstraint(
                condition=Q(begins_at=None, ends_at=None) | (Q(begins_at__isnull=False) & ~Q(zone="")),
                name="events_times_with_zone",
                violation_error_message=gettext_lazy("A time needs the zone whose clocks show it, and a beginning."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("begins_at")),
                name="events_hour_ends_after_start",
                violation_error_message=gettext_lazy("It ends before it begins. Mend one of the two times."),
            ),
        ]

    def __str__(self):
        return self.said("title").text

    def get_absolute_url(self):
        """Address of the event's page."""
        return reverse("event", args=[self.slug])

    def audience_tokens(self):
        """Its own: the sheet of a course is seen with the event, never the reverse."""
        return [self.audience]

    def clean(self):
        """Refuse wholes that lead round in a circle."""
        super().clean()
        for name in ("starts_on", "ends_on"):
            day = getattr(self, name)
            if isinstance(day, PartialDate) and not FIRST_YEAR <= day.earliest.year <= day.latest.year <= LAST_YEAR:
                raise ValidationError({name: _("Write a day between {first} and {last}.").format(**YEARS)})
        if leads_back(self, "whole"):
            raise ValidationError({"whole": _("An event cannot be part of itself or of one of its parts.")})
        wall = self.begins_at and is_zone(self.zone) and wall_of(self.begins_at, self.zone)
        is_date = isinstance(self.starts_on, PartialDate)
        if wall and is_date and not self.starts_on.earliest <= wall.date() <= self.starts_on.latest:
            raise ValidationError(
                _("It begins on {day} by its hours and on {other} by its date. Change the two to the same day.").format(
                    day=PartialDate(wall.date().isoformat()).in_words(), other=self.starts_on.in_words()
                )
            )

    def all_parts(self, user):
        """What `user` may see of the parts of the event and of their parts, in order: one query a level."""
        found, above, seen = [], [self.pk], {self.pk}
        while above:
            rows = Event.objects.visible_to(user).filter(whole__in=above).exclude(pk__in=seen).select_related("country")
            above = [one.pk for one in rows]
            seen.update(above)
            found += rows
        return sorted(found, key=lambda one: (one.starts_earliest is None, str(one.starts_earliest), one.title, one.pk))

    def people(self):
        """(number, qualifier) of those who came, of an event from `with_people`: recorded, else printed, else None."""
        if self.listed:
            return self.listed, Qualifier.EXACT
        counts = [count for count in self.head_counts.all() if count.counts_attendance]
        if not counts:
            return None
        return sum(count.value for count in counts), sum_qualifier(count.qualifier for count in counts)

    def people_in_words(self):
        """The number of those who came with its qualifier, or an empty text; for an event from `with_people`."""
        if self.people() is None:
            return ""
        number, qualifier = self.people()
        return qualified(number_format(number, force_grouping=True), qualifier)


class InvolvementQuerySet(models.QuerySet):
    """Involvements, as far as somebody may see them."""

    def visible_to(self, user):
        """Involvements of programmes that `user` may see."""
        return self.filter(programme__in=Programme.objects.visible_to(user))


class Involvement(models.Model):
    """What a programme did at an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="involvements")
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="+", verbose_name=pgettext_lazy("field", "programme")
    )
    part = models.CharField(gettext_lazy("what it did"), max_length=12, choices=Part)

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        verbose_name_plural = gettext_lazy("what programmes did")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "programme", "part"],
                name="events_involvement_once",
                violation_error_message=gettext_lazy("This stands here already."),
            )
        ]

    def __str__(self):
        return f"{self.programme} {self.get_part_display()} {self.event}"


class EventParty(Party):
    """A country or organisation in an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="parties")


class HeadCount(models.Model):
    """A number of people at an event as somebody printed it: no list of them is known.

    `counts_attendance` is false for a number that stands beside another one for the same people, or for viewers.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="head_counts")
    who = models.CharField(gettext_lazy("who was counted"), max_length=300)
    value = models.PositiveIntegerField(pgettext_lazy("of people", "number"))
    qualifier = models.CharField(
        gettext_lazy("how exactly it is said"), max_length=12, choices=Qualifier, default=Qualifier.EXACT
    )
    counts_attendance = models.BooleanField(
        gettext_lazy("counts as attendance"),
        default=True,
        help_text=gettext_lazy("Not for viewers, and not for the same people a second time."),
    )

    class Meta:
        verbose_name_plural = gettext_lazy("printed numbers of people")
        ordering = ["event", "pk"]

    def __str__(self):
        return f"{self.get_qualifier_display()} {self.value} {self.who}"

    def get_absolute_url(self):
        """A count is read on its event's page."""
        return self.event.get_absolute_url()


class Contribution(models.Model):
    """Something that was said at an event, with the credit as printed: the speaker is no record of a person."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="contributions")
    position = models.PositiveSmallIntegerField(pgettext_lazy("field", "place in the order"))
    speaker = models.CharField(
        pgettext_lazy("field", "speaker"), max_length=400, help_text=gettext_lazy("With the title, as it was printed.")
    )
    text = models.TextField(gettext_lazy("what was said"), blank=True)

    class Meta:
        verbose_name_plural = pgettext_lazy("plural", "what was said")
        ordering = ["event", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "position"],
                name="events_contribution_once",
                violation_error_message=gettext_lazy("Another one has this place in the order."),
            )
        ]

    def __str__(self):
        return self.speaker
