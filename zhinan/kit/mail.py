"""Mail that waits in the database's queue until the worker sends it."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_tasks import task

LOG = logging.getLogger(__name__)
PAUSES = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 600)
)  # after the first attempt, the second ...
REFUSED = 500  # from this reply on a mail server says no for good


class QueuedBackend(BaseEmailBackend):
    """Puts each message into the queue, in the transaction of whoever sends it."""

    def send_messages(self, email_messages):
        """Queue `email_messages`; returns their number."""
        for message in email_messages:
            html = [content for content, kind in getattr(message, "alternatives", []) if kind == "text/html"]
            deliver.enqueue(
                subject=message.subject,
                body=message.body,
                sender=message.from_email,
                to=list(message.to),
                html=html[0] if html else "",
            )
        return len(email_messages)


@task()
def deliver(subject, body, sender, to, html, attempt=0):
    """Send one message that was queued.

    What a mail server cannot take now is queued again after a pause, the next one longer. After the last attempt, and
    where it refuses the receivers for good, the trouble is raised: the task stays failed, for a person to see.
    """
    try:
        send(subject, body, sender, to, html)
    except OSError as trouble:  # smtplib's own troubles are among them
        if attempt >= len(PAUSES) or is_final(trouble):
            raise
        LOG.warning("A mail could not be sent and is tried again in %s: %s", PAUSES[attempt], type(trouble).__name__)
        later = deliver.using(run_after=timezone.now() + PAUSES[attempt])
        later.enqueue(subject=subject, body=body, sender=sender, to=to, html=html, attempt=attempt + 1)


def send(subject, body, sender, to, html=""):
    """Send one message now, through the backend that the installation is set to; raises OSError where it cannot."""
    message = EmailMultiAlternatives(subject, body, sender, to, connection=get_connection(settings.DELIVERY_BACKEND))
    if html:
        message.attach_alternative(html, "text/html")
    try:
        message.send()
    except UnicodeError as trouble:
        raise Unwritable(str(trouble)) from trouble


class Unwritable(OSError):
    """An address that no mail server could be asked about."""


def goes_out():
    """Whether mails leave the installation; False where its backend says that it only keeps them as files."""
    return getattr(get_connection(settings.DELIVERY_BACKEND), "goes_out", True)


def is_final(trouble):
    """Whether this message will never be taken: the mail server knows none of the receivers, or nobody could ask it."""
    if isinstance(trouble, Unwritable):
        return True
    if not isinstance(trouble, SMTPRecipientsRefused):
        return False
    return all(code >= REFUSED for code, _words in trouble.recipients.values())
