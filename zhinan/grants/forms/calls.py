"""What is typed about a call."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.programmes.forms import InProgramme, alike
from zhinan.questionnaires.models import Purpose

from ..models import Call
from ..rules.presets import CHOICES as PRESETS
from ..rules.rubrics import CHOICES as RUBRICS

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")
COPIED = "copied"  # what a copy says in the place of a preset: its rules are those of the call that it is made from
BEGINNING = ("preset", "rubric")
FIXED = ("code", "programme", "questionnaire")  # their numbers, their readers, their answers
YEARS = (1990, 2100)


class CallForm(InProgramme):
    """A call; a new one begins its rules with a preset and a rubric, a copy with those of the other call."""

    preset = forms.ChoiceField(
        choices=PRESETS,
        required=False,
        label=gettext_lazy("Begin the rules with those of"),
        help_text=gettext_lazy("Each of them can be changed, and names where it comes from."),
    )
    rubric = forms.ChoiceField(choices=RUBRICS, required=False, label=gettext_lazy("Begin the criteria with"))
    sections = {
        pgettext_lazy("part of a form", "What it is"): ("title", "code", "year", "summary"),
        gettext_lazy("Where it belongs"): ("programme", "fund"),
        gettext_lazy("What is asked"): ("questionnaire", "report_questionnaire", *BEGINNING),
        gettext_lazy("Its page"): ("language", "audience"),
    }

    class Meta(InProgramme.Meta):
        model = Call
        fields = (
            *("title", "code", "year", "summary", "programme", "fund", "questionnaire", "report_questionnaire"),
            *("language", "audience"),
        )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name, purpose in (("questionnaire", Purpose.PROPOSAL), ("report_questionnaire", Purpose.REPORT)):
            self.fields[name].records = self.fields[name].records.filter(purpose=purpose)
        if self.instance.pk or self.initial.get("preset") == COPIED:
            for name in BEGINNING:
                del self.fields[name]

    @classmethod
    def copied(cls, held):
        """A copy is for the next year, and not seen by everybody before it is opened."""
        kept, year = super().copied(held), held["year"]
        kept = {name: value for name, value in kept.items() if name != "audience"}
        later = {name: next_year(kept[name], year) for name in ("title", "code")}
        return kept | later | {"year": year + 1, "preset": COPIED}

    def clean_code(self):
        """The short name in capitals; refuses other signs, and the one of another call."""
        code = self.cleaned_data["code"].strip().upper()
        if not CODE.fullmatch(code):
            raise forms.ValidationError(_("Write letters from A to Z, digits and hyphens alone, as SSDC-2027."))
        if Call.objects.filter(code__iexact=code).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another call has this short name. Write another one."))
        return code

    def clean_year(self):
        """Refuse years in which nobody calls for proposals."""
        first, last = YEARS
        if not first <= self.cleaned_data["year"] <= last:
            raise forms.ValidationError(_("Write a year between {first} and {last}.").format(first=first, last=last))
        return self.cleaned_data["year"]

    def clean(self):
        """What applications hang on stays once there is one."""
        said = super().clean()
        changed = [name for name in FIXED if name in said and said[name] != getattr(self.instance, name, None)]
        if self.instance.pk and changed and self.instance.applications.exists():
            for name in changed:
                self.add_error(name, _("An application was begun already: this stays as it was."))
        return said

    def values(self):
        """What is said, with what the rules of a new call begin with."""
        return super().values() | {name: self.cleaned_data[name] for name in BEGINNING if name in self.fields}

    def said(self, name, value):
        """The `value` under `name` as a reader expects it."""
        if name in BEGINNING:
            return str(dict(self.fields[name].choices)[value])
        return super().said(name, value)

    def warnings(self):
        """The same title again."""
        return alike(self)


def next_year(text, year):
    """`text` with the year after `year` where it names that one."""
    return re.sub(rf"(?<!\d){year}(?!\d)", str(year + 1), text)
