"""Form fields for hours as the clocks of a place show them."""

from datetime import UTC

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .zones import FIRST_YEAR, LAST_YEAR, moment_of, wall_of

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
