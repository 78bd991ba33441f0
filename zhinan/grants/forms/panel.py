"""Who judges the applications of a call, as the office types it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.models import ROLES_IN
from zhinan.kit.forms import NameField, RecordForm

from ..models import Panelist

ROLES = [(one.value, one.label) for one in ROLES_IN["call"]]


class SeatForm(RecordForm):
    """What somebody in the panel does, and what they know."""

    roles = forms.MultipleChoiceField(
        label=pgettext_lazy("field", "Roles"), choices=ROLES, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("roles",)

    class Meta(RecordForm.Meta):
        model = Panelist
        fields = ("organisation", "nationality", "goals", "languages", "capacity")

    def clean_languages(self):
        """Codes with one space between them."""
        said = " ".join(self.cleaned_data["languages"].lower().replace(",", " ").split())
        if any(not one.isascii() or not one.isalpha() or not 2 <= len(one) <= 3 for one in said.split()):
            raise ValidationError(_("Write codes of languages with spaces between: en fr es."))
        return said


class NewSeatForm(SeatForm):
    """Somebody for the panel, by the mail address that they sign in with; or who is invited to it."""

    email = forms.EmailField(label=gettext_lazy("Mail address"), max_length=254)
    name = NameField(
        required=False,
        help_text=gettext_lazy("For who has no account yet: they get an invitation. Write the rest once they came."),
    )
    field_order = ("email", "name", "roles")
