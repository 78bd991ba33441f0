"""Input of the composite pages."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.accounts.forms import LanguageField, PasswordPair
from zhinan.network.forms import NetworkForm
from zhinan.programmes.forms import only_programme
from zhinan.programmes.models import Programme


class BeginForm(PasswordPair):
    """What an empty installation needs to begin."""

    organisation = forms.CharField(
        label=gettext_lazy("Your organisation"),
        max_length=300,
        help_text=gettext_lazy("The one that answers for the programme, as its letterhead writes it."),
    )
    programme = forms.CharField(
        label=gettext_lazy("Your programme"),
        max_length=300,
        help_text=gettext_lazy("You can add others later."),
    )
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("Your mail address"), help_text=gettext_lazy("You sign in with it, as administrator.")
    )
    language = LanguageField(label=pgettext_lazy("field", "Your language"))
    field_order = ["organisation", "programme", "name", "email", "password", "repeated", "language"]


class NewNetworkForm(NetworkForm):
    """A new network, and whether the one programme whose records its writer keeps is to lead it."""

    sections = {**NetworkForm.sections, gettext_lazy("Its programme"): ("is_led",)}
    is_led = forms.BooleanField(
        initial=True, required=False, help_text=gettext_lazy("Its members then count in the programme's reports.")
    )

    def __init__(self, *args, user, **options):
        super().__init__(*args, user=user, **options)
        self.programme = Programme.objects.visible_to(user).filter(pk=only_programme(user)).first()
        if self.programme is None:
            del self.fields["is_led"]
        else:
            self.fields["is_led"].label = _("“{programme}” leads this network").format(programme=self.programme)

    def values(self):
        """What the form says of the network, and the key of the programme that is to lead it, or None."""
        led = self.programme is not None and self.cleaned_data["is_led"]
        return super().values() | {"is_led": self.programme.pk if led else None}

    def said(self, name, value):
        """The `value` under `name` as a reader expects it."""
        if name == "is_led":
            return pgettext("answer", "yes") if value else pgettext("answer", "no")
        return super().said(name, value)
