"""What is uploaded and decided about attendance files."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

LARGEST = 20_000_000  # bytes
ORDERS = (
    ("", gettext_lazy("the file tells it")),
    ("day", gettext_lazy("the day first: 31/12")),
    ("month", gettext_lazy("the month first: 12/31")),
)


class RollForm(forms.Form):
    """An attendance file, and how it writes days where it does not tell."""

    file = forms.FileField(
        label=pgettext_lazy("label", "File"),
        help_text=gettext_lazy("The list of participants that Zoom or Teams gives, CSV or XLSX."),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
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
