"""Forms of records: fields after the model, rows that belong to it, two people at once, and warnings."""

import unicodedata
from typing import Any, NamedTuple
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import inlineformset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from .choosers import LONGEST, RecordChoice, SeveralRecords, ways
from .dates import PartialDateField
from .languages import spoken
from .translations import PREFIX as LANGUAGES
from .translations import language_set
from .values import FAR, in_words, json_value, label_of, part_fields, plain_fields, several_fields

PARTIAL = gettext_lazy("As precisely as it is known: 2020, 2020-09 or 2020-09-25.")
NO_ADDRESS = gettext_lazy("Write it as https://www.example.org.")
UNSEEN = ("Cc", "Cf", "Zl", "Zp")  # Unicode categories
JOINERS = "\u200c\u200d"  # between letters of Persian, Indic and other scripts
EMPTY_ROWS = 1
MOST_ROWS = 200
LONG = 18  # fields, those of one row each among them, above which a new record is typed part by part


def day_input():
    """A field for a day. Browsers take a day in one way of writing alone, whatever the language of the page."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def field_for(field, **options):
    """The form field of a model field: choosers for links, one line for what is short."""
    if field.name == "audience":
        words = {"label": capfirst(field.verbose_name), "initial": field.get_default()}
        return forms.ChoiceField(choices=field.model.audiences, **words)
    if isinstance(field, PartialDateField):
        return field.formfield(**{"help_text": field.help_text or PARTIAL, **options})
    if isinstance(field, models.URLField):
        return field.formfield(assume_scheme="https", error_messages={"invalid": NO_ADDRESS}, **options)
    if isinstance(field, models.DateField):
        return field.formfield(widget=day_input(), **options)
    if field.name == "position" and isinstance(field, models.IntegerField):
        return field.formfield(max_value=FAR - 1, **options)  # above it rows wait while they change places
    if isinstance(field, models.ManyToManyField):
        return several(field, options)
    if isinstance(field, models.ForeignKey) and ways(field.related_model):
        words = {"label": field.verbose_name, "help_text": field.help_text, "required": not field.blank, **options}
        words["label"] = capfirst(words["label"])
        return RecordChoice(field.related_model._default_manager.all(), **words)
    return field.formfield(**options)


class SheetField(forms.FileField):
    """A spreadsheet, refused before it is opened where it is larger than `limits()`, a kit.reading.Limits, allow."""

    def __init__(self, *, limits, **options):
        super().__init__(**options)
        self.limits = limits

    def clean(self, upload, initial=None):
        file = super().clean(upload, initial)
        try:
            self.limits().check_file(file.size)
        except ValueError as trouble:
            raise ValidationError(str(trouble)) from None
        return file


class NameField(forms.CharField):
    """The name of somebody whom a mail goes to or a paper is printed for, in one line; an address is no name."""

    def __init__(self, **options):
        words = {"label": pgettext_lazy("of a person", "Name"), "max_length": 200, **options}
        super().__init__(**words)

    def to_python(self, value):
        """The name without signs that are not seen, which could hide or turn round what stands beside it."""
        return in_one_line(super().to_python(value))

    def clean(self, value):
        return only_a_name(super().clean(value))


def only_a_name(text):
    """`text` in one line; raises ValidationError where it holds an address."""
    if is_address(text):
        raise ValidationError(_("Write the name alone, without addresses."))
    return in_one_line(text)


def in_one_line(text):
    """`text` without line breaks and other signs that are not seen, but for those that join letters."""
    unseen = {sign for sign in text if unicodedata.category(sign) in UNSEEN} - set(JOINERS)
    return " ".join("".join(" " if sign in unseen else sign for sign in text).split())


def is_address(text):
    """Whether `text` holds the address of a page or a mailbox."""
    return any(part in text.casefold() for part in ("://", "www.", "@"))


class ShortList(forms.ModelMultipleChoiceField):
    """Boxes to tick; a key that no database can hold is refused like any other that is not offered."""

    def clean(self, value):
        for key in value or ():
            if len(str(key)) >= LONGEST:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key})
        return super().clean(value)


def several(field, options):
    """The form field of a link to several records: lines of names for many, boxes to tick for a short list."""
    if not ways(field.related_model):
        return field.formfield(form_class=ShortList, widget=forms.CheckboxSelectMultiple, **options)
    text = field.help_text or gettext_lazy("One a line.")
    words = {"label": capfirst(field.verbose_name), "help_text": text, "required": not field.blank, **options}
    return SeveralRecords(field.related_model._default_manager.all(), **words)


def narrow(form, user):
    """Let each choice of `form` offer what `user` may see and what may still be chosen, or is held already."""
    for called, field in form.fields.items():
        if hasattr(field, "bearer"):
            field.bearer = (getattr(form, "instance", None), called)
        name = "records" if hasattr(field, "records") else "queryset"
        choices = getattr(field, name, None)
        if choices is None:
            continue
        if hasattr(choices, "visible_to"):
            setattr(field, name, choices.visible_to(user))
        elif hasattr(choices, "active"):
            setattr(field, name, choices.active())


class RowForm(forms.ModelForm):
    """One row that belongs to a record. A new row that says nothing but what it began with is left out.

    `others` are its texts in other languages, None where it has none or none were sent.
    """

    class Meta:
        formfield_callback = field_for

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.others, prefix = None, self.add_prefix(LANGUAGES)
        if not hasattr(self._meta.model, "translatable"):
            return
        if "language" in self.fields:
            self.fields["language"].required = False
            self.initial.setdefault("language", spoken())
        if not self.is_bound or f"{prefix}-TOTAL_FORMS" in self.data:
            self.others = language_set(self, None, self.initial.get(LANGUAGES), prefix)

    def is_valid(self):
        """Whether the row and its texts in other languages can be taken."""
        return all([super().is_valid(), self.others is None or self.others.is_valid()])

    @property
    def changed_data(self):
        """The fields that say something new; emptying a default in a new row says nothing."""
        changed = super().changed_data
        if not self.instance.pk:
            changed = [name for name in changed if self[name].data not in (None, "", [])]
        elsewhere = self.others is not None and any(form.has_changed() for form in self.others.forms)
        return [*changed, *([LANGUAGES] if elsewhere else [])]


class Part(NamedTuple):
    """One part of a record's form: a section of its fields, or the rows under one name.

    `held` is what it says now, in a line, where the form can be folded; then it stands open if it `is_open`.
    """

    number: int
    heading: str
    fields: list
    rows: Any = None
    held: str = ""
    is_open: bool = True

    def names(self):
        """Under which names a record holds what is typed here."""
        return [self.rows.prefix] if self.rows is not None else [field.name for field in self.fields]

    def troubles(self):
        """[(label, id of the element, sentence)] of what must be mended here."""
        if self.rows is None:
            return [(field.label, field.auto_id, error) for field in self.fields for error in field.errors]
        found = [(self.heading, "", error) for error in self.rows.non_form_errors()]
        for form in all_forms(self.rows):
            found += [(self.heading, "", error) for error in form.non_field_errors()]
            found += [(field.label, field.auto_id, error) for field in form for error in field.errors]
        return found

    def carried(self):
        """What is typed here as hidden inputs, for the page of another part."""
        if self.rows is None:
            return [field.as_hidden() for field in self.fields]
        sets = [self.rows, *(form.others for form in self.rows.forms if getattr(form, "others", None))]
        fields = (field.as_hidden() for form in all_forms(self.rows) for field in form)
        return [*(rows.management_form for rows in sets), *fields]


class RecordForm(forms.ModelForm):
    """A record's own fields, and under them the rows that belong to it.

    A subclass names `Meta.model` and `Meta.fields`, perhaps `sections` {heading: fields} and `rows` {related name:
    fields of the row}. `seen` is the newest entry of the history when the form was opened, `once` the key by which the
    same form is known when it is sent twice. Where it `folds`, its page shows each part folded, with what it says.
    """

    sections = {}
    rows = {}
    folds = False
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

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
            words = getattr(self._meta.model, "audience_in_words", str)(held)
            self.fields["audience"].choices = [*self.fields["audience"].choices, (held, words)]

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

    def complain_not(self, but=None):
        """Show what was typed without a word on what is wrong with it, `but` for one Part: not yet is it taken."""
        spoken_of = but.names() if but is not None else []
        for name in self.errors.keys() - set(spoken_of):
            del self.errors[name]
        for rows in self.sets:
            if rows.prefix not in spoken_of:
                rows.non_form_errors().clear()
                for form in all_forms(rows):
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

    def parts(self):
        """[Part]: the sections, then each set of rows."""
        sections = [(heading, fields, None) for heading, fields in self.groups() if fields]
        sets = [(rows.heading, [], rows) for rows in self.sets]
        return [Part(number, *part) for number, part in enumerate([*sections, *sets], 1)]

    def is_long(self):
        """Whether the form has more fields than somebody likes to see at once."""
        in_rows = (len(rows.forms[0].visible_fields()) for rows in self.sets if rows.forms)
        return len(self.visible_fields()) + sum(in_rows) > LONG

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
        elsewhere = {LANGUAGES: form.others.values()} if form.others is not None else {}
        return {"id": form.instance.pk, **held, **several, **elsewhere}

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


def all_forms(rows):
    """The forms of a formset, each followed by those of its texts in other languages."""
    for form in rows.forms:
        yield form
        others = getattr(form, "others", None)
        yield from others.forms if others is not None else ()


def kept_forms(rows):
    """The forms of a valid formset that say something and are not to be removed."""
    return [
        form for form in rows.forms if (form.instance.pk or form.has_changed()) and not form.cleaned_data.get("DELETE")
    ]
