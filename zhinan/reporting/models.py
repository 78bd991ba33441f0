"""Statements: what a source says, in its own words."""

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import Visibility, VisibilityQuerySet
from zhinan.kit.dates import PartialDateField, day_field
from zhinan.kit.figures import Period
from zhinan.kit.punctuation import in_a_line
from zhinan.kit.quantities import Qualifier
from zhinan.programmes.models import Programme
from zhinan.sources.models import Source

UNITS = {  # words that sources count with
    "USD": pgettext_lazy("unit", "USD"),
    "attendances": pgettext_lazy("unit", "attendances"),
    "attendees": pgettext_lazy("unit", "attendees"),
    "copies": pgettext_lazy("unit", "copies"),
    "copies and downloads": pgettext_lazy("unit", "copies and downloads"),
    "countries": pgettext_lazy("unit", "countries"),
    "countries and regions": pgettext_lazy("unit", "countries and regions"),
    "deliveries": pgettext_lazy("unit", "deliveries"),
    "events": pgettext_lazy("unit", "events"),
    "expert days": pgettext_lazy("unit", "expert days"),
    "fields": pgettext_lazy("unit", "fields"),
    "good practices": pgettext_lazy("unit", "good practices"),
    "grants": pgettext_lazy("unit", "grants"),
    "guests": pgettext_lazy("unit", "guests"),
    "hours": pgettext_lazy("unit", "hours"),
    "institutions": pgettext_lazy("unit", "institutions"),
    "members": pgettext_lazy("unit", "members"),
    "organisations": pgettext_lazy("unit", "organisations"),
    "participants": pgettext_lazy("unit", "participants"),
    "partnerships": pgettext_lazy("unit", "partnerships"),
    "people": pgettext_lazy("unit", "people"),
    "percent": pgettext_lazy("unit", "percent"),
    "practitioners": pgettext_lazy("unit", "practitioners"),
    "projects": pgettext_lazy("unit", "projects"),
    "questions": pgettext_lazy("unit", "questions"),
    "regions": pgettext_lazy("unit", "regions"),
    "reports": pgettext_lazy("unit", "reports"),
    "representatives": pgettext_lazy("unit", "representatives"),
    "rounds": pgettext_lazy("unit", "rounds"),
    "sessions": pgettext_lazy("unit", "sessions"),
    "subjects": pgettext_lazy("unit", "subjects"),
    "times": pgettext_lazy("unit", "times"),
    "trainings": pgettext_lazy("unit", "trainings"),
    "types": pgettext_lazy("unit", "types"),
    "webinars": pgettext_lazy("unit", "webinars"),
    "years": pgettext_lazy("unit", "years"),
}


class StatementQuerySet(VisibilityQuerySet):
    """Statements, narrowed to what reports ask."""

    def during(self, period):
        """Statements whose own period overlaps `period`, or that name none."""
        return self.exclude(starts_on__gt=period.end).exclude(ends_on__lt=period.start)

    def about(self, record):
        """Statements about `record` itself."""
        return self.filter(noun=record._meta.label_lower, noun_id=record.pk)


class Statement(Visibility):
    """What a source says: the words, and the number or fact in them.

    About a figure of a programme it carries `figure` (a key of the catalogue) and, for a share of it, `part`; about a
    record it carries `noun`, `noun_id` and the `attribute` that it speaks of. A number stands in `value` with
    `qualifier` and `unit`, another fact in `said`. `level` is the answer of a scale that a percentage counts. `as_of`
    is the statement's own cut-off, where it names one. What belongs to no programme has neither figure nor record.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    topic = models.CharField(max_length=120, blank=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    figure = models.CharField(max_length=60, blank=True)
    part = models.CharField(max_length=60, blank=True)
    noun = models.CharField(max_length=60, blank=True)
    noun_id = models.BigIntegerField(null=True, blank=True)
    attribute = models.CharField(max_length=60, blank=True)
    said = models.CharField(max_length=300, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    qualifier = models.CharField(max_length=12, choices=Qualifier, default=Qualifier.EXACT)
    unit = models.CharField(max_length=60, blank=True)
    base = models.PositiveIntegerField(null=True, blank=True)
    level = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    as_of_on = PartialDateField()
    as_of_earliest = day_field()
    as_of_latest = day_field()
    note = models.TextField(blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["source__key", "pk"]
        indexes = [
            models.Index(fields=["figure", "programme"], name="reporting_statement_figure"),
            models.Index(fields=["noun", "noun_id"], name="reporting_statement_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(value=None) | ~Q(said=""),
                name="reporting_statement_says_something",
                violation_error_message=gettext_lazy("A statement says a number (value) or a fact (said)."),
            ),
            models.CheckConstraint(
                condition=Q(figure="") | ~Q(value=None),
                name="reporting_statement_number_for_figure",
                violation_error_message=gettext_lazy("A statement about a figure needs its number (value)."),
            ),
            models.CheckConstraint(
                condition=~Q(figure="") | ~Q(topic="") | ~Q(attribute=""),
                name="reporting_statement_about_something",
                violation_error_message=gettext_lazy("A statement is about a figure, an attribute or a topic."),
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        """Address of the statement: the place on its source's page."""
        return reverse("statement", args=[self.pk])

    def cited(self):
        """Where it stands, as “seed file, section”."""
        return in_a_line(self.source.file, self.section)

    def unit_in_words(self):
        """The unit in the reader's language, as far as it is known there."""
        return str(UNITS.get(self.unit, self.unit))

    def period(self):
        """The Period that it speaks of, or None."""
        return Period(self.starts_on, self.ends_on) if self.starts_on and self.ends_on else None

    def record(self):
        """The record that it is about, or None: asks the database."""
        if not self.noun:
            return None
        return apps.get_model(self.noun)._default_manager.filter(pk=self.noun_id).first()
