"""What somebody declares who must not judge an application."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..models import DECLARED


class RecuseForm(forms.Form):
    """What binds somebody, from the list of what is declared."""

    tie = forms.ChoiceField(
        label=gettext_lazy("What binds you"), choices=[(one.value, one.label) for one in DECLARED],
        widget=forms.RadioSelect,
    )  # fmt: skip
    note = forms.CharField(
        label=pgettext_lazy("field", "Note"), required=False, max_length=300,
        help_text=gettext_lazy("The office reads it. It is enough to say what must be known."),
    )  # fmt: skip


class WhyForm(forms.Form):
    """Why something is done that is out of the ordinary."""

    reason = forms.CharField(
        label=pgettext_lazy("field", "Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class PerhapsWhyForm(WhyForm):
    """Why, where there is something to explain."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["reason"].required = False
        self.fields["reason"].help_text = gettext_lazy("Needed where a review is missing, or they are far apart.")
