"""What is uploaded and decided about attendance files."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..models import Session
from ..rules.lists import read_lines

LARGEST = 20_000_000  # bytes
ORDERS = (
    ("", gettext_lazy("the file tells it")),
    ("day", gettext_lazy("the day first: 31/12")),
    ("month", gettext_lazy("the month first: 12/31")),
)


class SessionChoice(forms.Form):
    """Which session of an event a list is of; none for the whole."""

    session = forms.ModelChoiceField(
        Session.objects.none(), label=pgettext_lazy("label", "Session"), required=False,
        empty_label=gettext_lazy("the whole event"),
    )  # fmt: skip

    def __init__(self, typed=None, files=None, *, event, **options):
        super().__init__(typed, files, **options)
        self.fields["session"].queryset = event.sessions.all()
        if not self.fields["session"].queryset.exists():
            del self.fields["session"]

    def of_session(self):
        """The Session that was chosen, or None."""
        return self.cleaned_data.get("session")


class RollForm(SessionChoice):
    """An attendance file, and how it writes days where it does not tell."""

    file = forms.FileField(
        label=pgettext_lazy("label", "File"), error_messages={"required": gettext_lazy("Choose a file.")},
        help_text=gettext_lazy("The list of participants that Zoom or Teams gives, CSV or XLSX."),
    )  # fmt: skip
    order = forms.ChoiceField(label=gettext_lazy("How it writes days"), choices=ORDERS, required=False)

    def clean_file(self):
        """The file, which is not too large."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise ValidationError(_("At most 20 MB. Export the list again, without recordings or chats."))
        return upload

    def day_first(self):
        """True or False where it was said, else None."""
        return {"day": True, "month": False}.get(self.cleaned_data["order"])


class ListForm(SessionChoice):
    """A list of who was there, typed off paper."""

    lines = forms.CharField(
        label=gettext_lazy("Who was there"),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=500_000,
        help_text=gettext_lazy(
            "One person a line, the name first: Amina Diallo, Ministry of Water, Kenya, amina@example.org"
        ),
        error_messages={"required": gettext_lazy("Write at least one line.")},
    )
    field_order = ["lines", "session"]

    def clean_lines(self):
        """The Sheet of what was typed; raises ValidationError that names each line that cannot be read."""
        sheet = read_lines(self.cleaned_data["lines"])
        if sheet.troubles:
            raise ValidationError([one.in_words() for one in sheet.troubles[:10]])
        if not sheet.rows:
            raise ValidationError(_("Write at least one line."))
        return sheet
