"""The mails by which people are asked, and reminded."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

SPOKEN = dict(settings.LANGUAGES)


def asking(asked, address, is_reminder=False):
    """(subject, body) of the mail that asks `asked`, or reminds; `address` is where they answer, empty where the first
    mail holds it and nobody knows it any more.
    """
    round = asked.round
    language = next((code for code in SPOKEN if code.partition("-")[0] == asked.language), settings.LANGUAGE_CODE)
    with translation.override(language):
        questionnaire = round.questionnaire
        words = {
            "asked": asked,
            "round": round,
            "title": questionnaire.said("title", asked.language or None).text,
            "description": questionnaire.said("description", asked.language or None).text,
            "address": address,
            "is_reminder": is_reminder,
        }
        subject = render_to_string("questionnaires/email/asking_subject.txt", words)
        body = render_to_string("questionnaires/email/asking_message.txt", words)
    return " ".join(subject.split()), body.strip() + "\n"
