"""What was spent, line by line of the budget, as it is typed."""

from decimal import Decimal
from hashlib import sha256

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.grants.models import BudgetSource
from zhinan.kit.reading.headings import fold

from .. import actions
from ..rules.finances import lines_of
from .sections import Section

FURTHER = 2  # lines that the budget does not have, offered at once


class LineForm(forms.Form):
    """What was spent on one line of the budget, and why it differs."""

    spent = forms.DecimalField(
        label=pgettext_lazy("column", "Spent in these days"), max_digits=14, decimal_places=2, required=False,
        validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    explanation = forms.CharField(
        label=gettext_lazy("Why it differs from the budget"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, line, number, typed=None):
        super().__init__(typed, prefix=f"l{number}", initial=self.begun(line))
        self.line, self.place = line, line.place

    @staticmethod
    def begun(line):
        """What stands there; nothing where nobody wrote what was spent."""
        return {"spent": line.spent if line.is_said else None, "explanation": line.explanation}

    def key(self):
        """The line that it is about."""
        return self.line.key

    def values(self):
        """What was spent and why, as columns of ReportedLine."""
        said = self.cleaned_data
        return {"spent": said["spent"] or Decimal(0), "explanation": said["explanation"]}


class FurtherForm(LineForm):
    """A line that the budget does not have."""

    line, place = None, ""
    heading = forms.CharField(label=pgettext_lazy("label", "Line"), max_length=200, required=False)
    source = forms.ChoiceField(label=pgettext_lazy("label", "Paid by"), choices=BudgetSource, required=False)
    field_order = ("heading", "source", "spent", "explanation")

    def __init__(self, number, typed=None):
        forms.Form.__init__(self, typed, prefix=f"l{number}", initial={"source": BudgetSource.GRANT})

    def clean(self):
        """A sum belongs to a line."""
        said = super().clean()
        if said.get("spent") and not said.get("heading", "").strip():
            self.add_error("heading", _("Say what it was spent on."))
        return said

    def key(self):
        """The line that it is about; None where nothing was typed."""
        said = self.cleaned_data
        return (said["heading"].strip(), said["source"] or BudgetSource.GRANT) if said["heading"].strip() else None


class FinanceSection(Section):
    """What was spent in the days of a report."""

    def made(self, typed, _files):
        """A form for each line of the budget, and some for what it does not have."""
        lines = lines_of(self.report)
        known = [LineForm(line, sha256(line.place.encode()).hexdigest()[:16], typed) for line in lines]
        return [*known, *(FurtherForm(f"more{number}", typed) for number in range(FURTHER))]

    def is_valid(self):
        """Whether all of it can be taken: a line that is named twice is refused where it stands again."""
        if not super().is_valid():
            return False
        known = set()
        for one in self.forms:
            heading, source = one.key() or ("", "")
            if (fold(heading), source) in known and isinstance(one, FurtherForm):
                one.add_error("heading", _("This line stands here already."))
            known |= {(fold(heading), source)} if heading else set()
        return all(one.is_valid() for one in self.forms)

    def write(self, *, seen, by):
        """Write down what was spent."""
        rows = {one.key(): one.values() for one in self.forms if one.key()}
        actions.write_finances(self.report, rows, seen=seen, by=by)
