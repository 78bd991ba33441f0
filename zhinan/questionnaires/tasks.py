"""The sweep of the worker: mails to those who are asked; and each night anonymous answers lose their order."""

import logging

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from zhinan.kit.mail import send

from . import actions, emails
from .models import Asked, Urn

LOG = logging.getLogger(__name__)
MOST = 50  # mails in one sweep, so that a stop is never far


@task()
def mix_answers():
    """Let the rows of anonymous answers of the days before today stand in no order."""
    today = timezone.localdate()
    for urn in Urn.objects.filter(round__responses__sent_on__lt=today).distinct():
        actions.mix(urn, today)


def send_due(now):
    """Send the mails that are due at the moment `now`; returns how many went out.

    They are made and sent at once and lie in no queue: the word of an anonymous link is never written down beside the
    person whom it is sent to.
    """
    due = Asked.objects.due(timezone.localdate(now)).select_related("round__questionnaire").order_by("pk")
    return sum(send_to(asked, now) for asked in list(due[:MOST]))


def send_to(asked, now):
    """Ask or remind one person; returns whether the mail went out. What failed is tried with a later sweep."""
    is_reminder = asked.asked_on is not None
    if not actions.claim(asked, timezone.localdate(now)):
        return False
    subject, body = emails.asking(asked, address_for(asked, is_reminder), is_reminder)
    try:
        send(subject, body, settings.DEFAULT_FROM_EMAIL, [asked.email])
    except OSError as trouble:  # what the mail server or the way to it says
        LOG.warning("A mail that asks could not be sent: %s", type(trouble).__name__)
        actions.unclaim(asked)
        return False
    return True


def address_for(asked, is_reminder):
    """The address at which `asked` answers; an empty text in a reminder of an anonymous round."""
    round = asked.round
    if not round.is_anonymous:
        return settings.ADDRESS + reverse("answer-mine", args=[asked.word()])
    if is_reminder:
        return ""
    return settings.ADDRESS + reverse("answer-sealed", args=[round.token, actions.give_out(round)])
