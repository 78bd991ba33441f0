"""The sweep of the worker: mails to those who registered, what is left of the erased, and surveys on their day."""

import logging

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from zhinan.kit.mail import is_final, send

from . import actions, emails
from .models import Admission, Registration

LOG = logging.getLogger(__name__)
MOST = 50  # mails in one sweep, so that a stop is never far


@task()
def put_surveys():
    """Put the surveys whose day has come to people, close those whose time is over, and forget attendance files."""
    today = timezone.localdate()
    actions.close_over(today)
    actions.ask_due(today)
    actions.forget_rolls(timezone.now())


def send_due(now):
    """Send the mails that are due at the moment `now`; returns how many went out.

    They are made and sent at once: the address of somebody's own page lies in no queue.
    """
    for terms in list(Admission.objects.filter(news_due=True).select_related("event")):
        actions.tell_of_event(terms, MOST)
    actions.forget_erased(MOST)
    due = Registration.objects.due(now).select_related("event__admission").order_by("pk")
    return sum(send_to(row, now) for row in list(due[:MOST]))


def send_to(row, now):
    """Send one mail; returns whether it went out. What failed is tried again later, unless it is refused for good."""
    if not actions.claim(row, now):
        return False
    subject, body = emails.registration(row)
    try:
        send(subject, body, settings.DEFAULT_FROM_EMAIL, [row.email])
    except OSError as trouble:  # what the mail server or the way to it says
        LOG.warning("A mail about a registration could not be sent: %s", type(trouble).__name__)
        if not is_final(trouble):
            actions.unclaim(row, now)
        return False
    return True
