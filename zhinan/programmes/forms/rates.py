"""What is typed about exchange rates: one of them, or many lines."""

import io

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.models import Currency, ExchangeRate
from zhinan.kit.choosers import RecordChoice
from zhinan.kit.forms import day_input
from zhinan.kit.reading import Limits, WrongSheet, open_sheet

from ..rules import DOLLAR, read_rates

MOST_LINES = 2000
MOST_TROUBLES = 10
LIMITS = Limits(file=2_000_000, rows=MOST_LINES, columns=20)


class RateForm(forms.Form):
    """The rate of one currency on one day."""

    currency = RecordChoice(Currency.objects.active(), label=pgettext_lazy("field", "Currency"))
    on = forms.DateField(label=pgettext_lazy("field", "On"), initial=timezone.localdate, widget=day_input())
    per_usd = ExchangeRate._meta.get_field("per_usd").formfield(label=gettext_lazy("Units for one US dollar"))
    source = forms.CharField(
        label=pgettext_lazy("field", "Source"),
        max_length=200,
        help_text=gettext_lazy("Who says so, as a central bank."),
    )

    def clean_currency(self):
        """Refuse the dollar: it needs no rate."""
        if self.cleaned_data["currency"].code == DOLLAR:
            raise ValidationError(_("The US dollar needs no rate: it is always one."))
        return self.cleaned_data["currency"]

    def clean_on(self):
        """Refuse a day that has not come."""
        if self.cleaned_data["on"] > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return self.cleaned_data["on"]

    def clean_per_usd(self):
        """Refuse what is no rate."""
        if self.cleaned_data["per_usd"] <= 0:
            raise ValidationError(_("Write a rate above zero."))
        return self.cleaned_data["per_usd"]


class RatesForm(forms.Form):
    """Lines of currency, day, units for one US dollar, source: pasted, or in a file. All of them count, or none."""

    lines = forms.CharField(
        label=pgettext_lazy("field", "Lines"),
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("One rate a line: CNY, 2026-06-15, 7.1795, central bank"),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy("CSV, XLSX or ODS with the same four columns."),
    )

    def clean(self):
        """Read every line; each that cannot be taken is told with its number, and then none is."""
        said = super().clean()
        where = "file" if said.get("file") else "lines"
        try:
            rows, troubles = read_rates(self.cells(said, where), codes(), timezone.localdate())
        except WrongSheet as refusal:
            rows, troubles = [], [str(refusal)]
        if len(troubles) > MOST_TROUBLES:
            more = _("And {n} more lines.").format(n=len(troubles) - MOST_TROUBLES)
            troubles = [*troubles[:MOST_TROUBLES], more]
        if not rows and not troubles:
            troubles = [_("Paste lines, or choose a file.")]
        if troubles:
            self.add_error(where, troubles)
        self.rows = rows
        return said

    def cells(self, said, where):
        """(number, cells) of each line that holds something; raises WrongSheet."""
        if where == "lines" and not said.get("lines"):
            return []
        stream = said["file"] if where == "file" else io.BytesIO(said["lines"].encode())
        book = open_sheet(stream, said["file"].name if where == "file" else "lines.csv", LIMITS)
        return list(book.rows(book.sheets[0]))


def codes():
    """{code: currency} of every currency, also of those that are used no more: rates may be old."""
    return {one.code: one for one in Currency.objects.all()}
