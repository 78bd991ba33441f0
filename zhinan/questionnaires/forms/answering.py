"""The form of a section, made from its questions: what is typed becomes values as `rules.answers` has them."""

import unicodedata
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from zhinan.codelists.models import Country, Goal
from zhinan.kit.forms import day_input
from zhinan.kit.punctuation import sentences

from ..models import TEXTS, How, Kind, in_language

LONGEST = 20_000  # signs of a text
SHORTEST = 300


class Numbers(forms.DecimalField):
    """A number of at most fifteen digits, which every database adds up without loss; six of them after the point."""

    def __init__(self, question, **words):
        bounds = {name: Decimal(value) for name, value in (("min", question.least), ("max", question.most)) if value}
        bounds = {f"{name}_value": value for name, value in bounds.items()}
        super().__init__(max_digits=15, decimal_places=6, **bounds, **words)

    def clean(self, value):
        """The number as plain digits, or None."""
        number = super().clean(value)
        return None if number is None else f"{number.normalize():f}"


class Days(forms.DateField):
    """A day."""

    widget = day_input()

    def clean(self, value):
        """The day as ISO text, or None."""
        day = super().clean(value)
        return day and day.isoformat()


class Words(forms.CharField):
    """A text with at most so many words; Chinese signs count as one each."""

    def __init__(self, question, **words):
        self.limit = question.words
        is_long = question.kind == Kind.LONG
        super().__init__(
            max_length=LONGEST if is_long else SHORTEST, widget=forms.Textarea if is_long else forms.TextInput, **words
        )

    def clean(self, value):
        """The text without space around it; raises ValidationError where it is too long."""
        text = super().clean(value)
        if self.limit and (count := count_words(text)) > self.limit:
            raise ValidationError(
                ngettext(
                    "At most {limit} word: these are {count}. Leave some out.",
                    "At most {limit} words: these are {count}. Leave some out.",
                    self.limit,
                ).format(limit=self.limit, count=count)
            )
        return text


def count_words(text):
    """How many words `text` has; a sign of a script without spaces is one."""
    signs = "".join(f" {sign} " if is_ideograph(sign) else sign for sign in text)
    return len([word for word in signs.split() if any(sign.isalnum() for sign in word)])


def is_ideograph(sign):
    """Whether `sign` is a word by itself: Chinese characters, kana."""
    return sign > "\u2e80" and unicodedata.name(sign, "").startswith(("CJK UNIFIED", "HIRAGANA", "KATAKANA"))


