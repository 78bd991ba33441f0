"""What is typed when the committee decides, about one application or about several."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import ShortList
from zhinan.kit.zones import zone_in_words

from ..models import FINAL, Application, Decision, Meeting, Outcome
from ..rules.verdicts import Verdict, troubles
from .moments import MomentField
from .screening import comment_field

DECIDED = [(one.value, one.label) for one in (*FINAL[:2], Outcome.RETURNED, Outcome.DECLINED)]
MOST_CHOSEN = 300
TOO_LARGE = gettext_lazy("This amount is too large. Write a smaller one.")


class VerdictForm(forms.Form):
    """What is decided, without an amount; `zone` is that of the call's rules."""

    outcome = forms.ChoiceField(label=pgettext_lazy("noun", "Decision"), choices=DECIDED, widget=forms.RadioSelect)
    conditions = forms.CharField(
        label=pgettext_lazy("of a decision", "Conditions"), required=False, widget=forms.Textarea,
        max_length=Decision._meta.get_field("conditions").max_length,
        help_text=gettext_lazy("For an approval with conditions. The letter tells them."),
    )  # fmt: skip
    comment = comment_field(help_text=gettext_lazy("Where it is returned: what is to be revised."))
    revise_by = MomentField(label=gettext_lazy("Can be sent again until"), required=False)

    def __init__(self, *args, zone, **options):
        super().__init__(*args, **options)
        self.now = timezone.now()
        self.fields["revise_by"].zone = zone
        words = _("For what is returned. On the clocks of {zone}.")
        self.fields["revise_by"].help_text = words.format(zone=zone_in_words(zone, self.now))

    def verdict(self, amount):
        """What is said, as a Verdict with `amount`."""
        said = self.cleaned_data
        return Verdict(said["outcome"], amount, said["conditions"], said["comment"], said["revise_by"])


class DecideForm(VerdictForm):
    """What is decided about one application, of which `most` can be granted at most."""

    amount = forms.DecimalField(
        label=gettext_lazy("Amount granted"), required=False, max_digits=14, decimal_places=2,
        error_messages=dict.fromkeys(("max_digits", "max_whole_digits"), TOO_LARGE),
    )  # fmt: skip
    meeting = forms.ModelChoiceField(label=gettext_lazy("Meeting"), queryset=Meeting.objects.none())
    field_order = ("meeting", "outcome", "amount", "conditions", "comment", "revise_by")

    def __init__(self, *args, meetings, most, **options):
        super().__init__(*args, **options)
        self.most, self.fields["meeting"].queryset = most, meetings

    def clean(self):
        """Say what does not fit together, each beside its field."""
        said = super().clean()
        if not self.errors:
            for name, sentence in troubles(self.verdict(said["amount"]), self.most, self.now).items():
                self.add_error(name, sentence)
        return said


class DecideManyForm(VerdictForm):
    """The same decision about several applications of a meeting; `open_ones` are those that wait for one."""

    chosen = ShortList(
        label=pgettext_lazy("plural", "Applications"), queryset=Application.objects.none(),
        error_messages={"required": gettext_lazy("Choose at least one application.")}, widget=forms.MultipleHiddenInput,
    )  # fmt: skip
    percent = forms.IntegerField(
        label=gettext_lazy("Amount, % of what was requested"), required=False, min_value=1, max_value=100, initial=100,
        help_text=gettext_lazy("Never above the ceiling of the call. Empty: all of it."),
    )  # fmt: skip
    field_order = ("chosen", "outcome", "percent", "conditions", "comment", "revise_by")

    def __init__(self, *args, open_ones, **options):
        super().__init__(*args, **options)
        self.fields["chosen"].queryset = open_ones

    def clean_chosen(self):
        """As many as one meeting takes."""
        if len(self.cleaned_data["chosen"]) > MOST_CHOSEN:
            raise ValidationError(_("Choose {n} at once at most.").format(n=MOST_CHOSEN))
        return self.cleaned_data["chosen"]

    def clean(self):
        """Say what does not fit together; each approved one gets an amount of its own."""
        said = super().clean()
        if not self.errors:
            amount = Decimal(1) if said["outcome"] in FINAL[:2] else None
            for name, sentence in troubles(self.verdict(amount), None, self.now).items():
                self.add_error(name, sentence)
        return said
