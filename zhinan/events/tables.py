"""Columns of the list of those who registered."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.questionnaires.models import TEXTS, Kind
from zhinan.questionnaires.rules import from_rows, to_words

SENSITIVE = {*TEXTS, Kind.FILE}  # words of somebody's own may hold anything: health, diet, passports
CHUNK = 500


def registrations_sheet(event):
    """Yield the head and then the rows of the list of `event`, as many queries whatever its length but for chunks.

    Mail addresses are not among them, nor answers in words of one's own: those are read one by one.
    """
    terms = getattr(event, "admission", None)
    version = terms.round.questionnaire.published() if terms is not None and terms.round else None
    asked = [one for one in version.asks.questions if one.kind not in SENSITIVE] if version else []
    head = [pgettext("of a person", "Name"), pgettext("label", "Organisation"), _("Country or area")]
    head += [_("Registered by"), pgettext("label", "State"), pgettext("label", "Registered")]
    yield (*head, *(version.asks.said(one.label) for one in asked))
    rows = event.registrations.order_by("registered_at", "pk").select_related("country", "group", "response")
    for row in rows.prefetch_related("response__answers").iterator(chunk_size=CHUNK):
        country, group = str(row.country or ""), str(row.group or "")
        plain = (row.name, row.organisation_name, country, group, row.get_state_display(), row.registered_at.date())
        yield (*plain, *said_by(row, version, asked))


def said_by(row, version, asked):
    """The answers of `row` to the questions `asked`, in words."""
    if row.response is None:
        return [""] * len(asked)
    lines = [(one.question, one.value, one.number, one.text) for one in row.response.answers.all()]
    answers = from_rows(version.asks, lines)
    return [to_words(one, answers.get(one.key)) for one in asked]


def participants_sheet(course):
    """Yield the head and then the rows of the list of the participants of `course`.

    Neither mail addresses nor anything confidential is among them, nor why somebody was declined.
    """
    head = [pgettext("of a person", "Name"), pgettext("label", "Sex"), pgettext("label", "Position")]
    head += [pgettext("label", "Organisation"), _("Country or area"), _("Nominated by"), pgettext("label", "State")]
    yield (*head, _("Nominated on"), _("Test before, %"), _("Test after, %"))
    rows = course.participants.order_by("nominated_at", "pk").select_related("country", "organisation")
    for row in rows.iterator(chunk_size=CHUNK):
        body = str(row.organisation or row.organisation_name)
        plain = (row.name, row.get_sex_display(), row.position, body, str(row.country), row.nominated_by)
        yield (*plain, row.get_state_display(), row.nominated_at.date(), row.score_before, row.score_after)
