"""What is typed about events."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import RecordForm, kept_forms
from zhinan.kit.templatetags.kit import day
from zhinan.programmes.forms import alike, only_own, only_programme, too_early

from ..access import edit
from ..models import Attendance, Event, Part

NOT_OURS = gettext_lazy("Only those who may change this event may put parts under it. Ask them to do it.")


class EventForm(RecordForm):
    """An event with what programmes did, who takes part, printed numbers of people, and what was said."""

    sections = {
        pgettext_lazy("part of a form", "What it is"): ("title", "title_zh", "kind", "theme", "description"),
        pgettext_lazy("part of a form", "When"): ("state", "starts_on", "ends_on"),
        pgettext_lazy("part of a form", "Where"): ("mode", "place", "country"),
        gettext_lazy("Where it belongs"): ("whole", "project", "partnership"),
        gettext_lazy("Its page"): ("language", "audience"),
    }
    rows = {
        "involvements": ("programme", "part"),
        "parties": ("role", "organisation", "country"),
        "head_counts": ("value", "qualifier", "who", "counts_attendance"),
        "contributions": ("position", "speaker", "text"),
    }

    class Meta(RecordForm.Meta):
        model = Event
        fields = (
            *("title", "title_zh", "kind", "theme", "description", "state", "starts_on", "ends_on", "mode", "place"),
            *("country", "whole", "project", "partnership", "language", "audience"),
        )

    def __init__(self, typed=None, *, user, **options):
        is_new = options.get("instance") is None or not options["instance"].pk
        if typed is None and is_new and "rows_initial" not in options and (ours := only_programme(user)):
            options["rows_initial"] = {"involvements": [{"programme": ours, "part": Part.ORGANISED}]}
        super().__init__(typed, user=user, **options)
        self.fields["whole"].validators.append(self.only_ours)
        if self.instance.pk:
            del self.fields["state"]  # the verbs of the life cycle change it
        for row in self.involvements.forms:
            row.fields["programme"].validators.append(only_own(self.user, row.instance.programme_id))

    @property
    def involvements(self):
        """The rows of what programmes did."""
        return next(rows for rows in self.sets if rows.prefix == "involvements")

    def only_ours(self, whole):
        """Refuse to put a part under somebody else's event: its numbers would be theirs as well."""
        held = self.initial.get("whole")
        if whole is not None and whole.pk != held and not edit(self.user, whole):
            raise ValidationError(NOT_OURS)

    @classmethod
    def copied(cls, held):
        """A copy begins as a planned event."""
        return {name: value for name, value in super().copied(held).items() if name != "state"}

    def warnings(self):
        """An event of the same title in the same year, and one before a programme of it began."""
        programmes = [row.cleaned_data.get("programme") for row in kept_forms(self.involvements)]
        return alike(self, "starts_on") + too_early(self, "starts_on", programmes) + self.deleted_too_early()

    def deleted_too_early(self):
        """A warning where what is confidential about participants would be deleted before the event is over."""
        course, said = getattr(self.instance, "course", None), self.cleaned_data
        last = said.get("ends_on") or said.get("starts_on")
        if course is None or not course.erase_on or not last or course.erase_on >= last.latest:
            return []
        sentence = _("Passports of participants are deleted on {day}, before it is over. Change that day as well.")
        return [(sentence.format(day=day(course.erase_on)), course.get_absolute_url())]


class AttendanceForm(RecordForm):
    """Somebody who came to an event."""

    class Meta(RecordForm.Meta):
        model = Attendance
        fields = ("person", "organisation", "country")

    def clean(self):
        """Somebody is named, or at least where they came from."""
        said = super().clean()
        if not self.errors and not any(said[name] for name in self._meta.fields):
            raise ValidationError(_("Name the person, or at least the organisation or the country they came from."))
        return said
