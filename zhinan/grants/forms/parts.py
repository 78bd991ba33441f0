"""The parts of an application that are rows: who takes part, money, results, work, risks, documents."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.files.models import File
from zhinan.files.rules import accepted
from zhinan.programmes.models import Kind

from ..models import DocumentKind
from .sections import SectionForm

SIGNED = ("signatory", "position", "institution")  # without them an endorsement does not count


class PartnersForm(SectionForm):
    """The countries and institutions that take part, each in a role."""

    rows = {"parties": ("role", "organisation", "country")}


class BudgetForm(SectionForm):
    """The lines of the budget, in the currency of the call."""

    rows = {"budget": ("heading", "year", "source", "amount")}

    def fit(self):
        """Name the currency; a line without a year belongs to the first."""
        self.left = {"budget": {"year": 1}}
        for row in self.rows_of("budget"):
            row.fields["year"].required = False
            row.fields["amount"].help_text = self.rules.currency.code


class PlanForm(SectionForm):
    """The steps of the work plan."""

    rows = {"steps": ("what", "first", "last", "who")}


class RisksForm(SectionForm):
    """What may go wrong, and what is done against it."""

    rows = {"risks": ("what", "likelihood", "impact", "answer")}


class ResultsForm(SectionForm):
    """Outcomes, outputs and activities in their order; a line without a place comes last."""

    rows = {"planned_results": ("position", "level", "text", "indicator", "baseline", "target")}

    def fit(self):
        """Let the place in the order be left out."""
        for row in self.rows_of("planned_results"):
            row.fields["position"].required = False
            row.fields["position"].help_text = _("Empty: after the others.")
            row.fields["text"].widget.attrs["rows"] = 3

    def rows_to_take(self, rows, held):
        """The lines in the order of their places, numbered from 1."""
        found = super().rows_to_take(rows, held)
        in_order = sorted(found, key=lambda row: (row["position"] is None, row["position"] or 0))
        return [{**row, "position": place} for place, row in enumerate(in_order, 1)]


class WithUpload(SectionForm):
    """A section with files: one is laid beside the application when it is saved, and then chosen in a row."""

    file_column, file_rows, laid = "file", "", None
    upload = forms.FileField(
        label=gettext_lazy("Add a file"), required=False, allow_empty_file=True,  # refused with a sentence of ours
    )  # fmt: skip

    def fit(self):
        """Offer the files beside the application."""
        self.fields["upload"].help_text = accepted(settings.LARGEST_FILE)
        files = File.objects.about(self.instance).visible_to(self.user).current()
        self.offer(self.file_rows, self.file_column, files)

    def offer(self, name, column, records, nothing=""):
        """Offer `records` in a column of the rows under `name`, read once for all of them; `nothing` says none."""
        offered = [("", nothing or "---------"), *((one.pk, str(one)) for one in records)]
        for row in self.rows_of(name):
            row.fields[column].queryset = records
            row.fields[column].choices = offered


class MatchForm(WithUpload):
    """Who contributes beside the grant, what it is worth, and what shows it."""

    file_column, file_rows = "evidence", "sources"
    columns = ("contributor", "kind", "stage", "amount", "currency", "valuation_method", "evidence")
    rows = {"sources": columns}

    def fit(self):
        """Offer the kinds that the call takes; an amount without a currency is in that of the call."""
        super().fit()
        self.left = {"sources": {"currency": self.rules.currency_id}}
        taken = self.rules.match_kinds()
        for row in self.rows_of("sources"):
            kinds = {*taken, row.instance.kind}
            offered = [pair for pair in Kind.choices if pair[0] in kinds]
            row.fields["kind"].choices = [("", "---------"), *offered]
            row.fields["currency"].required = False
            words = _("Empty: {currency}, the currency of the call.")
            row.fields["currency"].help_text = words.format(currency=self.rules.currency.code)


class DocumentsForm(WithUpload):
    """The documents that come with the application, each with who signed it."""

    file_rows, wanted = "endorsements", ("file", *SIGNED)
    columns = ("document", "file", "country", "signatory", "position", "institution")
    rows = {"endorsements": columns}

    def fit(self):
        """Offer the documents that the call asks for."""
        super().fit()
        another = pgettext_lazy("document of an application", "another document")
        asked = self.rules.documents.all()
        self.offer("endorsements", "document", asked, another)
        letters = {one.pk for one in asked if one.kind == DocumentKind.ENDORSEMENT}
        for row in self.rows_of("endorsements"):
            for name in SIGNED if row.instance.document_id in letters else ():
                if not getattr(row.instance, name):
                    row.fields[name].help_text = _("A letter of endorsement counts only with this.")

    def values(self):
        """What can be taken, with a row for a file that was laid beside the application just now."""
        said = super().values()
        if self.laid is not None and "endorsements" in said:
            row = {"id": None, "document": None, "file": self.laid, "country": None}
            said["endorsements"].append(row | dict.fromkeys(SIGNED, ""))
        return said
