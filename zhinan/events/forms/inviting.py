"""Where the office of an invited country is written to."""

from django import forms
from django.utils.translation import gettext_lazy

from zhinan.kit.languages import ENGLISH, LANGUAGES

from .nominating import NO_MAIL


class ContactForm(forms.Form):
    """The mail address of an office, and the language in which it is written to."""

    email = forms.EmailField(
        label=gettext_lazy("Mail address of the office"), max_length=254, required=False,
        error_messages={"invalid": NO_MAIL},
        help_text=gettext_lazy("Only those who may change the event read it. It is deleted once the course is over."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail"), choices=list(LANGUAGES.items()), initial=ENGLISH
    )
