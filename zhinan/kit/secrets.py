"""Personal data at rest: encrypted columns, and marks by which equal values are found without being read."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


def key_for(use):
    """32 bytes for one `use`, derived from the installation's key."""
    return hmac.new(settings.SECRET_KEY.encode(), f"zhinan {use}".encode(), hashlib.sha256).digest()


def word_of(use, seed):
    """The word for an address of one `use` that nobody guesses: it follows from `seed`, which alone opens nothing."""
    return base64.urlsafe_b64encode(hmac.new(key_for(use), seed.encode(), hashlib.sha256).digest()[:18]).decode()


def box():
    """What encrypts and decrypts the installation's personal data."""
    return Fernet(base64.urlsafe_b64encode(key_for("personal data")))


def mark_of(text):
    """A keyed hash of `text` without case and spaces: equal for equal values, and telling nothing else."""
    plain = "".join(text.split()).casefold()
    return hmac.new(key_for("marks"), plain.encode(), hashlib.sha256).hexdigest() if plain else ""


class SecretField(models.TextField):
    """Text that is encrypted in the database (Fernet: AES-128-CBC with HMAC-SHA256) and plain on the record.

    Name it in the model's `sensitive`, so that it never enters the history. It cannot be searched: keep a `mark_of` it.
    """

    def get_prep_value(self, value):
        return box().encrypt(value.encode()).decode() if value else ""

    def from_db_value(self, value, expression, connection):
        if not value:
            return ""
        try:
            return box().decrypt(value.encode()).decode()
        except InvalidToken:
            # Written under another key: nobody can read it any more, and the page says so instead of breaking.
            return UNREADABLE

    def validate(self, value, instance):
        if value == UNREADABLE:
            raise ValidationError(_("This was written under another key. Write it anew, or empty it."))
        super().validate(value, instance)


UNREADABLE = "\N{LOCK}"
