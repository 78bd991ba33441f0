"""Whom somebody asks to write an application too."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.choosers import RecordChoice
from zhinan.network.models import Organisation

from .institutions import InstitutionChoice, choosable


class InviteAuthorForm(forms.Form):
    """The mail address of a colleague, and the institution that they write for."""

    email = forms.EmailField(
        label=gettext_lazy("Mail address"), max_length=254,
        error_messages={"invalid": gettext_lazy("This is no mail address. Write it as amina@example.org.")},
        help_text=gettext_lazy("A mail goes there, with a link that only the holder of this address can use."),
    )  # fmt: skip
    organisation = RecordChoice(
        Organisation.objects.all(), label=pgettext_lazy("of an author", "Writes for"), required=False
    )

    def __init__(self, *args, user, application, **options):
        super().__init__(*args, **options)
        records = choosable(user, application)
        self.fields["organisation"] = InstitutionChoice(records, self.fields["organisation"])
