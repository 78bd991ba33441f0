"""Which sections an application has, and until when it can be written."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.kit.zones import hours_in_words, zone_in_words
from zhinan.questionnaires.rules import asked_now

from ..states import CallState, Stage
from .questions import PREFIX

BEFORE = ("about", "partners", "people", "budget", "match", "results", "plan", "risks")


def rules_now(application):
    """The rules that `application` is written under: the newest of its call, or those that it was submitted under."""
    newest = application.call.rules() if application.state == Stage.DRAFT else None
    return newest or application.rules


def headings():
    """{key: heading} of the sections that every application has."""
    return {
        "about": pgettext("section of an application", "The project"),
        "partners": pgettext("section of an application", "Who takes part"),
        "people": pgettext("section of an application", "Who benefits"),
        "budget": pgettext("section of an application", "Budget"),
        "match": pgettext("section of an application", "What others contribute"),
        "results": pgettext("section of an application", "Results"),
        "plan": pgettext("section of an application", "Work plan"),
        "risks": pgettext("section of an application", "Risks"),
        "documents": pgettext("section of an application", "Documents and signatories"),
    }


def sections_to_write(application, version):
    """{key: heading} of the sections of `application` in their order; `version` is that of its questionnaire or None.

    The sections of the questionnaire are those that are asked after what was answered already.
    """
    named = headings()
    asked = asked_now(version.asks, application.answers) if version else ()
    more = {f"{PREFIX}{one.key}": version.asks.said(one.title) or one.key for one, _questions in asked}
    return {key: named[key] for key in BEFORE} | more | {"documents": named["documents"]}


def why_not(application, now):
    """Why `application` cannot be written at the moment `now`, in a sentence; an empty text where it can."""
    if application.state == Stage.DRAFT:
        return why_closed(application.call, now)
    if application.state == Stage.RETURNED:
        is_late = application.revise_by is not None and now >= application.revise_by
        sentence = _("The revision was due by {moment}. Nothing can be changed any more.")
        return sentence.format(moment=said(application.revise_by, application.rules.zone)) if is_late else ""
    return _("“{thing}” was submitted: its text cannot be changed, unless it is returned for revision.").format(
        thing=application
    )


def why_closed(call, now):
    """Why `call` takes no applications at the moment `now`, in a sentence; an empty text where it does."""
    if call.takes_applications(now):
        return ""
    if call.state == CallState.OPEN and call.closes_at is not None:
        rules = call.rules()
        return _("The deadline of “{call}” was {moment}. Nothing can be written any more.").format(
            call=call, moment=said(call.closes_at, rules.zone if rules else "UTC")
        )
    return _("“{call}” takes no applications now: it is {state}.").format(call=call, state=call.get_state_display())


def said(moment, zone):
    """A moment in words, on the clocks of `zone`."""
    return pgettext("moment and time zone", "{moment}, {zone}").format(
        moment=hours_in_words(moment, None, zone), zone=zone_in_words(zone, moment)
    )
