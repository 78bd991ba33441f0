"""Fields for a record among many: one types its name, and chooses where several fit. Complete without script."""

import re
from html import escape

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from .languages import called_elsewhere
from .punctuation import listed, sentences

MOST = 8  # records that are offered
LONGEST = 19  # digits of a number in the database
KEY = re.compile(r"\[([^\[\]]+)\]\s*$")
HIDDEN = re.compile(r"\[hidden-([0-9]{1,18})\]\s*$")


def ways(model):
    """The columns by which people call a record of `model`, or () for a short list that is shown whole."""
    return getattr(model, "called", ())


def key_field(model):
    """The column that tells records of `model` apart: their address, else their code, else their number."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    if "slug" in fields:
        return "slug"
    first = next(iter(ways(model)), "")
    return first if first in fields and fields[first].unique else "pk"


def with_key(record):
    """The name of `record` with its key, as a chooser understands it whatever else has that name."""
    return f"{record} [{getattr(record, key_field(record.__class__))}]"


def fitting(records, text, how="icontains"):
    """Those of the queryset `records` that are called `text`; `how` is a Django lookup. One query when it is read."""
    condition = called_elsewhere(records.model, text, how)
    for way in ways(records.model):
        condition |= Q(**{f"{way}__{how}": text})
    return records.filter(condition).distinct()


def by_key(records, key):
    """The one of `records` with this address, code or number, or None."""
    field = key_field(records.model)
    if field == "pk" and not (key.isascii() and key.isdigit() and len(key) < LONGEST):
        return None
    return records.filter(**{field: key}).first()


def one_called(records, text):
    """The one record that `text` names: a name with its key, or the name of one alone.

    Raises ValidationError with `params={"offered": records}` where several are called so, none is, or one is near.
    """
    if (found := KEY.search(text)) and (record := by_key(records, found[1])):
        return record
    same = list(fitting(records, text, "iexact")[: MOST + 1])
    if len(same) == 1:
        return same[0]
    near = same or list(fitting(records, text)[:MOST])
    if not near:
        raise ValidationError(sentence_for_none(records).format(text=text))
    if same:
        sentence = _("More than one is called “{text}”. Choose the one you mean.").format(text=text)
    else:
        sentence = _("“{text}” is not recorded by that name. Choose one of these, or write another.").format(text=text)
    raise ValidationError(sentence, params={"offered": near[:MOST]})


def sentence_for_none(records):
    """What is said where nothing among `records` is called {text}: to a list of codes nobody adds."""
    if hasattr(records, "active"):
        return _("“{text}” is not in the list. Write another name for it, or its code.")
    return _("“{text}” is not recorded here. Write another name, or add it first.")


def in_lines(records, keys):
    """What stands for the records under `keys`: their names, or for those not among `records` words without a name."""
    seen = {one.pk: with_key(one) for one in records.filter(pk__in=keys)}
    unseen = _("a record that you cannot see")
    return [seen.get(key, f"{unseen} [hidden-{key}]") for key in keys]


class OfRecords:
    """What fields for records share: what the edited record holds already may stay, also where it is not seen."""

    bearer = None  # the record that is edited, and under which name it holds what the field shows

    def chosen(self, text):
        """The record that a line names; raises ValidationError as `one_called` does."""
        if (found := HIDDEN.search(text)) and int(found[1]) in self.held():
            return self.records.model._base_manager.get(pk=int(found[1]))
        return one_called(self.records, text)

    def held(self):
        """Keys of what the stored record holds."""
        record, name = self.bearer or (None, "")
        if record is None or record.pk is None:
            return set()
        return set(type(record)._base_manager.filter(pk=record.pk).values_list(name, flat=True))


class Chooser(forms.TextInput):
    """A line for a name; offers what fits while one types, where script runs, and as choices under the line."""

    template_name = "kit/chooser.html"

    def __init__(self, model):
        super().__init__()
        self.model, self.offered = model, ()

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["offered"] = [(with_key(record), record) for record in self.offered]
        context["choose"] = reverse("choose", args=[self.model._meta.label_lower])
        return context

    def value_from_datadict(self, sent, files, name):
        """The choice under the line where one was made, else the line itself."""
        return sent.get(f"{name}-choice") or sent.get(name)


class RecordChoice(OfRecords, forms.Field):
    """A record of the queryset `records`, by its name."""

    def __init__(self, records, **options):
        super().__init__(widget=Chooser(records.model), **options)
        self.records = records

    def prepare_value(self, value):
        """What stands in the line: the name of a record, or what was typed."""
        if isinstance(value, int):
            return in_lines(self.records, [value])[0]
        return value if isinstance(value, str) or value is None else with_key(value)

    def to_python(self, value):
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return self.chosen(str(value).strip())
        except ValidationError as trouble:
            self.widget.offered = (trouble.params or {}).get("offered", ())
            raise

    def has_changed(self, initial, sent):
        return (self.prepare_value(initial) or "") != (sent or "")


class Lines(forms.Textarea):
    """Names, one a line."""

    template_name = "kit/lines.html"

    def __init__(self, model):
        super().__init__(attrs={"rows": 4})
        self.model = model

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["choose"] = reverse("choose", args=[self.model._meta.label_lower])
        return context


class SeveralRecords(OfRecords, forms.Field):
    """Records of the queryset `records`, by their names, one a line."""

    def __init__(self, records, **options):
        super().__init__(widget=Lines(records.model), **options)
        self.records = records

    def prepare_value(self, value):
        """The names in lines, or what was typed."""
        if value is None or isinstance(value, str):
            return value
        keys = [getattr(one, "pk", one) for one in value]
        return "\n".join(in_lines(self.records, keys))

    def to_python(self, value):
        found, troubles = [], []
        for line in (value or "").splitlines():
            if not line.strip():
                continue
            try:
                found.append(self.chosen(line.strip()))
            except ValidationError as trouble:
                offered = listed(with_key(one) for one in (trouble.params or {}).get("offered", ()))
                troubles.append(sentences(*trouble.messages, offered))
        if troubles:
            raise ValidationError(troubles)
        return list(dict.fromkeys(found))

    def has_changed(self, initial, sent):
        return (self.prepare_value(initial) or "").split() != (sent or "").split()


class Options(forms.Select):
    """A choice written at once: Django would render a template for each of some hundred options."""

    def render(self, name, value, attrs=None, renderer=None):
        """The element with its options, `value` chosen."""
        chosen = "" if value is None else str(value)
        words = [(str(word), " selected" if str(word) == chosen else "", str(label)) for word, label in self.choices]
        options = "".join(
            f'<option value="{escape(word)}"{mark}>{escape(label)}</option>' for word, mark, label in words
        )
        return mark_safe(f"<select{flatatt(self.build_attrs({'name': name}, attrs))}>{options}</select>")
