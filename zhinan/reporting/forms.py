"""What is asked when a number is taken for an indicator: from where, and for which days."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import day_input

from .figures import CATALOGUE


class FigureForm(forms.Form):
    """A figure of the catalogue and one of the `years` of a programme."""

    figure = forms.ChoiceField(label=pgettext_lazy("field", "Figure"))
    year = forms.TypedChoiceField(label=pgettext_lazy("field", "Year"), coerce=int)

    def __init__(self, *args, years, **options):
        super().__init__(*args, **options)
        self.fields["figure"].choices = [(one.declaration.key, one.declaration.label) for one in CATALOGUE]
        self.fields["year"].choices = [(year, year) for year in years]


class TakingForm(forms.Form):
    """The days that a number speaks of, and why it replaces another one, where it does."""

    starts_on = forms.DateField(label=pgettext_lazy("field", "First day"), widget=day_input())
    ends_on = forms.DateField(label=pgettext_lazy("field", "Last day"), widget=day_input())
    why = forms.CharField(
        label=gettext_lazy("Why another number is replaced"),
        required=False,  # the same number once more needs no reason, and is refused as such
        max_length=500,
        help_text=gettext_lazy("It stays readable, with this reason."),
    )

    def __init__(self, *args, is_replacing, **options):
        """Nobody is asked why where nothing is replaced."""
        super().__init__(*args, **options)
        if not is_replacing:
            del self.fields["why"]

    def clean_ends_on(self):
        """Refuse a last day before the first one."""
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data["ends_on"]
        if first and last < first:
            raise ValidationError(_("The last day lies before the first one."))
        return last
