"""Forms of records: fields after the model, rows that belong to it, two people at once, and warnings."""

from django import forms
from django.db import models
from django.forms.models import inlineformset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from .choosers import RecordChoice, SeveralRecords, ways
from .dates import PartialDateField
from .languages import spoken
from .translations import PREFIX as LANGUAGES
from .translations import language_set
from .values import in_words, json_value, label_of, part_fields, plain_fields, several_fields

PARTIAL = gettext_lazy("As precisely as it is known: 2020, 2020-09 or 2020-09-25.")
EMPTY_ROWS = 1
MOST_ROWS = 200


def field_for(field, **options):
    """The form field of a model field: choosers for links, one line for what is short."""
    if field.name == "audience":
        return forms.ChoiceField(choices=field.model.audiences, label=capfirst(field.verbose_name))
    if isinstance(field, PartialDateField):
        return field.formfield(**{"help_text": field.help_text or PARTIAL, **options})
    if isinstance(field, models.URLField):
        return field.formfield(assume_scheme="https", **options)
    if isinstance(field, models.DateField):
        return field.formfield(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)
    if isinstance(field, models.ManyToManyField):
        return several(field, options)
    if isinstance(field, models.ForeignKey) and ways(field.related_model):
        words = {"label": field.verbose_name, "help_text": field.help_text, "required": not field.blank, **options}
        words["label"] = capfirst(words["label"])
        return RecordChoice(field.related_model._default_manager.all(), **words)
    return field.formfield(**options)


def several(field, options):
    """The form field of a link to several records: lines of names for many, boxes to tick for a short list."""
    if not ways(field.related_model):
        return field.formfield(widget=forms.CheckboxSelectMultiple, **options)
    text = field.help_text or _("One a line.")
    words = {"label": capfirst(field.verbose_name), "help_text": text, "required": not field.blank, **options}
    return SeveralRecords(field.related_model._default_manager.all(), **words)


def narrow(form, user):
    """Let each choice of `form` offer what `user` may see and what may still be chosen."""
    for field in form.fields.values():
        name = "records" if hasattr(field, "records") else "queryset"
        choices = getattr(field, name, None)
        if choices is None:
            continue
        if hasattr(choices, "visible_to"):
            setattr(field, name, choices.visible_to(user))
        elif hasattr(choices, "active"):
            setattr(field, name, choices.active())


class RowForm(forms.ModelForm):
    """One row that belongs to a record. A new row that says nothing but what it began with is left out."""

    class Meta:
        formfield_callback = field_for

    @property
    def changed_data(self):
        """The fields that say something new; emptying a default in a new row says nothing."""
        changed = super().changed_data
        return changed if self.instance.pk else [name for name in changed if self[name].data not in (None, "", [])]


