"""What is typed to plan a survey of an event."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.questionnaires.models import Purpose, Questionnaire
from zhinan.questionnaires.states import State

from ..models import DAYS, Moment, Survey


class SurveyForm(forms.ModelForm):
    """What is asked, with which questionnaire, and on which day."""

    questionnaire = forms.ModelChoiceField(
        Questionnaire.objects.none(),
        label=pgettext_lazy("label", "Questionnaire"),
        help_text=gettext_lazy("A published questionnaire that you may see."),
    )
    is_anonymous = forms.BooleanField(
        label=gettext_lazy("Anonymous: nobody can tell whose an answer is"), required=False, initial=True
    )

    class Meta:
        model = Survey
        fields = ("moment", "days")

    def __init__(self, typed=None, *, instance, user):
        super().__init__(typed, instance=instance)
        purposes = (Purpose.SURVEY, Purpose.TEST)
        published = Questionnaire.objects.visible_to(user).filter(versions__state=State.PUBLISHED, purpose__in=purposes)
        self.fields["questionnaire"].queryset = published.distinct()
        self.fields["days"].required = False
        self.fields["days"].help_text = gettext_lazy("Before it: with a minus. Empty for the usual day.")
        self.order_fields(["moment", "questionnaire", "days", "is_anonymous"])

    def clean(self):
        """The usual day where none is typed."""
        said = super().clean()
        if said.get("days") is None and said.get("moment") and "days" not in self.errors:
            said["days"] = DAYS[Moment(said["moment"])]
        return said
