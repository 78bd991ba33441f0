"""What a report tells in words, as it is typed."""

from django import forms

from zhinan.kit.forms import field_for

from .. import actions
from ..models import Narrative
from ..rules.content import STORY
from ..rules.lacking import wanted
from .sections import Section


class StoryForm(forms.Form):
    """The texts of a report."""

    def __init__(self, narrative, typed=None):
        super().__init__(typed, initial={name: getattr(narrative, name) for name in STORY})
        for name in STORY:
            self.fields[name] = field_for(Narrative._meta.get_field(name))
            self.fields[name].widget.attrs["rows"] = 8


class StorySection(Section):
    """What a report tells in words."""

    def made(self, typed, _files):
        """One form of all texts."""
        return [StoryForm(self.narrative, typed)]

    def show_wanted(self):
        for name in wanted(self.report):
            self.forms[0].fields[name].required = True

    def write(self, *, seen, by):
        """Write the texts down."""
        actions.write_story(self.report, self.forms[0].cleaned_data, seen=seen, by=by)
