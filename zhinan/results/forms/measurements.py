"""What is typed about a measurement, and why one is withdrawn."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import RecordForm, kept_forms
from zhinan.kit.punctuation import listed

from ..models import Measure, Measurement, share
from ..rules import fitting_period, wrong_parts

SHARE = ("numerator", "denominator")
SMALL = 5  # people: a smaller group is warned of


class MeasurementForm(RecordForm):
    """A measurement of an indicator, or the correction of one; a percentage is reckoned from its parts."""

    sections = {
        gettext_lazy("What it comes to"): ("value", *SHARE, "comment"),
        gettext_lazy("From how many"): ("n", "is_base_unstated", "answered", "asked"),
        gettext_lazy("Where it comes from"): ("origin", "taken_on", "why"),
    }
    rows = {"parts": ("dimension", "key", "value", "n")}

    class Meta(RecordForm.Meta):
        model = Measurement
        fields = (
            *("starts_on", "ends_on", "value", *SHARE, "comment", "n", "is_base_unstated", "answered", "asked"),
            *("origin", "taken_on", "why"),
        )

    def __init__(self, *args, **options):
        """Ask for what the measure of the indicator has, and begin with the period that today lies in."""
        super().__init__(*args, **options)
        self.sections = {str(self.instance.indicator): ("starts_on", "ends_on"), **self.sections}
        measure = self.instance.measure
        out = [] if measure == Measure.PERCENTAGE else [*SHARE]
        out += ["value"] if measure == Measure.QUALITATIVE else []
        out += [] if self.instance.replaces_id else ["why"]
        for name in out:
            del self.fields[name]
        if "why" in self.fields:
            self.fields["why"].required = True
        target = fitting_period(self.instance.indicator.targets.all(), timezone.localdate())
        if target is not None and not self.instance.replaces_id:
            self.initial |= {"starts_on": target.starts_on, "ends_on": target.ends_on}

    def clean(self):
        """Ask for what belongs together at the field that lacks it, and reckon the percentage."""
        said = super().clean()
        for name, is_wrong, sentence in self.lacking(said):
            if is_wrong and name not in self.errors:
                self.add_error(name, sentence)
        parts = [said.get(name) for name in SHARE]
        if said.get("value") is None and None not in parts and 0 <= parts[0] <= parts[1] and parts[1]:
            said["value"] = share(*parts)
        return said

    def is_valid(self):
        """Whether all can be taken, and the groups agree with the whole."""
        return super().is_valid() and not self.wrong_groups()

    def wrong_groups(self):
        """Say at the rows of groups what cannot be beside the whole; whether there is any."""
        rows = kept_forms(self.sets[0])
        groups = [tuple(row.cleaned_data[name] for name in ("dimension", "key", "value")) for row in rows]
        wrong = wrong_parts(self.instance.measure, self.cleaned_data.get("value"), groups)
        for row, (dimension, key, _value) in zip(rows, groups, strict=True):
            if sentence := wrong.get((dimension, key)) or wrong.get(dimension):
                row.add_error("value", sentence)
        return bool(wrong)

    def lacking(self, said):
        """[(field, whether it is wrong, the sentence that says so)] of what was `said`."""
        has = {name: said.get(name) not in (None, "") for name in said}
        part, whole = (said.get(name) for name in SHARE)
        asked, answered = said.get("asked"), said.get("answered")
        is_words = self.instance.measure == Measure.QUALITATIVE
        return [
            ("starts_on", self.is_measured(said), _("This period is measured already. Correct that measurement.")),
            ("comment", is_words and not has.get("comment"), _("Write what it came to, in words.")),
            ("denominator", has.get("numerator") and not has.get("denominator"), _("Say of how many.")),
            ("numerator", has.get("denominator") and not has.get("numerator"), _("Say how many of them.")),
            ("denominator", whole is not None and whole <= 0, _("Write a number above zero.")),
            ("numerator", part is not None and part < 0, _("Write a number that is not below zero.")),
            ("numerator", part is not None and (whole or part) < part, _("This is more than all of them.")),
            (
                "n",
                not has.get("n") and not said.get("is_base_unstated"),
                _("Write n, or say below that nobody states it."),
            ),
            ("n", has.get("n") and said.get("is_base_unstated"), _("Write n, or say that nobody states it, not both.")),
            ("answered", asked is not None and answered is None, _("Say how many of them answered.")),
            ("answered", None not in (asked, answered) and answered > asked, _("No more can answer than were asked.")),
        ]

    def is_measured(self, said):
        """Whether another current measurement stands for the period that was `said`."""
        if not (said.get("starts_on") and said.get("ends_on")):
            return False
        others = self.instance.indicator.measurements.current().exclude(pk=self.instance.replaces_id)
        return others.filter(starts_on=said["starts_on"], ends_on=said["ends_on"]).exists()

    def warnings(self):
        """Groups that are so small that everybody could tell who is meant."""
        said = [row.cleaned_data for row in kept_forms(self.sets[0])]
        small = [row["key"] for row in said if row["n"] is not None and row["n"] < SMALL]
        if not small:
            return []
        sentence = _("Of fewer than {number} people everybody may tell who they are: {groups}.")
        return [(sentence.format(number=SMALL, groups=listed(small)), "")]

    @classmethod
    def copied(cls, held):
        """A correction begins with everything but the reason, the day, and a percentage that is reckoned anew."""
        out = {"why", "taken_on", *(["value"] if held["numerator"] is not None else [])}
        return {name: value for name, value in super().copied(held).items() if name not in out}


class WithdrawalForm(forms.Form):
    """Why a measurement should not stand here."""

    because = forms.CharField(
        label=pgettext_lazy("field", "Why"),
        widget=forms.Textarea,
        help_text=gettext_lazy("The measurement stays readable, with this reason; it counts nowhere any more."),
    )