class RecordForm(forms.ModelForm):
    """A record's own fields, and under them the rows that belong to it.

    A subclass names `Meta.model` and `Meta.fields`, perhaps `sections` {heading: fields} and `rows` {related name:
    fields of the row}. `seen` is the newest entry of the history when the form was opened.
    """

    sections = {}
    rows = {}
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        formfield_callback = field_for

    def __init__(self, *args, user, more=None, rows_initial=None, **options):
        super().__init__(*args, **options)
        self.user = user
        narrow(self, user)
        self.keep_audience()
        self.sets = [self.row_set(name, more, (rows_initial or {}).get(name)) for name in self.rows]
        if hasattr(self._meta.model, "translatable"):
            self.initial.setdefault("language", spoken())
            self.sets.append(language_set(self, more, self.initial.get(LANGUAGES)))

    def keep_audience(self):
        """Offer the audience that the record has, also where it is one that only actions set."""
        held = getattr(self.instance, "audience", "")
        if "audience" in self.fields and held not in dict(self.fields["audience"].choices):
            self.fields["audience"].choices = [*self.fields["audience"].choices, (held, held)]

    def row_set(self, name, more, initial):
        """The formset of the rows under `name`, with an empty row, and one more where `more` asks for it."""
        relation = self._meta.model._meta.get_field(name)
        how_many = {"extra": EMPTY_ROWS + len(initial or ()), "max_num": MOST_ROWS, "absolute_max": MOST_ROWS}
        what = {"form": RowForm, "fields": self.rows[name], "fk_name": relation.field.name, "can_delete_extra": False}
        made = inlineformset_factory(self._meta.model, relation.related_model, **what, **how_many)
        typed = self.data if self.is_bound else None
        if typed is not None and more == name:
            typed = typed.copy()
            typed[f"{name}-TOTAL_FORMS"] = str(min(int(typed.get(f"{name}-TOTAL_FORMS") or 0) + 1, MOST_ROWS))
        rows = made(typed, instance=self.instance, prefix=name, initial=initial)
        for form in rows.forms:
            narrow(form, self.user)
            if "DELETE" in form.fields:
                form.fields["DELETE"].label = pgettext("row of a form", "Remove")
        rows.heading = capfirst(relation.related_model._meta.verbose_name_plural)
        return rows

    def is_valid(self):
        """Whether the fields and every row can be taken."""
        return all([super().is_valid(), *(rows.is_valid() for rows in self.sets)])

    def complain_not(self):
        """Show what was typed without a word on what is wrong with it: it was not to be taken yet."""
        self.errors.clear()
        for rows in self.sets:
            rows.non_form_errors().clear()
            for form in rows.forms:
                form.errors.clear()

    def groups(self):
        """[(heading, bound fields)]: the fields by their sections; those of no section come first, without heading."""
        shown = {name for names in self.sections.values() for name in names}
        rest = [field for field in self.visible_fields() if field.name not in shown]
        return [
            *([("", rest)] if rest else []),
            *(
                (heading, [self[name] for name in names if name in self.fields])
                for heading, names in self.sections.items()
            ),
        ]

    def values(self):
        """What a valid form says, in the shape of `kit.values.kept`."""
        found = {
            field.name: json_value(field, self.instance)
            for field in plain_fields(self._meta.model)
            if field.name in self.fields
        }
        for field in several_fields(self._meta.model):
            if field.name in self.fields:
                found[field.name] = sorted(one.pk for one in self.cleaned_data[field.name])
        inline = [rows for rows in self.sets if rows.prefix in self.rows]
        found |= {rows.prefix: rows.values() for rows in self.sets if rows.prefix == LANGUAGES}
        return found | {
            rows.prefix: [self.row_values(form, rows.prefix) for form in kept_forms(rows)] for rows in inline
        }

    def row_values(self, form, name):
        """One row as {"id": key, name: value}; columns that the form does not show keep what they hold."""
        held = {field.name: json_value(field, form.instance) for field in part_fields(self._meta.model, name)}
        several = {
            field.name: sorted(one.pk for one in form.cleaned_data[field.name])
            for field in several_fields(type(form.instance)) if field.name in form.cleaned_data
        }  # fmt: skip
        return {"id": form.instance.pk, **held, **several}

    @classmethod
    def copied(cls, held):
        """What a copy begins with, of everything that is `held` on the record that it is made from."""
        return {name: value for name, value in held.items() if name in cls._meta.fields}

    def among(self, records):
        """Those of the queryset `records` that whoever fills the form may see."""
        return records.visible_to(self.user) if hasattr(records, "visible_to") else records

    def said(self, name, value):
        """The `value` under `name` as a reader expects it."""
        if name == "audience":
            return str(dict(self.fields[name].choices)[value])
        return in_words(self._meta.model, name, value, self.among)

    def in_words(self):
        """{name: text}: what a valid form says, as a reader expects it."""
        return {name: self.said(name, value) for name, value in self.values().items()}

    def label_of(self, name):
        """The label of what stands under `name`."""
        return self.fields[name].label if name in self.fields else label_of(self._meta.model, name)

    def warnings(self):
        """Sentences about a valid form that whoever writes it may overrule, each with an address or an empty text."""
        return []


def kept_forms(rows):
    """The forms of a valid formset that say something and are not to be removed."""
    return [
        form for form in rows.forms if (form.instance.pk or form.has_changed()) and not form.cleaned_data.get("DELETE")
    ]
