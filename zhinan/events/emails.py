"""The mail to somebody who registered: how it stands, with the address of their own page."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from zhinan.kit.languages import plain
from zhinan.kit.zones import hours_in_words, zone_in_words

SPOKEN = dict(settings.LANGUAGES)


def registration(row):
    """(subject, body) of the mail that is due to the Registration `row`, in its language."""
    words = {"event": row.event, "due": row.mail_due, "terms": getattr(row.event, "admission", None)}
    words |= {"address": settings.ADDRESS + row.own_address()}
    words |= {"calendar": settings.ADDRESS + reverse("own-calendar", args=[row.token])}
    return written("registration", row, row.event, row.language, words)


def participation(row):
    """(subject, body) of the mail that tells the Participant `row` how the nomination stands, in their language."""
    event = row.course.event
    words = {"event": event, "due": row.mail_due, "address": settings.ADDRESS + row.own_address()}
    return written("participation", row, event, row.language, words)


def invitation(row):
    """(subject, body) of the mail that brings the office of the InvitedCountry `row` its link, in its language."""
    event = row.course.event
    words = {"event": event, "course": row.course, "address": settings.ADDRESS + row.own_address()}
    return written("invitation", row, event, row.language, words)


def certificate(row):
    """(subject, body) of the mail that tells the holder of the Certificate `row` of it, in their language."""
    words = {"file": settings.ADDRESS + row.own_address(), "address": settings.ADDRESS + row.get_absolute_url()}
    return written("certificate", row, row.event, row.language or row.event.language, words)


def written(name, row, event, wanted, words):
    """(subject, body) of the mail `name` to `row` about `event`, in the `wanted` language where the site speaks it."""
    language = next((code for code in SPOKEN if plain(code) == plain(wanted)), settings.LANGUAGE_CODE)
    with translation.override(language):
        words = {"row": row, "title": str(event), "hours": hours(event), **words}
        subject, body = (render_to_string(f"events/email/{name}_{part}.txt", words) for part in ("subject", "message"))
    return " ".join(subject.split()), body.strip() + "\n"


def hours(event):
    """When `event` is, by the clocks of its zone; an empty text where no hour is known."""
    if not event.begins_at:
        return ""
    said = hours_in_words(event.begins_at, event.ends_at, event.zone)
    return f"{said}, {zone_in_words(event.zone, event.begins_at)}"
