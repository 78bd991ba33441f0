"""The sweep of the worker: every mail that is due goes out."""

import logging

from django.conf import settings

from zhinan.kit.mail import send

from . import actions
from .emails import digest
from .models import Notice

LOG = logging.getLogger(__name__)
MOST = 50  # people whose mail is sent in one sweep, so that a stop is never far


def send_due(now):
    """Send what is due by the moment `now`, one mail a person; returns how many mails went out.

    Several workers may do this at once. A mail may go out twice where a worker is cut off between sending and noting.
    """
    people = Notice.objects.due(now).order_by("due_at").values_list("user", flat=True)[: MOST * 4]
    return sum(send_to(user_id, now) for user_id in list(dict.fromkeys(people))[:MOST])


def send_to(user_id, now):
    """Send one person what is due; returns whether a mail went out."""
    notices = actions.claim(user_id, now)
    if not notices:
        return False
    user = notices[0].user
    subject, body = digest(user, notices, actions.names_in(notices))
    try:
        send(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email])
    except OSError as trouble:  # what the mail server or the way to it says; smtplib's own troubles are among them
        LOG.warning("A mail of %s notices could not be sent: %s", len(notices), type(trouble).__name__)
        actions.failed(notices, f"{type(trouble).__name__}: {trouble}", now=now)
        return False
    actions.sent(notices)
    return True
