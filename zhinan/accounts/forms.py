"""Input about people, their roles and their own account."""

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.contrib.auth.hashers import check_password
from django.utils.translation import get_language_from_request, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from zhinan.kit.forms import day_input

from .models import RoleName, User

NAME = pgettext_lazy("field", "Name")
ADDRESS = pgettext_lazy("field", "Mail address")
AGAIN = gettext_lazy("The password once more")


def languages():
    """(code, name in the language itself) of the languages that the site speaks."""
    return [(code, LANG_INFO.get(code, {}).get("name_local") or str(name)) for code, name in settings.LANGUAGES]


def language_of(request):
    """The language that the browser of `request` asks for, among those that the site speaks."""
    return get_language_from_request(request)


class LanguageField(forms.ChoiceField):
    """One of the site's languages; where it may stay empty, the browser decides."""

    def __init__(self, **options):
        first = [] if options.get("required", True) else [("", pgettext_lazy("language", "As the browser asks for"))]
        options.setdefault("label", pgettext_lazy("field", "Language"))
        super().__init__(choices=lambda: [*first, *languages()], **options)


class PasswordPair(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=pgettext_lazy("field", "Password"),
        help_text=gettext_lazy("At least ten characters. Several words that only you would put together are best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
        strip=False,
    )
    repeated = forms.CharField(
        label=AGAIN, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def clean_repeated(self):
        """The same as the password."""
        if self.cleaned_data.get("password") not in (None, self.cleaned_data["repeated"]):
            raise forms.ValidationError(_("The two passwords differ. Type the same one twice."))
        return self.cleaned_data["repeated"]


class RoleField(forms.TypedChoiceField):
    """One of the roles that whoever fills the form may give."""

    def __init__(self, roles):
        choices = [(role.value, role.label) for role in roles]
        super().__init__(label=pgettext_lazy("field", "Role"), choices=choices, coerce=RoleName)


class InviteForm(forms.Form):
    """Somebody to be invited; `roles` are those that may be given."""

    name = forms.CharField(label=NAME, max_length=200)
    email = forms.EmailField(label=ADDRESS, help_text=gettext_lazy("The invitation goes there, with a link."))
    language = LanguageField(help_text=gettext_lazy("The mail is written in it."))

    def __init__(self, *args, roles, **options):
        super().__init__(*args, **options)
        self.fields["role"] = RoleField(roles)
        self.order_fields(["name", "email", "role", "language"])


class GrantForm(forms.Form):
    """A role for somebody who is here already; `roles` are those that may be given."""

    starts_on = forms.DateField(label=pgettext_lazy("field", "First day"), widget=day_input())
    ends_on = forms.DateField(
        label=pgettext_lazy("field", "Last day"),
        required=False,
        widget=day_input(),
        help_text=gettext_lazy("Empty where no end is known."),
    )

    def __init__(self, *args, roles, **options):
        super().__init__(*args, **options)
        self.fields["role"] = RoleField(roles)
        self.order_fields(["role", "starts_on", "ends_on"])


class EndForm(forms.Form):
    """The last day of a role."""

    on = forms.DateField(
        label=pgettext_lazy("field", "Last day"),
        widget=day_input(),
        help_text=gettext_lazy("The role still holds on this day. Write yesterday's date to end it at once."),
    )


class JoinForm(PasswordPair):
    """Somebody who was invited makes an account."""

    name = forms.CharField(label=NAME, max_length=200)
    language = LanguageField()
    field_order = ["name", "language", "password", "repeated"]


class AccountForm(forms.ModelForm):
    """One's own name and language."""

    language = LanguageField(required=False)

    class Meta:
        model = User
        fields = ["name", "language"]
        labels = {"name": NAME}


class AddressForm(forms.Form):
    """Another mail address for one's account; the password shows that it is its owner who asks."""

    email = forms.EmailField(
        label=pgettext_lazy("field", "New mail address"),
        help_text=gettext_lazy("A link goes there. The address changes once you open it."),
    )
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.user = user

    def clean_password(self):
        """The password of the account."""
        if not check_password(self.cleaned_data["password"], self.user.password):
            raise forms.ValidationError(_("This is not your password."))
        return self.cleaned_data["password"]
