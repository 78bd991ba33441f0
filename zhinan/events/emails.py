"""The mail to somebody who registered: how it stands, with the address of their own page."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from .models import hours_in_words, zone_in_words

SPOKEN = dict(settings.LANGUAGES)


def registration(row):
    """(subject, body) of the mail that is due to the Registration `row`, in its language."""
    language = next((code for code in SPOKEN if code.partition("-")[0] == row.language), settings.LANGUAGE_CODE)
    with translation.override(language):
        event = row.event
        words = {"row": row, "event": event, "title": str(event), "due": row.mail_due, "hours": hours(event)}
        words |= {"address": settings.ADDRESS + row.own_address(), "terms": getattr(event, "admission", None)}
        words |= {"calendar": settings.ADDRESS + reverse("own-calendar", args=[row.token])}
        subject = render_to_string("events/email/registration_subject.txt", words)
        body = render_to_string("events/email/registration_message.txt", words)
    return " ".join(subject.split()), body.strip() + "\n"


def hours(event):
    """When `event` is, by the clocks of its zone; an empty text where no hour is known."""
    if not event.begins_at:
        return ""
    said = hours_in_words(event.begins_at, event.ends_at, event.zone)
    return f"{said}, {zone_in_words(event.zone, event.begins_at)}"
