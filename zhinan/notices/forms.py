"""Input about notices."""

from django import forms
from django.utils.translation import gettext_lazy

from .models import Often


class OftenForm(forms.Form):
    """How often one wants mail."""

    often = forms.ChoiceField(label=gettext_lazy("Mail comes"), choices=Often, widget=forms.RadioSelect)
