"""That an event took place: a question is put where its last day lies ahead."""

from django import forms
from django.utils.translation import gettext_lazy


class HoldForm(forms.Form):
    """Asks nothing, until it is refused: then whether it is over all the same."""

    early = forms.BooleanField(label=gettext_lazy("It is over all the same"), required=False, widget=forms.HiddenInput)

    def add_error(self, field, error):
        """Show the question beside the sentence that says why it is put."""
        self.fields["early"].widget = forms.CheckboxInput()
        super().add_error(field, error)
