"""How sign-in with django-allauth behaves here."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse


class Adapter(DefaultAccountAdapter):
    """Sign-up is closed: accounts are made by those who run the installation."""

    def is_open_for_signup(self, request):
        """Nobody makes an account for themselves."""
        return False

    def get_reset_password_from_key_url(self, key):
        """The link in a reset mail: built from the site's own address, never from what a request says."""
        return settings.ADDRESS + urlsplit(super().get_reset_password_from_key_url(key)).path

    def get_login_redirect_url(self, request):
        """Sign-in leads to one's own desk."""
        return reverse("desk")
