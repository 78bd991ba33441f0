"""Dates of known precision: a day, a month, a year, or one of several days."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

DAY = 10  # signs of a date that names its day
SHAPE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)


@dataclass(frozen=True)
class PartialDate:
    """A date as precise as it is known, written after EDTF: 2020, 2020-09, 2020-09-25 or [2010-09-10,2010-10-09].

    The last form is "one of these": a printed 10/9/2010 whose order of day and month nobody knows.
    """

    text: str

    def __post_init__(self):
        _span(self.text)

    def __str__(self):
        return self.text

    def __len__(self):
        return len(self.text)

    @property
    def earliest(self):
        """First day that it may mean."""
        return _span(self.text)[0]

    @property
    def latest(self):
        """Last day that it may mean."""
        return _span(self.text)[1]

    def in_words(self):
        """As a reader expects it: 2020, September 2020, 25 September 2020."""
        if self.text.startswith("["):
            return pgettext("between two days", " or ").join(
                PartialDate(part).in_words() for part in self.text[1:-1].split(",")
            )
        styles = {
            4: pgettext("date format", "Y"),
            7: pgettext("date format", "F Y"),
            10: pgettext("date format", "j F Y"),
        }
        return formats.date_format(self.earliest, styles[len(self.text)])


def _span(text):
    """The first and the last day that `text` may mean; raises ValueError with a sentence where it means none."""
    if text.startswith("[") and text.endswith("]") and "," in text:
        spans = [_span(part) for part in text[1:-1].split(",")]
        return min(first for first, last in spans), max(last for first, last in spans)
    shape = SHAPE.fullmatch(text)
    if not shape:
        raise ValueError(_("“{text}” is not a date. Write 2020, 2020-09 or 2020-09-25.").format(text=text))
    year, month, day = (int(part) if part else None for part in shape.groups())
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        return first, date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        raise ValueError(_("There is no day “{text}” in the calendar.").format(text=text)) from None


class PartialDateField(models.CharField):
    """A PartialDate, or None. Keeps its first and last possible day in two date fields beside it for queries.

    Declare those below it, with `day_field()`, as `joined_earliest` and `joined_latest` for `joined_on`.
    """

    def __init__(self, *args, **options):
        super().__init__(*args, **{"max_length": 60, "null": True, "blank": True, **options})

    @property
    def earliest(self):
        """Name of the field that keeps the first possible day."""
        return f"{self.name.removesuffix('_on')}_earliest"

    @property
    def latest(self):
        """Name of the field that keeps the last possible day."""
        return f"{self.name.removesuffix('_on')}_latest"

    def from_db_value(self, value, expression, connection):
        return None if value is None else PartialDate(value)

    def to_python(self, value):
        if value in (None, "") or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate(str(value).strip())
        except ValueError as trouble:
            raise ValidationError(str(trouble)) from None

    def get_prep_value(self, value):
        value = self.to_python(value)
        return None if value is None else value.text

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def clean(self, value, instance):
        value = super().clean(value, instance)
        self.keep_days(instance, value)
        return value

    def pre_save(self, instance, add):
        value = self.to_python(getattr(instance, self.attname))
        setattr(instance, self.attname, value)
        self.keep_days(instance, value)
        return value

    def keep_days(self, instance, value):
        """Set the two day fields beside this one."""
        setattr(instance, self.earliest, value and value.earliest)
        setattr(instance, self.latest, value and value.latest)


def span_in_words(start, end):
    """“25 August 2020 – 24 August 2021” for two PartialDates, or as much of it as is known; one for twice the same."""
    return pgettext("from one day to another", " – ").join(dict.fromkeys(day.in_words() for day in (start, end) if day))


def last_day_of(starts, months):
    """The last day of `months` months that begin on the day `starts`."""
    year, month = divmod(starts.year * 12 + starts.month - 1 + months, 12)
    day = min(starts.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)


def days_of_span(start, end):
    """(first day, last day, whether it takes all of them) from the PartialDate `start` to `end`, which may be None.

    Where the day is not known it is some day among them. An end that is less exact than the beginning, as “2020-07-14
    to 2020”, adds no day for certain.
    """
    is_known = len(start) == DAY
    until = end if end is not None and (len(end) == DAY or not is_known) else start
    return start.earliest, max(until.latest, start.earliest), is_known


def day_field():
    """One of the two date fields that a PartialDateField keeps for queries; declare it below that field."""
    return models.DateField(null=True, blank=True, editable=False)


def within(name, period):
    """Condition that the partial date whose day fields are `name`_earliest and _latest lies in `period` for certain."""
    return Q(**{f"{name}_earliest__gte": period.start, f"{name}_latest__lte": period.end})


def begun_by(name, day):
    """Condition that the partial date `name` had come for certain by `day`, or that no date is known."""
    return Q(**{f"{name}_latest": None}) | Q(**{f"{name}_latest__lte": day})


def not_over_by(name, day):
    """Condition that the partial date `name` still lay ahead on `day`, or that no date is known."""
    return Q(**{f"{name}_latest": None}) | Q(**{f"{name}_latest__gt": day})
