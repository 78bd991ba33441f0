"""The sweep of the worker: mails to those who registered, what is left of the erased, and surveys on their day."""

import logging

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from zhinan.kit.mail import is_final, send

from . import actions, emails
from .models import Admission, Certificate, InvitedCountry, Participant, Registration

LOG = logging.getLogger(__name__)
MOST = 50  # mails in one sweep, so that a stop is never far
BATCH, BATCHES = 200, 50  # names that are deleted in one transaction, and how many of those there are in one go


@task()
def forget_what_is_due():
    """Delete confidential details, lists that were read, and names of strangers, each on its day."""
    today = timezone.localdate()
    actions.erase_due(today)
    actions.forget_rolls(timezone.now())
    for _turn in range(BATCHES):
        if not actions.forget_strangers(today, BATCH):
            break


@task()
def put_surveys():
    """Put surveys whose day has come to people, and close those whose time is over."""
    today = timezone.localdate()
    actions.close_over(today)
    actions.ask_due(today)


def send_due(now):
    """Send the mails that are due at the moment `now`; returns how many went out.

    They are made and sent at once: the address of somebody's own page lies in no queue.
    """
    for terms in list(Admission.objects.filter(news_due=True).select_related("event")):
        actions.tell_of_event(terms, MOST)
    actions.follow_places(timezone.localdate(now), MOST)
    actions.forget_erased(MOST)
    due = Registration.objects.due(now).select_related("event__admission").order_by("pk")
    return sum(send_to(row, now) for row in list(due[:MOST])) + send_certificates(now) + tell_participants(now)


def tell_participants(now):
    """Send the mails to participants that are due at the moment `now`; returns how many went out."""
    actions.follow_people(timezone.localdate(now), MOST)
    actions.forget_participants(MOST)
    due = Participant.objects.due(now).select_related("course__event").order_by("pk")
    sent = sum(send_to(row, now, emails.participation) for row in list(due[:MOST]))
    return sent + write_to_offices(now)


def write_to_offices(now):
    """Send the mails with links for nominations that are due at the moment `now`; returns how many went out."""
    due = InvitedCountry.objects.due(now).select_related("course__event", "country").order_by("pk")
    return sum(send_to(row, now, emails.invitation) for row in list(due[:MOST]))


def send_certificates(now):
    """Send the mails about certificates that are due at the moment `now`; returns how many went out."""
    actions.follow_holders(MOST)
    actions.drop_addresses(now)
    due = Certificate.objects.due(now).select_related("event").order_by("pk")
    return sum(send_to(row, now, emails.certificate) for row in list(due[:MOST]))


def send_to(row, now, write=emails.registration):
    """Send one mail; returns whether it went out. What failed is tried again later, unless it is refused for good."""
    if not actions.claim(row, now):
        return False
    subject, body = write(row)
    try:
        send(subject, body, settings.DEFAULT_FROM_EMAIL, [row.email])
    except OSError as trouble:  # what the mail server or the way to it says
        LOG.warning("A mail to somebody of an event could not be sent: %s", type(trouble).__name__)
        if not is_final(trouble):
            actions.unclaim(row, now)
        return False
    return True
