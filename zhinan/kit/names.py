"""What fields and nouns are called where nobody wrote it down: Django's English word, in the reader's language."""

import re

from django.utils.functional import Promise
from django.utils.translation import override, pgettext_lazy

OURS = "zhinan."


def speak(models):
    """Let the words that Django made of the names of fields and models be translated, for those of `models` ours.

    A field's word is said with the context “field”, a model's with “noun” and its plural with “plural”. To be called
    before a form takes its labels.
    """
    for model in ours(models):
        for field in wordless_fields(model):
            field.verbose_name = pgettext_lazy("field", raw(field.verbose_name))
        for name, context, word in wordless_nouns(model):
            setattr(model._meta, name, pgettext_lazy(context, word))


def automatic_names(models):
    """{(context, word)} of every word that nobody wrote, for the catalogue of sentences."""
    found = set()
    for model in ours(models):
        found |= {("field", raw(field.verbose_name)) for field in wordless_fields(model)}
        found |= {(context, word) for _name, context, word in wordless_nouns(model)}
    return found


def mute_names(models):
    """Labels, help and choices of `models` that stay English whoever reads them, each as “model.field: text”."""
    return sorted(
        {f"{model._meta.label}.{name}: {text}" for model in ours(models) for name, text in plain_texts(model)}
    )


def plain_texts(model):
    """Yield (name, text) of each text of a model that was written, but not to be translated."""
    meta = model._meta
    texts = [(name, meta.original_attrs.get(name)) for name in ("verbose_name", "verbose_name_plural")]
    for field in own_fields(model):
        texts += [(field.name, field._verbose_name), (field.name, field.help_text)]
        texts += [(field.name, label) for _value, label in field.flatchoices]
    yield from ((name, text) for name, text in texts if text and not isinstance(text, Promise))


def ours(models):
    """Those of `models` that are nouns of ours, without the tables of links to several."""
    return [model for model in models if model.__module__.startswith(OURS) and not model._meta.auto_created]


def own_fields(model):
    """The fields of a model that a person may fill."""
    every = (*model._meta.concrete_fields, *model._meta.many_to_many)
    return [field for field in every if field.editable and not field.auto_created]


def wordless_fields(model):
    """The fields of a model that nobody wrote a word for."""
    return [field for field in own_fields(model) if field._verbose_name is None]


def wordless_nouns(model):
    """Yield (option, context, word) where nobody wrote what one or several records of the model are called."""
    one, written = model._meta.verbose_name_raw, model._meta.original_attrs
    if "verbose_name" not in written:
        yield "verbose_name", "noun", one
    if "verbose_name_plural" not in written:
        yield "verbose_name_plural", "plural", re.sub(r"(?<![aeiou])y$", "ie", one) + "s"


def raw(text):
    """A text as it was written, in no language but that of the code."""
    with override(None):
        return str(text)
