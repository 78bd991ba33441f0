"""Input of the composite pages."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.forms import LanguageField, PasswordPair


class BeginForm(PasswordPair):
    """What an empty installation needs to begin."""

    organisation = forms.CharField(
        label=gettext_lazy("Your organisation"),
        max_length=300,
        help_text=gettext_lazy("The one that answers for the programme, as its letterhead writes it."),
    )
    programme = forms.CharField(
        label=gettext_lazy("Your programme"),
        max_length=300,
        help_text=gettext_lazy("You can add others later."),
    )
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("Your mail address"), help_text=gettext_lazy("You sign in with it, as administrator.")
    )
    language = LanguageField(label=pgettext_lazy("field", "Your language"))
    field_order = ["organisation", "programme", "name", "email", "password", "repeated", "language"]
