"""What is typed to issue certificates, to look one up, and to revoke or mend it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import NameField, only_a_name

from ..models import CertificateKind, Wording
from ..rules.certificates import EXAMPLE, read_number


class WhoForm(forms.Form):
    """What is certified, and how much of the event somebody must have been there for."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("of a certificate", "What is certified"), choices=CertificateKind,
        initial=CertificateKind.ATTENDANCE,
    )  # fmt: skip
    least = forms.IntegerField(
        label=gettext_lazy("Least share of the event, in percent"),
        min_value=0,
        max_value=100,
        required=False,
        initial=0,
        help_text=gettext_lazy(
            "Of the sessions in which presence was noted, else of the minutes. With 0 everybody gets one who came. "
            "Speakers get theirs in any case."
        ),
        error_messages={"invalid": gettext_lazy("Write a whole number from 0 to 100.")},
    )

    def clean_least(self):
        """The share, 0 where none is typed."""
        return self.cleaned_data["least"] or 0


class IssueForm(forms.Form):
    """Who gets a certificate, and whether mails tell of it."""

    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Who gets one"),
        error_messages={"required": gettext_lazy("Choose at least one person first.")},
    )
    tells = forms.BooleanField(required=False)

    def __init__(self, typed, candidates, *, takes_all=False):
        super().__init__(typed)
        self.everybody = [one.key for one in candidates] if takes_all else []
        self.fields["chosen"].choices = [(one.key, one.name) for one in candidates]
        self.fields["chosen"].required = not takes_all

    def clean(self):
        """Who is not among the candidates any more is told of in a sentence; of very many all are meant."""
        said = super().clean()
        if self.everybody:
            said["chosen"] = self.everybody
        if "chosen" in self.errors and self.errors.as_data()["chosen"][0].code == "invalid_choice":
            del self.errors["chosen"]
            raise ValidationError(_("The list has changed meanwhile. Look at it, and choose once more."))
        return said


class NumberForm(forms.Form):
    """The number of a certificate, as somebody reads it off the paper."""

    number = forms.CharField(
        label=gettext_lazy("Number of the certificate"),
        max_length=60,
        help_text=gettext_lazy("As it is printed: {example}. Capitals, dashes and spaces do not matter."),
        error_messages={
            "required": gettext_lazy("Write the number that stands on the certificate."),
            "max_length": gettext_lazy("This is too long for a number."),
        },
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, typed=None):
        super().__init__(typed)
        self.fields["number"].help_text = str(self.fields["number"].help_text).format(example=EXAMPLE)

    def clean_number(self):
        """The number in its own shape; raises ValidationError that says what is wrong with it."""
        return read_number(self.cleaned_data["number"])


class RevokeForm(forms.Form):
    """Why a certificate is revoked."""

    why = forms.CharField(
        label=pgettext_lazy("of a certificate", "Why it is revoked"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Only those who may change the event read this. Everybody else is told the day."),
        error_messages={"required": gettext_lazy("Write in a sentence why: somebody may ask later.")},
    )


class NameForm(forms.Form):
    """The name on a certificate."""

    name = NameField(
        help_text=gettext_lazy("As it is to be printed. The number stays; what was printed before shows another name."),
        error_messages={"required": gettext_lazy("Write the name as it is to be printed.")},
    )


class WordingForm(forms.ModelForm):
    """What certificates of an event say beside its title and its days."""

    class Meta:
        model = Wording
        fields = ("subject", "hours", "signatory", "position")

    def clean_signatory(self):
        """The name in one line, without addresses."""
        return only_a_name(self.cleaned_data["signatory"])

    def clean_position(self):
        """The position in one line, without addresses."""
        return only_a_name(self.cleaned_data["position"])
