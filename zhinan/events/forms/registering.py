"""What people type who register, alone or several colleagues at once."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.codelists.models import Country
from zhinan.kit.forms import NameField, in_one_line, is_address
from zhinan.kit.languages import spoken
from zhinan.questionnaires.forms.rounds import LINE, is_mail

from ..actions.registering import Guest
from ..models import GroupRegistration

MOST = 200  # colleagues in one form
LONGEST = 200  # signs of a name


class RegisterForm(forms.Form):
    """Somebody who registers."""

    name = NameField(widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=gettext_lazy("Mail address"),
        max_length=254,
        help_text=gettext_lazy("The confirmation goes there, with the address of your own page."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("This is no mail address. Write it as amina@example.org.")},
    )
    organisation_name = forms.CharField(
        label=pgettext_lazy("label", "Organisation"), max_length=200, required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )  # fmt: skip
    country = forms.ModelChoiceField(Country.objects.none(), label=gettext_lazy("Country or area"), required=False)
    consent = forms.BooleanField(
        label=gettext_lazy("I agree that these details are kept to run this event, and that I am written to about it."),
        error_messages={"required": gettext_lazy("Without this you cannot be registered.")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, typed=None, **options):
        super().__init__(typed, **options)
        self.fields["country"].queryset = Country.objects.active()
        self.fields["country"].empty_label = pgettext("nothing chosen", "–")

    def guest(self):
        """Who is registered."""
        said = {name: self.cleaned_data[name] for name in ("name", "organisation_name", "country")}
        return Guest(email=self.cleaned_data["email"].lower(), language=spoken(), **said)


class GroupForm(RegisterForm):
    """An institution that registers several colleagues: who writes, then one colleague a line."""

    people = forms.CharField(
        label=gettext_lazy("Colleagues"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("One a line: Amina Diallo, amina@example.org"),
        error_messages={"required": gettext_lazy("Write at least one line.")},
    )
    field_order = ["organisation_name", "country", "name", "email", "people", "consent"]

    def __init__(self, typed=None, **options):
        super().__init__(typed, **options)
        self.fields["organisation_name"].required = True
        self.fields["name"].label, self.fields["email"].label = _("Your name"), _("Your mail address")
        self.fields["email"].help_text = _("Each colleague gets a mail of their own.")
        self.fields["consent"].label = _("My colleagues agree that these details are kept to run this event.")

    def clean_people(self):
        """[(name, mail)]; raises ValidationError that names each line that cannot be read."""
        found, wrong = {}, []
        for line in filter(str.strip, self.cleaned_data["people"].splitlines()):
            read = LINE.match(line)
            name = in_one_line((read["name"] or "").strip(' "')) if read else ""
            if not name or is_address(name) or not is_mail(read["email"]) or len(name) > LONGEST:
                wrong.append(line.strip())
            else:
                found[read["email"].lower()] = name
        if wrong:
            sentence = _("Not a name and a mail address: “{line}”. Write it as Amina Diallo, amina@example.org.")
            raise ValidationError([sentence.format(line=line) for line in wrong[:10]])
        if len(found) > MOST:
            raise ValidationError(_("At most {most} at a time.").format(most=MOST))
        return [(name, email) for email, name in found.items()]

    def group(self):
        """The unsaved GroupRegistration."""
        said = self.cleaned_data
        words = {"organisation_name": said["organisation_name"], "country": said["country"]}
        return GroupRegistration(contact=said["name"], email=said["email"].lower(), **words)

    def guests(self):
        """[Guest]: who is registered."""
        said = self.cleaned_data
        words = {"organisation_name": said["organisation_name"], "country": said["country"], "language": spoken()}
        return [Guest(name=name, email=email, **words) for name, email in said["people"]]
