"""The part of a record's form that holds its texts in other languages: one fieldset a language."""

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from .languages import LANGUAGES, own_language

PREFIX = "translations"


class TranslationForm(forms.Form):
    """The texts of a record in one other language; all of them empty takes the language away."""

    language = forms.ChoiceField(
        label=pgettext_lazy("field", "language"),
        required=False,
        choices=lambda: [("", ""), *((code, capfirst(name)) for code, name in LANGUAGES.items())],
    )

    def __init__(self, *args, model, **options):
        super().__init__(*args, **options)
        self.fields["language"].label = capfirst(self.fields["language"].label)
        for name in model.translatable:
            self.fields[name] = model._meta.get_field(name).formfield(required=False)
            if code := self.initial.get("language"):
                self.fields[name].widget.attrs["lang"] = code

    def texts(self):
        """{field: text} of a valid form, without what is empty."""
        return {name: text for name, text in self.cleaned_data.items() if name != "language" and text}

    def clean(self):
        """A text needs its language."""
        if self.texts() and not self.cleaned_data.get("language") and "language" not in self.errors:
            self.add_error("language", _("Choose the language that this is written in."))


class TranslationSet(BaseFormSet):
    """One form for each other language of a record, and an empty one."""

    def __init__(self, *args, own, **options):
        super().__init__(*args, **options)
        self.own = own
        self.heading = _("In other languages")

    def clean(self):
        """Each language once, and never the record's own."""
        seen = {self.own}
        for form in self.forms:
            language = form.cleaned_data.get("language") if form.is_valid() and form.texts() else None
            if language in seen:
                trouble = _("{language} stands here twice.")
                if language == self.own:
                    trouble = _("{language} stands in its own fields above.")
                form.add_error("language", trouble.format(language=LANGUAGES[language]))
            elif language:
                seen.add(language)

    def values(self):
        """{language: {field: text}} of a valid set, as the model field holds it."""
        found = {form.cleaned_data["language"]: form.texts() for form in self.forms if form.texts()}
        return {language: found[language] for language in LANGUAGES if language in found}


def language_set(form, more, begun=None, prefix=PREFIX):
    """The other languages of a record's `form`, with an empty one, and one more where `more` asks for it.

    `begun` is what a new record begins with, in the shape of the model field; `form` may be a row that belongs to one.
    """
    typed, model = form.data if form.is_bound else None, form._meta.model
    if typed is not None and more == prefix:
        typed = typed.copy()
        typed[f"{prefix}-TOTAL_FORMS"] = str(int(typed.get(f"{prefix}-TOTAL_FORMS") or 0) + 1)
    most = len(LANGUAGES)
    made = formset_factory(TranslationForm, formset=TranslationSet, extra=1, max_num=most, absolute_max=most)
    held = [{"language": language, **words} for language, words in (begun or form.instance.translations).items()]
    own = (form.data.get(form.add_prefix("language")) if form.is_bound else "") or own_language(form.instance)
    return made(typed, initial=held, prefix=prefix, own=own, form_kwargs={"model": model})
