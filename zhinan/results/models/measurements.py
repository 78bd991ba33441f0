"""Measurements: what an indicator came to in a period, from how many, and where that is said."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.programmes.models import AppendOnly

from .frameworks import Framework
from .indicators import Indicator
from .measures import Measure, refusal, share, value_field, value_in_words, within_measure
from .periods import InPeriod

LATER = {"is_current", "withdrawn_on", "withdrawn_because"}  # what may be said of a measurement that stands


class Origin(models.TextChoices):
    """Where a measurement comes from."""

    HAND = "hand", pgettext_lazy("origin of a measurement", "written down by hand")
    FIGURE = "figure", pgettext_lazy("origin of a measurement", "figure of the records")
    ANSWERS = "answers", pgettext_lazy("origin of a measurement", "answers to a question")
    REPORT = "report", pgettext_lazy("origin of a measurement", "report of a grant")


class MeasurementQuerySet(models.QuerySet):
    """Measurements; nobody changes or deletes one."""

    def update(self, **values):
        """Never: raises AppendOnly."""
        raise AppendOnly(_("A measurement is never changed. Correct it with another one."))

    def delete(self):
        """Never: raises AppendOnly."""
        raise AppendOnly(_("A measurement is never deleted. Withdraw it."))

    def visible_to(self, user):
        """Measurements of frameworks that `user` may see."""
        return self.filter(indicator__result__framework__in=Framework.objects.visible_to(user))

    def current(self):
        """Those that were neither replaced nor withdrawn."""
        return self.filter(is_current=True)


class Measurement(InPeriod):
    """What an indicator came to from the first day to the last one, in the `measure` that it had then.

    `n` is how many people or records it was found from; where nobody says so, that is said. A percentage may keep what
    it is made of, `numerator` and `denominator`, so that others can be reckoned from the parts, never from percentages.
    `asked` and `answered` make the response rate. `origin_key` tells one origin from another, empty where it is
    written by hand; `origin_address` opens what stands behind it.
    """

    mark = Framework.mark
    own_rows = ("parts",)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measurements", editable=False)
    measure = models.CharField(max_length=12, choices=Measure, editable=False)
    value = value_field(pgettext_lazy("of a measurement", "value"))
    numerator = value_field(gettext_lazy("how many of them"), help_text=gettext_lazy("31 of 38: this is the 31."))
    denominator = value_field(gettext_lazy("of how many"), help_text=gettext_lazy("31 of 38: this is the 38."))
    n = models.PositiveIntegerField(
        gettext_lazy("base (n)"),
        null=True,
        blank=True,
        help_text=gettext_lazy("How many people, answers or records it was found from."),
    )
    is_base_unstated = models.BooleanField(gettext_lazy("the source does not state the base"), default=False)
    asked = models.PositiveIntegerField(gettext_lazy("how many were asked"), null=True, blank=True)
    answered = models.PositiveIntegerField(gettext_lazy("how many answered"), null=True, blank=True)
    comment = models.TextField(
        pgettext_lazy("field", "comment"), blank=True, help_text=gettext_lazy("What is measured in words stands here.")
    )
    origin_kind = models.CharField(max_length=12, choices=Origin, default=Origin.HAND, editable=False)
    origin = models.CharField(
        gettext_lazy("where it comes from"),
        max_length=300,
        help_text=gettext_lazy("The report, the list or the survey, with its day."),
    )
    origin_address = models.CharField(
        max_length=300, blank=True, editable=False, validators=[RegexValidator(r"^(/(?!/)|https://)")]
    )
    origin_key = models.CharField(max_length=200, blank=True, editable=False)
    taken_on = models.DateField(gettext_lazy("found on"), default=timezone.localdate)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replacement", editable=False
    )
    why = models.TextField(
        gettext_lazy("why it is corrected"),
        blank=True,
        help_text=gettext_lazy("The earlier one stays readable, with this reason."),
    )
    is_current = models.BooleanField(default=True, editable=False)
    withdrawn_on = models.DateField(null=True, editable=False)
    withdrawn_because = models.TextField(blank=True, editable=False)

    objects = MeasurementQuerySet.as_manager()

    class Meta(InPeriod.Meta):
        verbose_name = pgettext_lazy("noun", "measurement")
        verbose_name_plural = pgettext_lazy("plural", "measurements")
        ordering = ["starts_on", "ends_on", "pk"]
        constraints = [
            *InPeriod.Meta.constraints,
            models.CheckConstraint(
                condition=within_measure("value") & (Q(measure=Measure.QUALITATIVE) | Q(value__isnull=False)),
                name="results_value_as_measured",
                violation_error_message=gettext_lazy("This is no value of the indicator's measure."),
            ),
            models.CheckConstraint(
                condition=~Q(measure=Measure.QUALITATIVE) | ~Q(comment=""),
                name="results_words_where_measured_in_words",
                violation_error_message=gettext_lazy("What is measured in words needs the words."),
            ),
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None)
                | Q(numerator__isnull=False, denominator__isnull=False, measure=Measure.PERCENTAGE)
                & Q(denominator__gt=0, numerator__gte=0, numerator__lte=F("denominator")),
                name="results_share_of_its_parts",
                violation_error_message=gettext_lazy("A percentage is of both parts, and the first is no more."),
            ),
            models.CheckConstraint(
                condition=Q(n=None, is_base_unstated=True) | Q(n__isnull=False, is_base_unstated=False),
                name="results_base_or_unstated",
                violation_error_message=gettext_lazy("Write n, or say that the source does not state it."),
            ),
            models.CheckConstraint(
                condition=Q(asked=None) | Q(answered__isnull=False, answered__lte=F("asked")),
                name="results_answered_of_asked",
                violation_error_message=gettext_lazy("No more can have answered than were asked."),
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(why=""),
                name="results_correction_with_reason",
                violation_error_message=gettext_lazy("Say why it is corrected."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_because="")
                | (Q(withdrawn_on__isnull=False, is_current=False) & ~Q(withdrawn_because="")),
                name="results_withdrawn_with_reason",
                violation_error_message=gettext_lazy("Say why it is withdrawn."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "starts_on", "ends_on"],
                condition=Q(is_current=True),
                name="results_measured_once",
                violation_error_message=gettext_lazy("This period is measured already. Correct that measurement."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "origin_key"],
                condition=Q(is_current=True) & ~Q(origin_key=""),
                name="results_taken_once",
                violation_error_message=gettext_lazy("This is written down already."),
            ),
        ]

    def __str__(self):
        return self.in_words()

    def get_absolute_url(self):
        """A measurement is read on its indicator's page."""
        return f"{self.indicator.get_absolute_url()}#measurement-{self.pk}"

    @property
    def audience(self):
        """Who may see its framework sees the measurement."""
        return self.indicator.audience

    def clean(self):
        """Say at the field what does not fit."""
        super().clean()
        if why := refusal(self.measure, self.value):
            raise ValidationError({"value": why})
        if self.numerator is not None and self.denominator and share(self.numerator, self.denominator) != self.value:
            right = value_in_words(share(self.numerator, self.denominator), self.measure, "")
            raise ValidationError({"value": _("These parts make {percent}.").format(percent=right)})

    def save(self, *args, **options):
        """Add the measurement, or say that it does not hold any more; raises AppendOnly for all else."""
        names = options.get("update_fields")
        if not self._state.adding and not (names and set(names) <= LATER):
            raise AppendOnly(_("A measurement is never changed. Correct it with another one."))
        super().save(*args, **options)

    def delete(self, *args, **options):
        """Never: raises AppendOnly."""
        raise AppendOnly(_("A measurement is never deleted. Withdraw it."))

    def in_words(self):
        """Its number with the unit, or its words."""
        return value_in_words(self.value, self.measure, self.indicator.unit) or self.comment

    @property
    def rate(self):
        """The response rate in percent; None where its base is not stated."""
        return share(self.answered, self.asked) if self.asked else None
