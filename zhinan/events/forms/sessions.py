"""What is typed about a session of an event, its hours as the clocks of the event show them."""

from copy import copy

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import RecordForm
from zhinan.kit.zones import hours_in_words, wall_of

from ..models import HOURS, Session
from .hours import WallField, read_hours


class SessionForm(RecordForm):
    """A session with who speaks in it. Its hours need the zone that the hours of the event were typed in."""

    sections = {
        pgettext_lazy("part of a form", "What it is"): ("title", "description"),
        pgettext_lazy("part of a form", "When and where"): ("begins_at", "ends_at", "room", "position"),
        pgettext_lazy("part of a form", "Afterwards"): ("recording",),
        gettext_lazy("Its page"): ("language",),
    }
    rows = {"speakers": ("position", "role", "name", "title", "person", "organisation")}
    begins_at = WallField(label=pgettext_lazy("label", "Begins"))
    ends_at = WallField(label=pgettext_lazy("label", "Ends"))

    class Meta(RecordForm.Meta):
        model = Session
        fields = ("title", "description", "begins_at", "ends_at", "room", "position", "recording", "language")

    def __init__(self, typed=None, *, user, **options):
        super().__init__(typed, user=user, **options)
        self.event, self.held, self.twice = self.instance.event, copy(self.instance), []
        if not self.event.zone:  # nobody could say whose clocks are meant
            for name in HOURS:
                del self.fields[name]
            self.fields["room"].help_text = _("Hours can be written once the event has its own.")
        self.initial |= {name: wall_of(getattr(self.instance, name), self.event.zone or "UTC") for name in HOURS}

    @classmethod
    def copied(cls, held):
        """A copy has no hour yet, and no recording."""
        return {name: value for name, value in super().copied(held).items() if name not in (*HOURS, "recording")}

    def clean(self):
        """The hours as moments; an hour that the clocks leave out, and one without a zone, is refused."""
        said = super().clean()
        self.twice = read_hours(self, self.event.zone, "", self.held)
        return said

    def said(self, name, value):
        """Hours by the clocks of the event."""
        moment = self.cleaned_data.get(name) if name in HOURS else None
        return hours_in_words(moment, None, self.event.zone) if moment else super().said(name, value)

    def warnings(self):
        """An hour that comes twice, and a session on a day on which the event is not."""
        found = [(sentence, "") for sentence in self.twice]
        begins = self.cleaned_data.get("begins_at")
        day = begins and wall_of(begins, self.event.zone).date()
        first, last = self.event.starts_earliest, self.event.ends_latest or self.event.starts_latest
        if day and first and not first <= day <= last:
            found.append((_("The event is not on that day."), self.event.get_absolute_url()))
        return found
