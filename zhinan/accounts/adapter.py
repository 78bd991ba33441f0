"""How sign-in and second factors with django-allauth behave here."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhinan.kit.secrets import box


class Adapter(DefaultAccountAdapter):
    """Sign-up is closed: accounts are made by those who run the installation."""

    def is_open_for_signup(self, request):
        """Nobody makes an account for themselves."""
        return False

    def get_reset_password_from_key_url(self, key):
        """The link in a reset mail: built from the site's own address, never from what a request says."""
        return settings.ADDRESS + urlsplit(super().get_reset_password_from_key_url(key)).path

    def send_mail(self, template_prefix, email, context):
        """Mails are written in the language that their reader has chosen."""
        reader = context.get("user")
        with translation.override((reader and reader.language) or translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Failed attempts are counted by mail address and place: a stranger elsewhere cannot lock the owner out."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"

    def get_login_redirect_url(self, request):
        """Sign-in leads to one's own desk."""
        return reverse("desk")


class SecondFactor(DefaultMFAAdapter):
    """Secrets of second factors stand encrypted in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That is not right, or was used already. Wait for the next code and type that.")
    }

    def encrypt(self, text):
        """`text` as it is kept."""
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """What was kept; for what was written under another key a secret that nobody's code fits."""
        try:
            return box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

    def generate_authenticator_name(self, user, type):
        """The name of a new key, until its owner gives another one."""
        return _("Key {number}").format(number=Authenticator.objects.filter(user=user, type=type).count() + 1)
