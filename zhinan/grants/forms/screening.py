"""What is typed when an application is screened or returned."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.zones import zone_in_words

from ..models import Decision, Outcome, Reason
from .moments import MomentField

FOUND = [(one.value, one.label) for one in (Outcome.ELIGIBLE, Outcome.INELIGIBLE)]


def comment_field(**options):
    """What is written to the applicant, as long as a decision takes it."""
    longest = Decision._meta.get_field("comment").max_length
    words = {"label": gettext_lazy("Comment for the applicant"), "required": False, "widget": forms.Textarea}
    return forms.CharField(max_length=longest, **words | options)


class ScreenForm(forms.Form):
    """Whether an application is eligible, and why it is not."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("of a screening", "The application is"), choices=FOUND, widget=forms.RadioSelect
    )
    reasons = forms.MultipleChoiceField(
        label=pgettext_lazy("field", "Reasons"), choices=Reason, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Where it is not eligible: one or more. The letter tells them."),
    )  # fmt: skip
    comment = comment_field()

    def clean(self):
        """Reasons where it is not eligible, and only there."""
        said = super().clean()
        is_refused, reasons = said.get("outcome") == Outcome.INELIGIBLE, said.get("reasons")
        if is_refused and reasons == []:
            self.add_error("reasons", _("Choose at least one reason: the letter tells it."))
        if said.get("outcome") == Outcome.ELIGIBLE and reasons:
            self.add_error("reasons", _("An eligible application has none. Untick them, or choose the other answer."))
        return said


class ReturnForm(forms.Form):
    """What is to be revised, and until when."""

    comment = comment_field(label=gettext_lazy("What is to be revised"), required=True)
    revise_by = MomentField(label=gettext_lazy("Can be sent again until"), required=True)

    def __init__(self, *args, zone, now, **options):
        super().__init__(*args, **options)
        self.fields["revise_by"].zone = zone
        self.fields["revise_by"].help_text = _("On the clocks of {zone}.").format(zone=zone_in_words(zone, now))
