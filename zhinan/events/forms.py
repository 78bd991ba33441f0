"""What is typed about events."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import RecordForm, kept_forms
from zhinan.programmes.forms import alike, only_own, too_early

from .models import Event


class EventForm(RecordForm):
    """An event with what programmes did, who takes part, printed numbers of people, and what was said."""

    sections = {
        pgettext_lazy("part of a form", "What it is"): ("title", "title_zh", "kind", "theme", "description"),
        pgettext_lazy("part of a form", "When"): ("state", "starts_on", "ends_on"),
        pgettext_lazy("part of a form", "Where"): ("mode", "place", "country"),
        gettext_lazy("Where it belongs"): ("whole", "partnership"),
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
            *("country", "whole", "partnership", "language", "audience"),
        )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk:
            del self.fields["state"]  # the verbs of the life cycle change it
        for row in self.involvements.forms:
            row.fields["programme"].validators.append(only_own(self.user, row.instance.programme_id))

    @property
    def involvements(self):
        """The rows of what programmes did."""
        return next(rows for rows in self.sets if rows.prefix == "involvements")

    @classmethod
    def copied(cls, held):
        """A copy begins as a planned event."""
        return {name: value for name, value in super().copied(held).items() if name != "state"}

    def warnings(self):
        """An event of the same title in the same year, and one before a programme of it began."""
        programmes = [row.cleaned_data.get("programme") for row in kept_forms(self.involvements)]
        return alike(self, "starts_on") + too_early(self, "starts_on", programmes)