class Several(forms.MultipleChoiceField):
    """Any of several, at least and at most so many."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, question, **words):
        self.question = question
        super().__init__(**words)

    def clean(self, value):
        """The keys in the order in which they are offered; “does not apply” stands alone."""
        keys = super().clean(value)
        chosen = [one.key for one in self.question.choices if one.key in keys]
        least, most = int(self.question.least or 0), int(self.question.most or len(self.question.choices))
        if chosen and not least <= len(chosen) <= most:
            sentence = _("Choose at least {least} and at most {most}: these are {count}.")
            raise ValidationError(sentence.format(least=least, most=most, count=len(chosen)))
        if len(chosen) > 1 and any(self.question.choice(key).is_na for key in chosen):
            raise ValidationError(_("“Does not apply” goes with no other answer. Take one of them away."))
        return chosen


class PlaceWidget(forms.MultiWidget):
    """One list of choices a line: the places of a ranking, or the statements of a grid."""

    template_name = "questionnaires/lines.html"
    use_fieldset = True

    def __init__(self, lines, choices, widget):
        self.lines = lines
        super().__init__({key: widget(choices=choices) for key, _label in lines})

    def decompress(self, value):
        """One value a line."""
        return [(value or {}).get(key) for key, _label in self.lines]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for (key, label), widget in zip(self.lines, context["widget"]["subwidgets"], strict=True):
            widget["line"], widget["key"] = label, key
        return context


class Lines(forms.MultiValueField):
    """A choice for each of several lines, as {key of the line: choice}."""

    def __init__(self, lines, choices, widget, **words):
        fields = [forms.ChoiceField(choices=choices, required=False) for _line in lines]
        self.lines = [key for key, _label in lines]
        super().__init__(fields, widget=PlaceWidget(lines, choices, widget), require_all_fields=False, **words)

    def compress(self, data_list):
        """{key of the line: choice} without the lines where nothing is chosen."""
        return {key: value for key, value in zip(self.lines, data_list, strict=False) if value}

    def clean(self, value):
        """As `compress`; raises ValidationError where a line is missing in a grid that must be filled."""
        found = super().clean(value)
        found = found if isinstance(found, dict) else {}
        if self.required and len(found) < len(self.lines):
            raise ValidationError(_("Answer each line."))
        return found


class Ranking(Lines):
    """The order of preference: each choice gets a place."""

    def clean(self, value):
        """The keys, the first first; each place is given once and none is left out."""
        found = super().clean(value)
        ranked = sorted(found, key=lambda key: int(found[key]))
        if [int(found[key]) for key in ranked] != list(range(1, len(ranked) + 1)):
            raise ValidationError(_("Give each place once, beginning with 1."))
        return ranked

    def prepare_value(self, value):
        """{key: place} of what was answered before."""
        if isinstance(value, list) and all(key in self.lines for key in value):
            return {key: str(place) for place, key in enumerate(value, 1)}
        return value


def choices_of(question, language, empty=False):
    """(key, label) of what `question` offers; `empty` puts nothing first."""
    if question.kind == Kind.COUNTRY:
        offered = sorted(((one.alpha3, str(one)) for one in Country.objects.active()), key=lambda pair: pair[1])
    elif question.kind == Kind.GOAL:
        offered = [(str(one.number), str(one)) for one in Goal.objects.order_by("number")]
    else:
        offered = [(one.key, in_language(one.label, language)) for one in question.choices]
    return [("", pgettext("nothing chosen", "–")), *offered] if empty else offered


def field_of(question, language):
    """The form field of one `question`, in `language`."""
    words = {
        "label": in_language(question.label, language),
        "help_text": help_of(question, language),
        "required": question.is_required,
    }
    if question.kind in TEXTS:
        return Words(question, **words)
    if question.kind in PLAIN:
        return PLAIN[question.kind](question, words, language)
    lines = [(one.key, in_language(one.label, language)) for one in question.rows or question.choices]
    if question.kind == Kind.RANKING:
        places = [("", "–"), *((str(place), str(place)) for place in range(1, len(lines) + 1))]
        return Ranking(lines, places, forms.Select, **words)
    return Lines(lines, choices_of(question, language), forms.RadioSelect, **words)


def one_of(question, words, language):
    """One of several, as buttons where they are few."""
    offered = choices_of(question, language)
    if question.kind in (Kind.COUNTRY, Kind.GOAL):
        return forms.ChoiceField(choices=choices_of(question, language, empty=True), **words)
    return forms.ChoiceField(choices=offered, widget=forms.RadioSelect, **words)


def consent(question, words, language):
    """A box to tick; where it must be, the sentence says so."""
    sentence = gettext_lazy("Without this consent the answers cannot be taken.")
    return forms.BooleanField(error_messages={"required": sentence}, **words)


PLAIN = {
    Kind.NUMBER: lambda question, words, language: Numbers(question, **words),
    Kind.DATE: lambda question, words, language: Days(**words),
    Kind.SINGLE: one_of,
    Kind.SCALE: one_of,
    Kind.COUNTRY: one_of,
    Kind.GOAL: one_of,
    Kind.MULTIPLE: lambda question, words, language: Several(question, choices=choices_of(question, language), **words),
    Kind.ORGANISATION: lambda question, words, language: forms.CharField(max_length=SHORTEST, **words),
    Kind.FILE: lambda question, words, language: forms.FileField(allow_empty_file=True, **words),
    Kind.CONSENT: consent,
}


def help_of(question, language):
    """The help under a question's label: its own words, then its limits."""
    said = [in_language(question.help, language)]
    if question.words:
        limit = ngettext("At most {count} word.", "At most {count} words.", question.words)
        said.append(limit.format(count=question.words))
    return sentences(*said)


class AnswerForm(forms.Form):
    """The questions of one section, or of all of them, each under its short name.

    What is asked only after certain answers carries its condition, by which a script hides it; what is not asked, by
    the answers that `before` and the form itself hold, is neither required nor taken.
    """

    def __init__(self, content, questions, typed=None, files=None, *, before=None, language=None):
        self.content, self.questions, self.before = content, questions, before or {}
        held = {question.key: self.before.get(question.key) for question in questions}
        super().__init__(typed, files, initial=held, prefix="q")
        for question in questions:
            field = self.fields[question.key] = field_of(question, language)
            field.when = when_of(question.when, self.prefix) if question.when.tests else ""

    def clean(self):
        """Drop what is not asked after all, with what was wrong about it."""
        said = super().clean()
        counted = {**self.before, **{question.key: None for question in self.questions}}
        for question in self.questions:
            if question.when.holds(counted):
                counted[question.key] = said.get(question.key)
            else:
                self.errors.pop(question.key, None)
                said[question.key] = None
        return said

    def values(self):
        """{key: value} of everything that can be taken; None where nothing was answered."""
        empty = ("", [], {}, False)
        return {key: None if value in empty else value for key, value in self.cleaned_data.items()}


def when_of(condition, prefix):
    """A condition as the script reads it: all|any, then name, comparison and value of each test."""
    tests = [" ".join((f"{prefix}-{test.question}", str(How(test.how)), test.value)) for test in condition.tests]
    return "\n".join(("all" if condition.every else "any", *tests))
