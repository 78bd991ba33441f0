"""What a government or institution types that nominates people for a course."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import NameField
from zhinan.kit.languages import LANGUAGES, spoken

from ..actions.nominating import Nominee
from ..models import Sex

ROWS, MOST = 2, 20  # people in the form at first, and at most
NO_MAIL = gettext_lazy("This is no mail address. Write it as amina@example.org.")


class NomineeForm(forms.Form):
    """One person who is nominated; a row that says nothing is left out."""

    name = NameField()
    position = forms.CharField(label=pgettext_lazy("label", "Position"), max_length=200, required=False)
    organisation_name = forms.CharField(label=pgettext_lazy("label", "Organisation"), max_length=200, required=False)
    sex = forms.ChoiceField(label=pgettext_lazy("label", "Sex"), choices=Sex, required=False)
    email = forms.EmailField(
        label=gettext_lazy("Mail address"), max_length=254, error_messages={"invalid": NO_MAIL},
        help_text=gettext_lazy("A mail goes there, with the address of a page of their own."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mails"), choices=list(LANGUAGES.items()), required=False
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.initial.setdefault("language", spoken())

    def has_changed(self):
        """Whether the row says more than the language that it began with."""
        return any(name != "language" for name in self.changed_data)

    def nominee(self, country):
        """The Nominee, from `country`."""
        said = self.cleaned_data
        return Nominee(country=country, **{**said, "email": said["email"].lower()})


class Rows(BaseFormSet):
    """The people of one form: at least one, each mail address once."""

    def clean(self):
        if any(self.errors):
            return
        mails = [form.cleaned_data["email"].lower() for form in self.filled()]
        if not mails:
            raise ValidationError(_("Write at least one person."))
        if len(mails) != len(set(mails)):
            raise ValidationError(_("A mail address stands here twice. Each person needs one of their own."))

    def filled(self):
        """The rows that say something."""
        return [form for form in self.forms if form.has_changed()]


def nominee_rows(typed=None, more=False):
    """The rows of a form that nominates several people, with one `more` where that is asked for."""
    rows = formset_factory(NomineeForm, formset=Rows, extra=ROWS, max_num=MOST, absolute_max=MOST, validate_max=True)
    if typed is not None and more:
        typed = typed.copy()
        held = typed.get("people-TOTAL_FORMS", "")
        typed["people-TOTAL_FORMS"] = str(min(int(held) + 1 if held.isdecimal() else ROWS, MOST))
    return rows(typed, prefix="people")


class NominateForm(forms.Form):
    """Which government or institution nominates."""

    body = NameField(
        label=gettext_lazy("Who nominates"),
        help_text=gettext_lazy("The ministry or institution. Its name is enough."),
    )  # fmt: skip
    consent = forms.BooleanField(
        label=gettext_lazy("Each of these people agreed to be nominated, and that these details are kept for it."),
        error_messages={"required": gettext_lazy("Ask them first: without this nobody can be nominated.")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
