"""What is asked about an import: the file, its sheet, its columns, and the rows that wait."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import SheetField
from zhinan.kit.punctuation import listed
from zhinan.kit.resources import NOTHING

from .reading import headings_of, limits, samples_of
from .resources import BY_KEY, CLOSED, RESOURCES

ORDERS = [("dmy", gettext_lazy("day first, 25/09/2020")), ("mdy", gettext_lazy("month first, 09/25/2020"))]


class UploadForm(forms.Form):
    """What it holds, and the file."""

    resource = forms.ChoiceField(label=gettext_lazy("What does the file hold?"), widget=forms.RadioSelect)
    file = SheetField(
        limits=limits,
        label=pgettext_lazy("field", "File"),
        help_text=gettext_lazy("XLSX, ODS or CSV. Nothing is written before you have seen what would happen."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["resource"].choices = [(one.key, capfirst(one.label)) for one in RESOURCES]


class SheetForm(forms.Form):
    """Which sheet holds the records, and which row names the columns."""

    sheet = forms.ChoiceField(label=pgettext_lazy("field", "Sheet"), widget=forms.RadioSelect)
    row = forms.IntegerField(
        label=gettext_lazy("Row of the headings"), min_value=1, help_text=gettext_lazy("Rows above it are left out.")
    )
    height = forms.TypedChoiceField(
        label=gettext_lazy("Rows of headings"),
        coerce=int,
        choices=[(1, "1"), (2, "2"), (3, "3")],
        help_text=gettext_lazy("Two or three where a heading is spread over several rows."),
    )

    def __init__(self, *args, one, **options):
        self.one = one
        super().__init__(*args, initial={"sheet": one.sheet, "row": one.row, "height": one.height}, **options)
        self.fields["sheet"].choices = [
            (sheet["name"], _("{name} ({n} rows)").format(name=sheet["name"], n=sheet["rows"])) for sheet in one.sheets
        ]

    def clean(self):
        """The headings must stand among the first rows, which are kept for looking at."""
        said = super().clean()
        sheet = next((sheet for sheet in self.one.sheets if sheet["name"] == said.get("sheet")), None)
        if sheet and said.get("row") not in {number for number, _cells in sheet["sample"]}:
            numbers = listed(number for number, _cells in sheet["sample"][:8])
            self.add_error(
                "row", _("There is nothing in this row. Rows that hold something: {numbers}.").format(numbers=numbers)
            )
        return said


class ColumnsForm(forms.Form):
    """What each column of the sheet holds; the order of its dates where it may be read both ways."""

    def __init__(self, *args, one, **options):
        super().__init__(*args, **options)
        self.one, self.resource = one, BY_KEY[one.resource]
        self.headings, self.styles = headings_of(one), one.chosen().get("styles", [])
        guessed = {place: name for name, place in one.columns.items()}
        choices = [("", _("leave it out"))]
        choices += [(column.name, with_star(column)) for column in self.resource.columns]
        for place in range(len(self.headings)):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                choices=choices,
                required=False,
                initial=guessed.get(place, ""),
                label=self.headings[place] or str(place + 1),
            )
            if self.is_open(place):
                order = self.one.styles.get(guessed.get(place), [""])[0]
                self.fields[f"order-{place}"] = forms.ChoiceField(
                    choices=[("", _("choose")), *ORDERS], required=False, initial=order, label=_("Order of its dates")
                )

    def is_open(self, place):
        """Whether dates of this column may be read in both orders."""
        return place < len(self.styles) and self.styles[place][2]

    def settled(self, place):
        """In words, which order the dates of this column have, where one of them has told."""
        order = self.styles[place][0] if place < len(self.styles) else ""
        return dict(ORDERS).get(order, "")

    def lines(self):
        """(heading, samples, field, order field or None, words on the order) of each column of the sheet."""
        samples = samples_of(self.one)
        for place, heading in enumerate(self.headings):
            if heading or samples[place]:
                order = self[f"order-{place}"] if self.is_open(place) else None
                yield heading, samples[place], self[f"column-{place}"], order, self.settled(place)

    def clean(self):
        """Each column of the records once, those that must be there, and an order for dates."""
        said, found, styles = super().clean(), {}, {}
        for place in range(len(self.headings)):
            name = said.get(f"column-{place}")
            if not name:
                continue
            if name in found:
                self.add_error(f"column-{place}", _("Another column is said to be the same. Choose one of the two."))
            found[name] = place
            styles[name] = self.style(place, name, said.get(f"order-{place}", ""))
        for column in self.resource.columns:
            if column.is_required and column.name not in found:
                raise ValidationError(_("Say which column holds “{column}”.").format(column=column.label))
        self.columns, self.named_styles = found, styles
        return said

    def style(self, place, name, order):
        """[order, decimal sign] of a column; a date that may be read both ways needs an order."""
        known = self.styles[place] if place < len(self.styles) else ["", "", False]
        if known[2] and self.resource.column(name).is_date and not order:
            self.add_error(f"order-{place}", _("These dates may be read both ways. Say which order they have."))
        return [order or known[0], known[1]]


def with_star(column):
    """The label of a column, marked where it must be there."""
    return f"{column.label} *" if column.is_required else str(column.label)


class RowsForm(forms.Form):
    """The rows of one page that wait: a choice for each doubt, and a line for each wrong cell.

    Fields are named “doubt-<row>-<place>” and “cell-<row>-<column>”.
    """

    def __init__(self, *args, rows, resource, names=None, **options):
        super().__init__(*args, **options)
        self.rows, self.resource, self.lists = rows, resource, {}
        for row in rows:
            for place, doubt in enumerate(row.doubts):
                self.fields[f"doubt-{row.number}-{place}"] = self.doubt_field(row, doubt)
            for column in resource.columns:
                if column.name in (row.troubles if names is None else names) or self.is_asked(row, column):
                    self.fields[f"cell-{row.number}-{column.name}"] = self.cell_field(row, column)

    def cell_field(self, row, column):
        """A line for one cell; where it may be one word of a closed list and nothing is near, it offers the list."""
        near = [key for doubt in row.doubts if doubt["column"] == column.name for key, _label in doubt["candidates"]]
        attributes = {}
        if column.finder in CLOSED and set(near) <= {NOTHING}:
            self.lists.setdefault(column.finder, CLOSED[column.finder])
            attributes["list"] = f"list-{column.finder}"
        return forms.CharField(
            label=column.label,
            required=False,
            strip=True,
            initial=row.cells.get(column.name, ""),
            widget=forms.TextInput(attributes),
        )

    def offered(self):
        """(finder, words) of each closed list that a cell on this page offers."""
        for finder, load in self.lists.items():
            yield finder, load().offers()

    def keep(self, sent):
        """Leave alone what was not sent: an empty choice or cell must have been on the page."""
        for name in [name for name in self.fields if name not in sent]:
            del self.fields[name]

    def is_asked(self, row, column):
        """Whether the text of a column of `row` is in doubt, so that another one may be written."""
        return any(doubt["column"] == column.name for doubt in row.doubts)

    def doubt_field(self, row, doubt):
        """The choices that settle one doubt."""
        choices = [(str(key), label) for key, label in doubt["candidates"]]
        if doubt["may_be_new"]:
            choices.append(("new", self.words_for_new(doubt, choices)))
        chosen = row.choice.get("self", "") if doubt["column"] == "self" else ""
        return forms.ChoiceField(
            label=doubt["sentence"],
            choices=[*choices, ("out", _("Leave this row out"))],
            initial=str(chosen),
            widget=forms.RadioSelect,
        )

    def words_for_new(self, doubt, choices):
        """What it means to answer `doubt` with a new record."""
        if doubt["column"] != "self":
            return _("Record “{text}” with this list").format(text=doubt["text"])
        return _("None of them: take it as a new record") if choices else _("Take it all the same")

    def of_row(self, row):
        """(fields of its doubts, fields of its cells with what is wrong there) of one row."""
        doubts = [self[f"doubt-{row.number}-{place}"] for place in range(len(row.doubts))]
        names = [column.name for column in self.resource.columns]
        cells = [
            (self[f"cell-{row.number}-{name}"], row.troubles.get(name, ""))
            for name in names
            if f"cell-{row.number}-{name}" in self.fields
        ]
        return doubts, cells

    def answers(self):
        """(choices, cells) of the valid form, as `actions.settle` takes them."""
        choices, cells = {}, {}
        for name in self.changed_data:
            kind, number, rest = name.split("-", 2)
            value = self.cleaned_data[name]
            if kind == "cell":
                cells.setdefault(int(number), {})[rest] = value
            elif value:
                choices[int(number), int(rest)] = int(value) if value.isdecimal() else value
        return choices, cells
