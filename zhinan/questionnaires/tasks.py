"""The sweep of the worker: mails to those who are asked; and each night anonymous answers lose their order."""

import logging

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from zhinan.kit.mail import send

from . import actions, emails
from .models import Asked, Round, Urn

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
    day = timezone.localdate(now)
    due = Asked.objects.due(day).select_related("round__questionnaire").order_by("pk")
    first = Q(asked_on=None, round__is_anonymous=True)
    sent = sum(send_to(asked, day) for asked in list(due.exclude(first)[:MOST]))
    for round in Round.objects.filter(pk__in=due.filter(first).order_by().values("round")):
        sent += send_words(round, list(due.filter(first, round=round)[: MOST * 2]), day)
    return sent


def send_words(round, people, day):
    """Send words of their own to `people` of the anonymous `round`; returns how many went out.

    Fewer than the smallest group that is shown wait for others: one word alone would say whose it is.
    """
    if len(people) < round.minimum:
        return 0
    return sum(
        deliver(asked, settings.ADDRESS + reverse("answer-sealed", args=[round.token, word]))
        for asked, word in actions.give_out(round, people, day)
    )


def send_to(asked, day):
    """Ask or remind one person, other than by a word of an anonymous round; returns whether the mail went out."""
    if not actions.claim(asked, day):
        return False
    named = not asked.round.is_anonymous
    return deliver(asked, settings.ADDRESS + reverse("answer-mine", args=[asked.word()]) if named else "")


def deliver(asked, address):
    """Send the mail to `asked`, who was claimed; what failed is tried with a later sweep."""
    is_reminder = asked.asked_on is not None
    subject, body = emails.asking(asked, address, is_reminder)
    try:
        send(subject, body, settings.DEFAULT_FROM_EMAIL, [asked.email])
    except OSError as trouble:  # what the mail server or the way to it says
        LOG.warning("A mail that asks could not be sent: %s", type(trouble).__name__)
        actions.unclaim(asked)
        return False
    return True
