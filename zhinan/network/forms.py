"""What is typed about organisations, people, networks, memberships, agreements and partnerships."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.kit.forms import RecordForm, day_input
from zhinan.kit.punctuation import listed

from .models import Agreement, Membership, Network, Organisation, Partnership, Person
from .rules import REASONS, candidates_for
from .states import by_dates

YEAR = timedelta(days=366)  # how far ahead the end of a membership may lie
MOST = 5  # records that a warning names
NAMES = pgettext_lazy("part of a form", "Names")
WHEN = pgettext_lazy("part of a form", "When")
WHO = pgettext_lazy("part of a form", "Who")
PAGE = gettext_lazy("Its page")


def alike(form, model):
    """[(sentence, address)] of records of `model` that may be the one in the valid `form`, the likeliest first."""
    typed = form.values() | {"email": form.cleaned_data.get("email", "")}
    (found,) = candidates_for(model.objects.visible_to(form.user), [typed])
    sentence = _("“{name}” is recorded already and may be the same: {reasons}.")
    return [
        (
            sentence.format(name=one.record, reasons=listed(REASONS[reason] for reason in one.reasons)),
            one.record.get_absolute_url(),
        )
        for one in found[:MOST]
        if one.record.pk != form.instance.pk
    ]


class OrganisationForm(RecordForm):
    """An organisation with its other names and its identifiers."""

    sections = {
        NAMES: ("name", "name_zh", "acronym"),
        gettext_lazy("What it is and where"): ("type", "country", "parent", "is_united_nations", "website"),
        gettext_lazy("What it does"): ("goals", "sectors", "languages", "description"),
        PAGE: ("language", "audience"),
    }
    rows = {"names": ("name", "language", "note"), "identifiers": ("scheme", "number")}

    class Meta(RecordForm.Meta):
        model = Organisation
        fields = (
            *("name", "name_zh", "acronym", "type", "country", "parent", "is_united_nations", "website"),
            *("goals", "sectors", "languages", "description", "language", "audience"),
        )

    def warnings(self):
        """Organisations that may be the same one, and why."""
        return alike(self, Organisation)


class PersonForm(RecordForm):
    """A person with their other names and what they are in organisations."""

    sections = {
        WHO: ("name", "country"),
        gettext_lazy("How to reach them"): ("email", "consent_on", "consent_words"),
        PAGE: ("audience",),
    }
    rows = {"positions": ("organisation", "position", "starts_on", "ends_on"), "names": ("name", "language")}

    class Meta(RecordForm.Meta):
        model = Person
        fields = ("name", "country", "email", "consent_on", "consent_words", "audience")

    def warnings(self):
        """People who may be the same one, and why."""
        return alike(self, Person)


class NetworkForm(RecordForm):
    """A network."""

    sections = {
        NAMES: ("name", "name_zh", "acronym"),
        gettext_lazy("How it came to be"): ("established_on", "secretariat", "description"),
        PAGE: ("language", "audience"),
    }

    class Meta(RecordForm.Meta):
        model = Network
        fields = ("name", "name_zh", "acronym", "established_on", "secretariat", "description", "language", "audience")


class MembershipForm(RecordForm):
    """An organisation in a network, with its days."""

    sections = {
        WHO: ("network", "organisation"),
        WHEN: ("applied_on", "joined_on", "renewed_until", "left_on"),
        PAGE: ("note", "audience"),
    }

    class Meta(RecordForm.Meta):
        model = Membership
        fields = ("network", "organisation", "applied_on", "joined_on", "renewed_until", "left_on", "note", "audience")

    def clean(self):
        """A day of leaving that is written ends the membership, and one that is emptied lets it go on."""
        self.instance.state = by_dates(self.instance.state, self.cleaned_data.get("left_on"))
        return super().clean()

    def values(self):
        """What the form says, and the state that follows from it, so that the history tells of both."""
        return super().values() | {"state": self.instance.state}


class AgreementForm(RecordForm):
    """An agreement with who signed it."""

    sections = {
        gettext_lazy("What was agreed"): ("title", "parties", "description"),
        WHEN: ("signed_on", "expires_on", "remind_days"),
        PAGE: ("language", "audience"),
    }
    rows = {"signatures": ("organisation", "signatory", "position", "signed_on")}

    class Meta(RecordForm.Meta):
        model = Agreement
        fields = ("title", "parties", "description", "signed_on", "expires_on", "remind_days", "language", "audience")


class PartnershipForm(RecordForm):
    """A partnership of a network with organisations."""

    sections = {
        pgettext_lazy("part of a form", "What it is"): ("title", "kind", "description"),
        WHO: ("network", "organisations"),
        WHEN: ("established_on",),
        PAGE: ("language", "audience"),
    }

    class Meta(RecordForm.Meta):
        model = Partnership
        fields = ("title", "kind", "description", "network", "organisations", "established_on", "language", "audience")


class OnForm(forms.Form):
    """The day on which something takes place."""

    on = forms.DateField(label=pgettext_lazy("field", "On"), initial=timezone.localdate, widget=day_input())


class LeaveForm(OnForm):
    """The last day of a membership, a year ahead at most."""

    def clean_on(self):
        """The day, where it is no later than YEAR from today."""
        if self.cleaned_data["on"] > timezone.localdate() + YEAR:
            raise forms.ValidationError(_("This is more than a year ahead. Write an earlier day, or wait."))
        return self.cleaned_data["on"]


class AsOfForm(forms.Form):
    """The day of which a list is to be read."""

    on = forms.DateField(label=gettext_lazy("Members as of"), widget=day_input())


class UntilForm(forms.Form):
    """The day until which something goes on."""

    until = forms.DateField(label=pgettext_lazy("field", "Until"), widget=day_input())


class WhyForm(forms.Form):
    """The reason for something."""

    why = forms.CharField(
        label=pgettext_lazy("field", "Why"),
        widget=forms.Textarea,
        help_text=gettext_lazy("The organisation reads this."),
    )


class ApplicationForm(forms.Form):
    """What an organisation says when it asks to become a member."""

    note = forms.CharField(label=gettext_lazy("Why it wants to be a member"), widget=forms.Textarea, required=False)

    def __init__(self, *args, networks, **options):
        super().__init__(*args, **options)
        choices = forms.ModelChoiceField(networks, label=pgettext_lazy("field", "Network"))
        self.fields = {"network": choices, **self.fields}
