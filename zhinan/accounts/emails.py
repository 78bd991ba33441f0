"""What is written to people about their accounts; the mails wait in the queue of the transaction."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation


def write_to(address, language, template, words):
    """Write the mail `template` to `address` in `language`, empty for that of the installation."""
    with translation.override(language or settings.LANGUAGE_CODE):
        subject = render_to_string(f"accounts/email/{template}_subject.txt", words)
        body = render_to_string(f"accounts/email/{template}_message.txt", words)
    send_mail(" ".join(subject.split()), body.strip() + "\n", None, [address])


def invited(invitation, token, *, inviter, place):
    """An invitation with its link; `place` is the name of its scope, empty for the site. Returns the link."""
    address = settings.ADDRESS + reverse("invitation", args=[token])
    words = {"invitation": invitation, "address": address, "inviter": inviter, "place": place}
    write_to(invitation.email, invitation.language, "invitation", words)
    return address


def new_address(user, email, ticket):
    """The link that proves the new mail address `email` of `user`, sent there."""
    address = settings.ADDRESS + reverse("confirm-address", args=[ticket])
    write_to(email, user.language, "new_address", {"user": user, "email": email, "address": address})


def address_changed(user, before):
    """To the old address `before`: that the account has another one now."""
    write_to(before, user.language, "address_changed", {"user": user})
