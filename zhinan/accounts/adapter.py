"""How sign-in with django-allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse


class Adapter(DefaultAccountAdapter):
    """Sign-up is closed: accounts are made by those who run the installation."""

    def is_open_for_signup(self, request):
        """Nobody makes an account for themselves."""
        return False

    def get_login_redirect_url(self, request):
        """Sign-in leads to one's own desk."""
        return reverse("desk")
