"""What an application says of itself: the project, who benefits."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from zhinan.kit.forms import RecordForm
from zhinan.kit.languages import LANGUAGES
from zhinan.questionnaires.forms.answering import count_words

from ..models import Application
from .institutions import InstitutionChoice, choosable
from .sections import SectionForm


def languages_of(rules, held=""):
    """The choices of a language that `rules` take, with the one that is `held`."""
    codes = dict.fromkeys([*rules.languages.split(), *filter(None, [held])])
    return [(code, LANGUAGES.get(code, code)) for code in codes]


class BeginForm(RecordForm):
    """With which a new application begins: title, institution and language; the rest is written section by section."""

    class Meta(RecordForm.Meta):
        model = Application
        fields = ("title", "lead", "language")

    def __init__(self, *args, rules, **options):
        super().__init__(*args, **options)
        self.fields["lead"] = InstitutionChoice(choosable(self.user), self.fields["lead"])
        label, offered = self.fields["language"].label, languages_of(rules)
        self.fields["language"] = forms.ChoiceField(label=label, choices=offered, initial=offered[0][0])


class AboutForm(SectionForm):
    """What it is, for whom it is done, and when."""

    wanted = ("summary", "starts_on", "months", "theme", "goals")

    class Meta(SectionForm.Meta):
        fields = ("title", "lead", "language", "theme", "goals", "summary", "starts_on", "months")

    def fit(self):
        """Offer the priority areas, goals and languages of the call, and tell its limits."""
        self.fields["theme"].queryset = themes = self.rules.themes.all()
        goals = self.rules.goals.all()
        self.wanted = tuple(
            name for name in self.wanted if (name != "theme" or themes) and (name != "goals" or goals)
        )  # fmt: skip
        if goals:
            self.fields["goals"].queryset = goals
        if not themes:
            del self.fields["theme"]
        language = self.fields["language"]
        offered = languages_of(self.rules, self.instance.language)
        self.fields["language"] = forms.ChoiceField(label=language.label, choices=offered)
        self.fields["summary"].help_text = limit_in_words(self.rules.summary_words)
        if self.rules.months_most:
            words = ngettext("At most {n} month.", "At most {n} months.", self.rules.months_most)
            self.fields["months"].help_text = words.format(n=self.rules.months_most)

    def clean_summary(self):
        """The summary; one that is too long is not taken."""
        text, most = self.cleaned_data["summary"], self.rules.summary_words
        count = count_words(text)
        if count > most:
            words = ngettext(
                "At most {limit} word: these are {count}. Leave some out.",
                "At most {limit} words: these are {count}. Leave some out.",
                most,
            )
            raise ValidationError(words.format(limit=most, count=count))
        return text

    def clean_months(self):
        """The duration, within what the call takes."""
        months, most = self.cleaned_data["months"], self.rules.months_most
        if months and most and months > most:
            words = ngettext("The call takes {n} month at most.", "The call takes {n} months at most.", most)
            raise ValidationError(words.format(n=most))
        return months


def limit_in_words(most):
    """How many words a text may have, in a sentence."""
    return ngettext("At most {count} word.", "At most {count} words.", most).format(count=most)


class PeopleForm(SectionForm):
    """Who benefits, and how many people."""

    wanted = ("beneficiaries", "people")

    class Meta(SectionForm.Meta):
        fields = ("beneficiaries", "people", "women")
        labels = {"beneficiaries": pgettext_lazy("of an application", "Who benefits")}

    def clean(self):
        """Refuse more women than people, beside the number of women."""
        said = super().clean()
        women, people = said.get("women"), said.get("people")
        if women is not None and people is not None and women > people:
            self.add_error("women", _("There are more women than people. Mend one of the two numbers."))
        return said
