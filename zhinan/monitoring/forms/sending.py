"""What is typed where a report is returned."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy

from zhinan.awards.forms import Question
from zhinan.kit.forms import day_input

from ..models import ReportSubmission
from ..rules.places import places_of, said_at

SHOWN = 300  # letters of what stands at a place, beside the box for a remark
AGAIN = timedelta(days=14)  # that a report is offered to be mended in


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
        said = said_at(sent) if sent else {}
        for number, (place, label) in enumerate(places):
            box, there = forms.Textarea(attrs={"rows": 2}), Truncator(said.get(place, "")).chars(SHOWN)
            words = {"label": capfirst(label), "help_text": there, "widget": box}
            self.fields[f"r{number}"] = forms.CharField(max_length=4000, required=False, **words)
        self.initial["due_on"] = timezone.localdate() + AGAIN

    def clean(self):
        """{place: remark}, with `due_on` and `version`."""
        said = super().clean()
        return {self.places.get(name, name): value for name, value in said.items()}
