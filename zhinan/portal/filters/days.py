"""What the calendar can be narrowed by."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from zhinan.programmes.models import Programme

from ..figures import SOURCES
from ..rules import Month
from .parts import ALL, KIND, PROGRAMME


class DaysForm(forms.Form):
    """Which Month of the calendar is shown, `month` where none is asked for, and what of it."""

    VIEWS = (("month", pgettext_lazy("calendar", "Month")), ("agenda", pgettext_lazy("calendar", "Agenda")))
    view = forms.ChoiceField(choices=VIEWS, required=False, widget=forms.HiddenInput)
    month = forms.CharField(
        label=pgettext_lazy("label", "Month"),
        required=False,
        widget=forms.TextInput({"type": "month", "placeholder": "2020-09"}),
    )
    kind = forms.ChoiceField(
        label=KIND, required=False, choices=[("", ALL), *((key, source.label) for key, source in SOURCES.items())]
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=PROGRAMME, required=False, to_field_name="slug", empty_label=ALL
    )

    def __init__(self, words, user, month):
        words = words.copy()
        words.setdefault("month", str(month))
        super().__init__(words)
        self.fields["programme"].queryset = Programme.objects.visible_to(user)

    def clean_month(self):
        """The Month; None where none is asked for."""
        text = self.cleaned_data["month"]
        try:
            return Month.read(text) if text else None
        except ValueError:
            raise ValidationError(_("“{text}” is no month. Write it as 2020-09.").format(text=text)) from None

    def asked(self):
        """{name: value} of what can be read; what cannot is said at its field."""
        self.is_valid()
        return self.cleaned_data
