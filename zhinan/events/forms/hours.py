"""The hours of an event, typed as its clocks show them."""

from copy import copy
from datetime import UTC

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.dates import PartialDate
from zhinan.kit.zones import FIRST_YEAR, LAST_YEAR, check_zone, moment_of, wall_of

from ..models import HOURS

SHAPE = "%Y-%m-%dT%H:%M"  # as browsers write a day and an hour


class WallField(forms.DateTimeField):
    """A day and an hour as a clock on the wall shows them: a naive datetime, or None."""

    input_formats = [SHAPE, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]

    def __init__(self, **options):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=SHAPE)
        wrong = {"invalid": gettext_lazy("Write a day and an hour, as 2026-07-14 09:00.")}
        super().__init__(widget=widget, error_messages=wrong, **{"required": False, **options})

    def to_python(self, value):
        """The wall time that was typed."""
        found = super().to_python(value)
        if found and not FIRST_YEAR <= found.year <= LAST_YEAR:
            words = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(_("Write a day between {first} and {last}.").format(**words))
        return found and found.astimezone(UTC).replace(tzinfo=None)  # the site's own clock is at UTC


def read_walls(form, names, zone, record=None):
    """Put moments in place of the wall times under `names` of `form`; returns sentences about hours that come twice.

    What `record` holds already stays as it is where the clocks show the same: it may be the second of two such hours.
    """
    twice = []
    for name in names:
        wall, held = form.cleaned_data.get(name), getattr(record, name, None)
        if wall is None:
            continue
        if held and wall_of(held, zone) == wall:
            form.cleaned_data[name] = held
            continue
        try:
            reading = moment_of(wall, zone)
        except ValidationError as trouble:
            form.add_error(name, trouble)
            continue
        form.cleaned_data[name] = reading.moment
        if reading.is_double:
            sentence = _("{time} comes twice on that day in {zone}, for the clocks are put back. The first is taken.")
            twice.append(sentence.format(time=f"{wall:%H:%M}", zone=zone))
    return twice


def read_hours(form, zone, no_zone, record=None):
    """Put moments in place of the hours in the cleaned data of `form`, by the clocks of `zone`, or say what is wrong.

    `no_zone` is what is said, at the hour that is typed first, where there is no zone. Returns sentences about hours
    that come twice.
    """
    said = form.cleaned_data
    begins, ends = said.get("begins_at"), said.get("ends_at")
    if (begins or ends) and not zone and "zone" not in form.errors:
        form.add_error("zone" if "zone" in form.fields else "begins_at", no_zone)
    if ends and not begins and "begins_at" not in form.errors:
        form.add_error("begins_at", _("Write when it begins, too."))
    twice = read_walls(form, HOURS, zone, record) if zone and not form.errors else []
    if begins and ends and not form.errors and said["ends_at"] <= said["begins_at"]:
        form.add_error("ends_at", _("It ends before it begins. Mend one of the two times."))
    return twice


class TimesForm(forms.Form):
    """When an event begins and ends, in its zone."""

    zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        required=False,
        max_length=64,
        validators=[check_zone],
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
        help_text=gettext_lazy("A place whose clocks the event goes by, as Africa/Nairobi."),
    )
    begins_at = WallField(label=pgettext_lazy("label", "Begins"))
    ends_at = WallField(label=pgettext_lazy("label", "Ends"))

    def __init__(self, typed=None, *, event):
        self.event, self.held, self.twice, zone = event, copy(event), [], event.zone or "UTC"
        held = {name: wall_of(getattr(event, name), zone) for name in HOURS}
        super().__init__(typed, initial={"zone": event.zone, **held})

    def clean(self):
        """The moments; a day other than the event's, and an hour that the clocks leave out, are refused."""
        said = super().clean()
        begins = said.get("begins_at")
        if begins and not self.is_on_its_day(begins.date()):
            day = self.event.starts_on.in_words()
            self.add_error("begins_at", _("The event begins on {day}. Change its date first.").format(day=day))
        self.twice = read_hours(self, said.get("zone"), _("Write the zone whose clocks show these hours."), self.held)
        return said

    def is_on_its_day(self, day):
        """Whether `day` is one on which the event may begin."""
        starts = self.event.starts_on
        return not isinstance(starts, PartialDate) or starts.earliest <= day <= starts.latest
