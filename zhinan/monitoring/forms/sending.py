"""What is typed where a report is returned."""

from django import forms
from django.utils.translation import gettext_lazy

from zhinan.awards.forms import Question
from zhinan.kit.forms import day_input

from ..models import ReportSubmission
from ..rules.places import places_of


class AcceptForm(Question):
    """That the version that was read is accepted, and no later one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def begin(self):
        sent = ReportSubmission.objects.last_of(self.record)
        self.initial["version"] = sent and sent.number


class RemarksForm(AcceptForm):
    """A remark at any place of a report, and by when it is sent again."""

    due_on = forms.DateField(label=gettext_lazy("To be sent again by"), widget=day_input())

    def begin(self):
        super().begin()
        sent = ReportSubmission.objects.last_of(self.record)
        places = places_of(sent) if sent else []
        self.places = {f"r{number}": place for number, (place, _label) in enumerate(places)}
        for number, (_place, label) in enumerate(places):
            box = forms.Textarea(attrs={"rows": 2})
            self.fields[f"r{number}"] = forms.CharField(label=label, max_length=4000, required=False, widget=box)

    def clean(self):
        """{place: remark}, with `due_on` and `version`."""
        said = super().clean()
        return {self.places.get(name, name): value for name, value in said.items()}
