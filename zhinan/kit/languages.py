"""Texts of a record in several languages side by side, and which of them a reader is given."""

from functools import reduce
from operator import or_
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from .punctuation import in_rows, labelled, listed

ENGLISH = "en"
LANGUAGES = {  # what texts are held in; the site itself may speak fewer
    "en": pgettext_lazy("language", "English"),
    "zh": pgettext_lazy("language", "Chinese"),
    "fr": pgettext_lazy("language", "French"),
    "es": pgettext_lazy("language", "Spanish"),
    "ru": pgettext_lazy("language", "Russian"),
    "ar": pgettext_lazy("language", "Arabic"),
    "pt": pgettext_lazy("language", "Portuguese"),
}
SITE = {"en": "en", "zh": "zh-hans"}  # those that the site speaks, and sets documents in: its own code of each
FROM_RIGHT = {"ar"}


class Said(NamedTuple):
    """A text and the language that it stands in; both are empty where there is none."""

    text: str
    language: str


def spoken():
    """The language that the reader is spoken to in, as texts are held: zh for zh-hans."""
    return plain(get_language() or ENGLISH)


def plain(language):
    """The language of a code without script or region: zh for zh-hans."""
    return language.partition("-")[0].lower()


def set_in(language):
    """`language` where the words of the site and the fonts of documents are at hand for it, else English."""
    return language if language in SITE else ENGLISH


def own_language(record):
    """The language that the plain columns of `record` stand in."""
    return plain(getattr(record, "language", "") or ENGLISH)


def texts(record, field):
    """{language: text} of all that `record` says under `field`, without what is empty.

    The column itself is in the record's own language; `translations` hold others, and so do columns as `name_zh`.
    """
    found = {own_language(record): getattr(record, field)}
    for language, words in (getattr(record, "translations", None) or {}).items():
        found.setdefault(language, words.get(field, ""))
    for language in LANGUAGES:
        if not found.get(language):
            found[language] = getattr(record, f"{field}_{language}", "")
    return {language: text for language, text in found.items() if text}


def translated_names(record):
    """What `record` is called beside its plain columns, in whatever language: further names for the search.

    A record is called by the first of the columns that are translated.
    """
    field = record.translatable[0]
    columns = {getattr(record, field), getattr(record, f"{field}_zh", "")}
    return tuple(text for text in dict.fromkeys(texts(record, field).values()) if text not in columns)


def called_elsewhere(model, text, how="icontains", before=""):
    """The condition that a record of `model`, to which `before` leads, is called `text` in another language.

    `how` is a Django lookup. Most records stand in one language alone: those are passed by without a second look.
    """
    found = Q(pk=None)
    if hasattr(model, "translatable"):
        names = (f"{before}translations__{language}__{model.translatable[0]}__{how}" for language in LANGUAGES)
        found = ~Q(**{f"{before}translations": {}}) & reduce(or_, (Q(**{name: text}) for name in names))
    return found


def said(record, field, language=None):
    """What `record` says under `field` in `language` (by default the reader's), as Said.

    Where it says nothing there: in the record's own language, else in English, else in any.
    """
    found = texts(record, field)
    for wanted in (plain(language) if language else spoken(), own_language(record), ENGLISH, *found):
        if wanted in found:
            return Said(found[wanted], wanted)
    return Said("", "")


def mark_of(language):
    """The words that tell a reader of another language what a text stands in; nothing for the reader's own."""
    if language in ("", spoken()):
        return ""
    return _("in {language}").format(language=LANGUAGES.get(language, language))


def heading(record, field="name"):
    """What `parts/head.html` says of a record: title, title_lang, title_note, and other with other_lang.

    The other title is in the record's own language, else in Chinese or English, whichever the reader did not get.
    """
    title, found = said(record, field), texts(record, field)
    others = [one for one in (own_language(record), "zh", ENGLISH) if one in found and one != title.language]
    return {
        "title": title.text,
        "title_lang": title.language,
        "title_note": mark_of(title.language),
        "other": found[others[0]] if others else "",
        "other_lang": others[0] if others else "",
    }


class Translations(models.JSONField):
    """{language: {field: text}} beside the plain columns of a record; never holds what is empty."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{"default": dict, "blank": True, **options})

    def to_python(self, value):
        return tidy(super().to_python(value) or {})

    def clean(self, value, instance):
        value = super().clean(value, instance)
        troubles = [trouble for language in value for trouble in troubles_of(instance, language, value[language])]
        if troubles:
            raise ValidationError(troubles)
        return value

    def pre_save(self, instance, add):
        value = self.to_python(getattr(instance, self.attname))
        setattr(instance, self.attname, value)
        return value

    def in_words(self, value):
        """All of `value` in one line: the language, then its texts."""
        return in_rows(
            labelled(LANGUAGES.get(language, language), listed(words.values())) for language, words in value.items()
        )


def tidy(value):
    """`value` without what is empty, in the order of LANGUAGES; raises ValidationError for another shape."""
    if not isinstance(value, dict) or not all(isinstance(words, dict) for words in value.values()):
        raise ValidationError(_("Translations are texts by language and field."))
    order = [*LANGUAGES, *(language for language in value if language not in LANGUAGES)]
    kept = {language: tidy_words(value[language]) for language in order if language in value}
    return {language: words for language, words in kept.items() if words}


def tidy_words(words):
    """{field: text} without what is empty, and without space around the texts."""
    trimmed = {name: text.strip() if isinstance(text, str) else text for name, text in sorted(words.items())}
    return {name: text for name, text in trimmed.items() if text}


def troubles_of(record, language, words):
    """Yield what is wrong with the texts of `record` in another `language`."""
    if language not in LANGUAGES:
        yield ValidationError(_("“{language}” is not a language that texts are held in.").format(language=language))
    elif language == own_language(record):
        yield ValidationError(
            _("{language} is the language of the record itself: write that text in its own field.").format(
                language=LANGUAGES[language]
            )
        )
    for name, text in words.items():
        if name not in record.translatable or not isinstance(text, str):
            yield ValidationError(_("“{name}” is not a text that is translated.").format(name=name))
            continue
        field = record._meta.get_field(name)
        if field.max_length and len(text) > field.max_length:
            label = capfirst(field.verbose_name)
            yield ValidationError(_("{label}: at most {most} characters.").format(label=label, most=field.max_length))


class InSeveralLanguages(models.Model):
    """A record whose names and texts may stand in several languages; `translatable` names the columns.

    The columns themselves are in the record's own `language`.
    """

    translatable = ()

    language = models.CharField(
        pgettext_lazy("field", "language"), max_length=12, default=ENGLISH, choices=list(LANGUAGES.items())
    )
    translations = Translations(pgettext_lazy("field", "in other languages"))

    class Meta:
        abstract = True

    def said(self, field, language=None):
        """The text under `field` and its language, as the function `said` gives them."""
        return said(self, field, language)
