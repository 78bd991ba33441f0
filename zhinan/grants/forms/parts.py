"""The parts of an application that are rows: who takes part, money, results, work, risks, documents."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from zhinan.files.models import File
from zhinan.files.rules import accepted
from zhinan.programmes.models import Kind

from ..models import DocumentKind, RequiredDocument
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
    """A section with a file in each row: one that lies beside the application, or one that is sent in the row itself.

    `beside` are the files beside the application, {key: File}.
    """

    file_column, file_rows = "file", ""

    def fit(self):
        """Offer the files beside the application, and an upload in each row."""
        files = File.objects.about(self.instance).visible_to(self.user).current()
        self.beside = {one.pk: one for one in files}
        self.offer(self.file_rows, self.file_column, files)
        for row in self.rows_of(self.file_rows):
            row.files = self.files
            row.fields["upload"] = forms.FileField(
                label=_("Add a file"), required=False, allow_empty_file=True,  # refused with a sentence of ours
            )  # fmt: skip
            names = [name for name in row.fields if name != "upload"]
            names.insert(names.index(self.file_column) + 1, "upload")
            row.order_fields(names)
            if not self.beside:
                row.fields[self.file_column].widget = forms.HiddenInput()

    def is_multipart(self):
        """Whether files are sent with it."""
        return True

    def accepted(self):
        """The sentence that tells which files are taken."""
        return accepted(settings.LARGEST_FILE)

    def uploads(self):
        """[(row, upload)] of what was sent in rows that stay."""
        said = [(row, getattr(row, "cleaned_data", {})) for row in self.rows_of(self.file_rows)]
        return [(row, one["upload"]) for row, one in said if one.get("upload") and not one.get("DELETE")]

    def choose(self, row, file):
        """Let `row` hold `file`, which was laid beside the application just now, also where it is shown once more."""
        field, name = row.fields[self.file_column], row.add_prefix(self.file_column)
        self.beside[file.pk] = row.cleaned_data[self.file_column] = file
        setattr(row.instance, self.file_column, file)
        row.data = row.data.copy()
        row.data[name] = str(file.pk)
        field.widget = forms.Select()
        field.choices = [("", "---------"), *((key, str(one)) for key, one in self.beside.items())]

    def file_in(self, row):
        """The File that `row` names, or None."""
        key = str(row[self.file_column].value() or "")
        return self.beside.get(int(key)) if key.isascii() and key.isdecimal() else None

    def is_wrong(self, row):
        """Whether `row` cannot be taken: what else it says can where only its upload is refused."""
        return bool(row.errors.keys() - {"upload"})

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

    file_rows, wanted = "endorsements", ("file", "upload", *SIGNED)
    columns = ("document", "file", "country", "signatory", "position", "institution")
    rows = {"endorsements": columns}

    def fit(self):
        """Offer the documents that the call asks for."""
        super().fit()
        another = pgettext_lazy("document of an application", "another document")
        asked = self.rules.documents.all()
        self.offer("endorsements", "document", asked, another)
        self.follow(asked)
        letters = {one.pk for one in asked if one.kind == DocumentKind.ENDORSEMENT}
        for row in self.rows_of("endorsements"):
            for name in SIGNED if row.instance.document_id in letters else ():
                if not getattr(row.instance, name):
                    row.fields[name].help_text = _("A letter of endorsement counts only with this.")

    def follow(self, asked):
        """Let rows that name a document of earlier rules name the one among `asked` that is called so now."""
        now = {(one.name, one.kind): one.pk for one in asked}
        held = {row.instance.document_id for row in self.rows_of("endorsements")} - {None, *now.values()}
        then = RequiredDocument.objects.in_bulk(held) if held else {}
        for row in self.rows_of("endorsements"):
            if one := then.get(row.instance.document_id):
                row.initial["document"] = now.get((one.name, one.kind))

    def rows_to_take(self, rows, held):
        """The rows, without new ones that say no more than the page offers by itself: a document, and a country."""
        each = {one.pk for one in self.rules.documents.all() if one.each_country}
        return [row for row in super().rows_to_take(rows, held) if row["id"] or says_more(row, each)]


def says_more(row, each):
    """Whether the values of `row` say more than a document, with its country for those with a key in `each`."""
    names = ("file", *SIGNED) if row["document"] in each else ("file", "country", *SIGNED)
    return any(row[name] for name in names)
