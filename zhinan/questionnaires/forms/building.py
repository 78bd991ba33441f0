"""What is typed about a questionnaire itself, and the languages that it is asked in."""

from django import forms
from django.utils.translation import gettext_lazy

from zhinan.kit.forms import RecordForm
from zhinan.kit.languages import LANGUAGES
from zhinan.programmes.forms import only_own, only_programme

from ..models import Questionnaire


class QuestionnaireForm(RecordForm):
    """A questionnaire, without what it asks."""

    class Meta(RecordForm.Meta):
        model = Questionnaire
        fields = ("title", "purpose", "programme", "description", "language", "audience")

    def __init__(self, typed=None, *, user, **options):
        is_new = options.get("instance") is None or not options["instance"].pk
        if typed is None and is_new and (ours := only_programme(user)):
            options["initial"] = {"programme": ours, **(options.get("initial") or {})}
        super().__init__(typed, user=user, **options)
        self.fields["programme"].validators.append(only_own(self.user, self.instance.programme_id))


class LanguagesForm(forms.Form):
    """The languages that a questionnaire is asked in."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages that it is asked in"),
        choices=list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Every text is then written in each of them, side by side."),
    )
