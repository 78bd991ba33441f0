"""The mail that tells somebody what is new, in their language."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation


def digest(user, notices, names):
    """(subject, body) of the mail that tells `user` of `notices`, the oldest first; `names` as in `Notice.words`."""
    with translation.override(user.language or settings.LANGUAGE_CODE):
        lines = [(one.words(names), settings.ADDRESS + one.address if one.address else "") for one in notices]
        words = {"user": user, "lines": lines, "choose": settings.ADDRESS + reverse("notices")}
        subject = render_to_string("notices/email/digest_subject.txt", words)
        body = render_to_string("notices/email/digest_message.txt", words)
    return " ".join(subject.split()), body.strip() + "\n"
