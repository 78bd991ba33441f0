"""What the secretariat types about participants of a course."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.codelists.models import Country
from zhinan.kit.choosers import RecordChoice
from zhinan.kit.forms import narrow, only_a_name
from zhinan.kit.languages import ENGLISH, LANGUAGES
from zhinan.network.models import Organisation

from ..actions.nominating import Nominee
from ..models import Participant
from .nominating import NO_MAIL


class ParticipantForm(forms.ModelForm):
    """Somebody whom the secretariat nominates by hand, or whose details it mends."""

    email = forms.EmailField(label=gettext_lazy("Mail address"), max_length=254, error_messages={"invalid": NO_MAIL})
    country = forms.ModelChoiceField(Country.objects.none(), label=gettext_lazy("Country or area"))
    organisation = RecordChoice(
        Organisation.objects.all(), label=gettext_lazy("Recorded organisation"), required=False,
        help_text=gettext_lazy("Where it is one that is recorded here."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mails"), choices=list(LANGUAGES.items()), required=False
    )
    consent = forms.BooleanField(
        label=gettext_lazy("They agreed to be nominated, and that these details are kept for it."),
        error_messages={"required": gettext_lazy("Ask them first: without this nobody can be nominated.")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    class Meta:
        model = Participant
        fields = ("name", "email", "country", "position", "organisation_name", "organisation", "sex", "nominated_by")

    def __init__(self, typed=None, *, instance, user):
        super().__init__(typed, instance=instance)
        self.fields["country"].queryset = Country.objects.active()
        self.fields["country"].empty_label = pgettext("nothing chosen", "–")
        narrow(self, user)
        self.initial["language"] = instance.language or ENGLISH
        if instance.pk:
            del self.fields["consent"]

    def clean_name(self):
        """The name in one line, without addresses."""
        return only_a_name(self.cleaned_data["name"])

    def clean_nominated_by(self):
        """Who nominates, in one line and without addresses: it stands in a mail."""
        return only_a_name(self.cleaned_data["nominated_by"])

    def clean_email(self):
        """The address; one that stands in the list of this course already is refused."""
        typed = self.cleaned_data["email"].lower()
        if self.instance.course.participants.with_mail(typed).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Whoever has this address stands in the list of this course already."))
        return typed

    def values(self):
        """{column: value} of what a valid form says."""
        language = self.cleaned_data["language"] or self.initial["language"]
        return {**{name: self.cleaned_data[name] for name in self._meta.fields}, "language": language}

    def nominee(self):
        """The Nominee."""
        said = {name: value for name, value in self.values().items() if name != "nominated_by"}
        return Nominee(**said)


class ScoresForm(forms.ModelForm):
    """What somebody reached in the tests."""

    class Meta:
        model = Participant
        fields = ("score_before", "score_after")


class AgreedForm(forms.Form):
    """That somebody who withdrew wants to come after all."""

    consent = forms.BooleanField(
        label=gettext_lazy("They asked for it themselves, and agree again that their details are kept for the course."),
        error_messages={"required": gettext_lazy("Ask them first: without this nobody can be nominated.")},
    )


class ReasonForm(forms.Form):
    """Why somebody gets no place."""

    reason = forms.CharField(
        label=pgettext_lazy("label", "Reason"), max_length=300, required=False,
        help_text=gettext_lazy("For the secretariat alone: the mail does not say it. Nothing about anybody's health."),
    )  # fmt: skip
