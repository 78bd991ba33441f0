"""The hours of an event, typed as its clocks show them."""

from copy import copy

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.dates import PartialDate
from zhinan.kit.walls import WallField, read_walls
from zhinan.kit.zones import check_zone, wall_of

from ..models import HOURS


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
