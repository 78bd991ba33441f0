"""What a report says of its indicators, as it is typed."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.results.models import Dimension, Measure, Sex
from zhinan.results.rules import wrong_parts
from zhinan.results.tables import baseline_in_words

from .. import actions
from ..rules.content import text
from ..rules.results import asked_in
from ..rules.sheets import countries_of
from .sections import Section

AGES = re.compile(r"\s*(\d{1,3}\s*[-–]\s*\d{1,3}|\d{1,3}\s*\+)\s*[:：]\s*(\d{1,12}(?:\.\d{1,4})?)\s*", re.ASCII)


def number(label, **more):
    """A field for a number that may be missing."""
    return forms.DecimalField(label=label, max_digits=15, decimal_places=4, required=False, **more)


class AgesField(forms.CharField):
    """Numbers by age, one group a line: 15-24: 30."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value):
        """[(age group, number)]; raises ValidationError at a line that is written otherwise."""
        found = []
        for line in filter(str.strip, super().clean(value).splitlines()):
            match = AGES.fullmatch(line)
            if match is None:
                raise ValidationError(_("Write “{line}” as 15-24: 30, one group a line.").format(line=line.strip()))
            found.append((re.sub(r"\s", "", match[1]).replace("–", "-"), Decimal(match[2])))
        return found


class ResultForm(forms.Form):
    """What is said of one indicator: a number or its parts, by group, with what shows it."""

    comment = forms.CharField(
        label=pgettext_lazy("label", "Remarks"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What stands behind the number; or why there is none yet."),
    )  # fmt: skip
    evidence = forms.FileField(label=gettext_lazy("File that shows it"), required=False)

    def __init__(self, asked, countries, typed=None, files=None):
        self.asked, self.indicator, self.place = asked, asked.indicator, asked.place
        self.baseline = baseline_in_words(self.indicator)
        said = asked.said
        self.held = {(dimension, key): number for dimension, key, number in said.groups}
        super().__init__(typed, files, prefix=f"i{self.indicator.pk}", initial={"comment": said.comment})
        self.numbers, self.groups = {}, {}
        if self.indicator.measure == Measure.PERCENTAGE:
            self.numbers = {
                "numerator": number(gettext_lazy("How many of them")),
                "denominator": number(gettext_lazy("Of how many")),
                "value": number(gettext_lazy("Or the percentage alone")),
                "n": forms.IntegerField(
                    label=gettext_lazy("From how many (n)"), min_value=1, max_value=2**31 - 1, required=False
                ),
            }
        elif self.indicator.measure != Measure.QUALITATIVE:
            self.numbers = {"value": number(self.indicator.unit or pgettext_lazy("label", "Number"))}
        if self.indicator.measure == Measure.UNIT:
            self.groups = self.group_fields(countries)
        self.initial |= {name: getattr(said, name) for name in self.numbers}
        self.fields = {**self.numbers, **self.groups, **self.fields}
        if self.indicator.measure == Measure.QUALITATIVE:
            self.fields["comment"].help_text = _("Once it is accepted, whoever reads the results reads this: no names.")

    def group_fields(self, countries):
        """{name: field} of what the number is taken apart by, begun with what stands there."""
        found = {}
        for sex in Sex:
            found[f"sex-{sex}"] = number(sex.label, min_value=0)
            self.initial[f"sex-{sex}"] = self.held.get((Dimension.SEX, sex))
        for country in countries:
            found[f"country-{country.alpha3}"] = number(str(country), min_value=0)
            self.initial[f"country-{country.alpha3}"] = self.held.get((Dimension.COUNTRY, country.alpha3))
        found["ages"] = AgesField(
            label=gettext_lazy("By age"), required=False, help_text=gettext_lazy("One group a line, as 15-24: 30.")
        )
        ages = [f"{key}: {said}" for (dimension, key), said in self.held.items() if dimension == Dimension.AGE]
        self.initial["ages"] = "\n".join(ages)
        return found

    def number_fields(self):
        """The fields of the number itself."""
        return [self[name] for name in self.numbers]

    def group_boxes(self):
        """The fields of the groups."""
        return [self[name] for name in self.groups]

    def other_fields(self):
        """Remarks and evidence."""
        return [self[name] for name in ("comment", "evidence")]

    def is_apart(self):
        """Whether a number by group stands there, or was refused."""
        return bool(self.held) or any(self[name].errors for name in self.groups)

    def clean(self):
        """A share of its parts, or a percentage from so many; groups that fit their whole."""
        said = super().clean()
        if self.indicator.measure == Measure.PERCENTAGE:
            self.clean_share(said)
        for place, sentence in wrong_parts(self.indicator.measure, said.get("value"), self.taken_apart(said)).items():
            dimension, key = place if isinstance(place, tuple) else (place, "")
            name = "ages" if dimension == Dimension.AGE else f"{dimension}-{key}"
            self.add_error(name if name in self.fields else None, sentence)
        return said

    def clean_share(self, said):
        """Refuse one part without the other, parts beside another percentage, and what is no share."""
        part, whole = said.get("numerator"), said.get("denominator")
        if (part is None) != (whole is None):
            missing = "denominator" if whole is None else "numerator"
            self.add_error(missing, _("Write both: how many, of how many."))
        elif (whole is not None and not 0 <= part <= whole) or whole == 0:
            self.add_error("numerator", _("A share is of both parts, and the first is no more than the second."))
        elif whole is not None:
            said["value"] = None
        elif said.get("value") is not None and not 0 <= said["value"] <= 100:
            self.add_error("value", _("A percentage lies between 0 and 100."))

    def taken_apart(self, said):
        """[(dimension, key, number)] of the groups of what was `said`."""
        found = []
        for name in self.groups:
            if name != "ages" and said.get(name) is not None:
                dimension, _dash, key = name.partition("-")
                found.append((dimension, key, said[name]))
        return found + [(Dimension.AGE.value, key, count) for key, count in said.get("ages") or ()]

    def values(self):
        """What is said, as columns of ReportedResult, without the file."""
        said = self.cleaned_data
        groups = [[dimension, key, text(number)] for dimension, key, number in self.taken_apart(said)]
        return {name: said[name] for name in self.numbers} | {"comment": said["comment"], "groups": groups}


class ResultSection(Section):
    """What a report says of the indicators of its grant."""

    def made(self, typed, files):
        """A form an indicator."""
        asked = asked_in(self.report)
        countries = countries_of(self.report, asked)
        return [ResultForm(one, countries, typed, files) for one in asked]

    def write(self, *, seen, by):
        """Write down what is said; files come to lie beside the award."""
        rows = {}
        for one in self.forms:
            file = self.laid(one, "evidence", by)
            rows[one.indicator] = one.values() | ({"evidence": file} if file else {})
        actions.write_results(self.report, rows, seen=seen, by=by)
