"""The one thing that the office of a call does next, and why: reckoned from the records each time."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.accounts.views.records import verb_address

from ..actions.call_rules import trouble_of
from ..states import CallState
from .next_choosing import in_hand, panel_step, to_choose, where_all_stand


class Step(NamedTuple):
    """What is done next: why, the words of the button and its address; why alone where one waits for others."""

    why: str
    label: str = ""
    url: str = ""
    post: bool = False


def next_step(call, user, now, draft, waiting):
    """The Step that comes next for `user`, who keeps `call`, at the moment `now`; None once nothing comes any more.

    `draft` are the rules that are being written, or None; `waiting` is how many questions wait for an answer. Three
    queries while a call is prepared, eight at most later.
    """
    if call.state == CallState.DRAFT:
        steps = to_prepare(call, now, draft)
    elif call.state == CallState.OPEN:
        steps = to_take(call, user, now, draft, waiting)
    elif call.state == CallState.CLOSED:
        steps = to_choose(call, user, now)
    else:
        return None
    return Step(*next(steps))


def to_prepare(call, now, draft):
    """Yield what is done before `call` is opened: its rules, its questions, opening it."""
    if draft:
        yield rules_step(draft, now)
    if call.closes_at is None or call.closes_at <= now:
        why = _("The deadline of the published rules is over: nobody could apply.")
        yield why, _("Begin the next rules"), reverse("next-rules", args=[call.slug]), True
    if call.questionnaire and call.questionnaire.published() is None:
        why = _("The questions of the application are not published yet. Publish them first.")
        yield why, _("To the questions"), call.questionnaire.get_absolute_url()
    why = _("Rules and questions are ready. Everybody sees the call once it is open.")
    yield why, _("Open the call"), verb_address("open", call)


def rules_step(draft, now):
    """The step about the rules `draft`: they are written where something must be mended, else published."""
    if trouble := trouble_of(draft, now):
        return trouble, _("Write the rules"), reverse("edit-callrules", args=[draft.pk])
    why = _("Nothing is missing in the rules. Read them once more: published rules never change.")
    return why, _("Publish the rules"), draft.get_absolute_url()


def to_take(call, user, now, draft, waiting):
    """Yield what is done while `call` is open."""
    if not call.takes_applications(now):
        why = _("The deadline is over. The call closes by itself within minutes, or as soon as you close it.")
        yield why, _("Close the call"), verb_address("close", call)
    if waiting:
        why = ngettext(
            "{n} question waits. Everybody reads the answer.",
            "{n} questions wait. Everybody reads the answers.",
            waiting,
        )
        yield why.format(n=waiting), _("Answer the questions that wait"), reverse("call-questions", args=[call.slug])
    if draft:
        yield rules_step(draft, now)
    yield from in_hand(call, user, where_all_stand(call, user, now))
    yield from panel_step(call)
    yield (_("Nothing waits for you: people apply until the deadline, and then the call closes by itself."),)
