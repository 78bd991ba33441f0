"""How mail leaves the installation: as its settings say at the moment of sending."""

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from . import environment

TIMEOUT = 20  # seconds that a mail server may take to answer


def backend(timeout=TIMEOUT):
    """Django's mail backend for the settings as they are now; raises WrongSetting where they cannot be used."""
    found = environment.mail()
    if "FILES" in found:
        return get_connection(found["BACKEND"], file_path=found["FILES"])
    return get_connection(
        found["BACKEND"],
        host=found["HOST"],
        port=found["PORT"],
        username=found["USER"],
        password=found["PASSWORD"],
        use_ssl=found["SSL"],
        use_tls=found["TLS"],
        timeout=timeout,
    )


class Backend(BaseEmailBackend):
    """Reads the settings when it sends, so that a change of them needs no restart."""

    @property
    def goes_out(self):
        """Whether a mail server is named; without one mails are written as files."""
        return "FILES" not in environment.mail()

    def send_messages(self, email_messages):
        """Send `email_messages`; returns how many went out. What has no sender of its own comes from the site's."""
        for message in email_messages:
            if message.from_email == settings.DEFAULT_FROM_EMAIL:
                message.from_email = environment.mail_from()
        return backend().send_messages(email_messages)
