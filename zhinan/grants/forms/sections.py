"""What the forms of all sections of an application share: what is right is taken, what is wrong stays on the page."""

from django.core.exceptions import NON_FIELD_ERRORS

from zhinan.kit.choosers import LONGEST, RecordChoice
from zhinan.kit.forms import RecordForm, kept_forms
from zhinan.kit.values import json_value, kept, plain_fields, several_fields
from zhinan.network.models import Organisation

from ..models import Application
from .institutions import InstitutionChoice, choosable


class SectionForm(RecordForm):
    """One section of an application under `rules`.

    `wanted` are fields, also of rows, that may stay empty while it is written, but not when it is submitted; `left` are
    values of rows that are taken where a row says nothing, {name of the rows: {column: value}}.
    """

    wanted = ()

    class Meta(RecordForm.Meta):
        model = Application
        fields = ()

    def __init__(self, *args, rules, **options):
        super().__init__(*args, **options)
        self.rules, self.use_required_attribute, self.left = rules, False, {}
        for form in (self, *(row for rows in self.sets for row in rows.forms)):
            self.take_institutions(form)
        for rows in self.sets:
            read_ahead(rows)
            for row in rows.forms:
                row.fields["id"].required = False  # one that somebody took away meanwhile stands as a new one
        self.fit()

    def fit(self):
        """Fit the fields to the rules of the call."""

    def rows_of(self, name):
        """The forms of the rows under `name`."""
        return next(rows.forms for rows in self.sets if rows.prefix == name)

    def take_institutions(self, form):
        """Let the institutions of `form` be such that nobody recorded."""
        for name, field in form.fields.items():
            if getattr(getattr(field, "records", None), "model", None) is Organisation:
                form.fields[name] = InstitutionChoice(choosable(self.user, self.instance), field)

    def show_wanted(self):
        """Mark as needed, on the page alone, what must be there when the application is submitted."""
        for form in (self, *(row for rows in self.sets for row in rows.forms)):
            for name in self.wanted:
                if name in form.fields:
                    form.fields[name].required = True

    def values(self):
        """What can be taken of what is said, in the shape of `kit.values.kept`; it may be less than the form has."""
        wrong = self.errors.keys()
        said = {} if NON_FIELD_ERRORS in wrong else self.own_values(wrong)
        names = [rows.prefix for rows in self.sets if not rows.non_form_errors()]
        held = kept(self.instance, names)
        found = {rows.prefix: self.rows_to_take(rows, held[rows.prefix]) for rows in self.sets if rows.prefix in names}
        return said | {name: adopted(rows, held[name]) for name, rows in found.items()}

    def own_values(self, wrong):
        """{name: value} of the fields that are not `wrong`."""
        names = self.fields.keys() - wrong
        found = {
            field.name: json_value(field, self.instance) for field in plain_fields(Application) if field.name in names
        }
        for field in several_fields(Application):
            if field.name in names:
                found[field.name] = sorted(one.pk for one in self.cleaned_data[field.name])
        return found

    def rows_to_take(self, rows, held):
        """The rows of a formset as values; of one that is wrong what is `held`, and nothing where that is nothing."""
        before, found = {row["id"]: row for row in held}, []
        wrong = [form for form in rows.forms if self.is_wrong(form)]
        right = kept_forms(rows)
        for form in rows.forms:
            if form in wrong and form.instance.pk in before and not form.cleaned_data.get("DELETE"):
                found.append(before[form.instance.pk])
            elif form not in wrong and form in right:
                found.append(self.row_values(form, rows.prefix))
        return found

    def uploads(self):
        """[(row, upload)] of the files that were sent in rows."""
        return []

    def is_wrong(self, row):
        """Whether `row` cannot be taken."""
        return bool(row.errors)

    def row_values(self, form, name):
        """One row, with what is taken where it says nothing."""
        said = super().row_values(form, name)
        empty = {column: value for column, value in self.left.get(name, {}).items() if said[column] is None}
        return said | empty


def read_ahead(rows):
    """Let the choosers in the rows of a formset know the records that they show: one query a column."""
    for name, field in rows.empty_form.fields.items():
        keys = {form.initial.get(name) for form in rows.initial_forms} - {None}
        if isinstance(field, RecordChoice) and keys:
            known = rows.forms[0].fields[name].records.in_bulk(keys)
            for form in rows.initial_forms:
                form.initial[name] = known.get(form.initial.get(name), form.initial.get(name))


def adopted(rows, held):
    """`rows`, those without a key as those of `held` whose keys nobody claims, in their order.

    A row that was saved as somebody typed has no key on their page yet: sent again, it is the same row.
    """
    claimed = {row["id"] for row in rows}
    free = [row["id"] for row in held if row["id"] not in claimed]
    return [row if row["id"] or not free else {**row, "id": free.pop(0)} for row in rows]


def without_gone(typed, application, names):
    """What was `typed`, where rows under `names` that somebody took away meanwhile stand as new ones."""
    typed = typed.copy()
    for name in names:
        held = set(getattr(application, name).values_list("pk", flat=True))
        for key in [key for key in typed if key.startswith(f"{name}-") and key.endswith("-id")]:
            text = typed[key]
            if text and not (text.isdecimal() and len(text) < LONGEST and int(text) in held):
                typed[key] = ""
    return typed
