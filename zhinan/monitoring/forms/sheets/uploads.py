"""What is typed where the spreadsheet of a report is uploaded and taken over."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import SheetField

from ...rules.sheets_read import limits


class SheetForm(forms.Form):
    """The spreadsheet of a report, filled in."""

    file = SheetField(
        limits=limits,
        label=pgettext_lazy("label", "File"), error_messages={"required": gettext_lazy("Choose a file.")},
        help_text=gettext_lazy("The sheet of this report, filled in, as XLSX or ODS."),
    )  # fmt: skip


class TakeForm(forms.Form):
    """That a spreadsheet is taken over; where others saved the report since it was made, that one has looked."""

    is_seen = forms.BooleanField(
        label=gettext_lazy("I have looked at what the sheet changes of what others saved since."),
        error_messages={"required": gettext_lazy("Look at the changed cells first, then tick this.")},
    )

    def __init__(self, typed=None, *, laid):
        super().__init__(typed)
        if not laid.is_older():
            del self.fields["is_seen"]
