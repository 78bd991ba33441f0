"""What a report lacks before it can be sent, section by section."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.grants.rules.parts import label
from zhinan.questionnaires.rules import asked_now

from ..models import Narrative
from . import finances, results


def headings():
    """{key: heading} of the sections that every report has, in their order."""
    return {
        "story": pgettext("section of a report", "What happened"),
        "results": pgettext("section of a report", "Results"),
        "finances": pgettext("section of a report", "Finances"),
        "match": pgettext("section of a report", "What others contributed"),
    }


def questions_of(report):
    """The newest published Version of what the call asks in its reports, or None; one query."""
    asked = report.award.rules and report.award.rules.call.report_questionnaire
    return asked.published() if asked else None


def sections_of(version):
    """{key: heading} of the sections of a report whose call asks the questions of `version`, or None."""
    named = headings()
    if version is None:
        return named
    return {"story": named.pop("story"), "questions": pgettext("section of a report", "Questions of the call")} | named


def narrative_of(report):
    """The Narrative of `report`, unsaved where nothing was written yet."""
    return Narrative.objects.filter(report=report).first() or Narrative(report=report)


def wanted(report):
    """The names of the texts that `report` must have before it is sent."""
    return ("achieved", "lessons") if report.is_final else ("achieved",)


def wrong_in_words(narrative):
    """{place: sentence} of the texts that a report needs and `narrative` lacks."""
    needed = wanted(narrative.report)
    sentence = _("Write “{text}”.")
    return {
        name: sentence.format(text=label(Narrative, name)) for name in needed if not getattr(narrative, name).strip()
    }


def unanswered(version, answers):
    """{place: sentence} of the questions of `version` that must be answered and are not."""
    if version is None:
        return {}
    asked = [one for _section, questions in asked_now(version.asks, answers) for one in questions]
    sentence = _("Answer “{text}”.")
    missing = [one for one in asked if one.is_required and answers.get(one.key) is None]
    return {f"q-{one.key}": sentence.format(text=version.asks.said(one.label)) for one in missing}


def lacking(report):
    """{section: {place: sentence}} of what must be mended before `report` is sent; a dozen queries."""
    narrative, version = narrative_of(report), questions_of(report)
    found = {
        "story": wrong_in_words(narrative),
        "questions": unanswered(version, narrative.answers),
        "results": results.wrong_in(results.asked_in(report)),
        "finances": finances.wrong_in(finances.lines_of(report), report.award, report.is_final),
    }
    return {section: wrong for section, wrong in found.items() if wrong}
