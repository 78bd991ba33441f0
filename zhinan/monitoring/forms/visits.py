"""What is typed about visits, findings and action points."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.awards.forms import Question
from zhinan.awards.models import DueReport
from zhinan.kit.forms import day_input

from ..models import ActionPoint, Finding, Visit


class VisitForm(Question):
    """A visit to the place of a grant."""

    of = (Visit, ("on", "place", "is_remote", "who", "summary"))
    file = forms.FileField(label=gettext_lazy("Report or photograph"), required=False)

    def begin(self):
        self.today()


class FindingForm(Question):
    """Something that was found, and where."""

    of = (Finding, ("on", "text", "gravity"))
    visit = forms.ModelChoiceField(Visit.objects.none(), label=gettext_lazy("On which visit"), required=False)
    report = forms.ModelChoiceField(DueReport.objects.none(), label=gettext_lazy("In which report"), required=False)

    def begin(self):
        self.fields["visit"].queryset = Visit.objects.filter(award=self.record)
        self.fields["report"].queryset = self.record.reports.all()
        self.today()


class PointForm(Question):
    """What is to be done about a finding."""

    of = (ActionPoint, ("what", "side", "due_on"))


class DoneForm(Question):
    """That something was done, and what shows it."""

    on = forms.DateField(label=pgettext_lazy("field", "On"), widget=day_input())
    told = forms.CharField(label=gettext_lazy("What was done"), max_length=4000, widget=forms.Textarea)
    evidence = forms.FileField(label=gettext_lazy("File that shows it"), required=False)

    def begin(self):
        self.today()
