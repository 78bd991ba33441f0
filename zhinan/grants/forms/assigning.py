"""Whom the office asks for reviews."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import day_input
from zhinan.kit.punctuation import listed, sentences


class DueForm(forms.Form):
    """When reviews are due."""

    due_on = forms.DateField(label=gettext_lazy("Due on"), required=False, widget=day_input())

    def clean_due_on(self):
        """A day that has not passed."""
        day = self.cleaned_data["due_on"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("This day has passed. Write today or a later one."))
        return day


class AskForm(DueForm):
    """Whom of `people` to ask; `ties` are {key: set of Tie}, and whoever has one is refused in words."""

    reviewers = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("plural", "reviewers"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one reviewer.")},
    )  # fmt: skip

    def __init__(self, *args, people, ties, **options):
        super().__init__(*args, **options)
        self.people, self.ties = {one.pk: one for one in people}, ties
        self.fields["reviewers"].choices = [(key, str(one)) for key, one in self.people.items()]

    def clean_reviewers(self):
        """Keys of people whom nothing binds."""
        chosen, said = self.cleaned_data["reviewers"], _("{name} must not review this application: {reasons}.")
        bound = [key for key in chosen if self.ties.get(key)]
        if bound:
            reasons = {key: listed(one.label for one in sorted(self.ties[key])) for key in bound}
            raise ValidationError(
                sentences(*(said.format(name=self.people[key], reasons=reasons[key]) for key in bound))
            )
        return chosen


class EachForm(forms.Form):
    """How many reviewers each application of a call is to have."""

    each = forms.IntegerField(
        label=gettext_lazy("Reviewers of each application"), validators=[MinValueValidator(1), MaxValueValidator(10)]
    )


class PlanForm(EachForm, DueForm):
    """The plan that was looked at, to be taken."""

    plan = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("each", "due_on")
