"""How an application comes from one stage to the next, and how a decision is written down."""

from django.utils.translation import gettext as _

from zhinan.history.actions import record
from zhinan.kit.lifecycle import NotNow

from ..models import Decision
from ..states import APPLICATION_LIFE, CallState

EMPTY = ("reasons", "meeting", "decided_by", "letter_sent_at")  # of a decision, which no form leaves empty


def advance(application, verb, word, *, by, **values):
    """Take `application` through `verb` of its life, set `values` of its columns, and write `word` down.

    Returns it as it is now. Raises NotNow at the wrong moment. Needs a transaction.
    """
    before = application.state
    moved = APPLICATION_LIFE.move(application, verb)
    for name, value in values.items():
        setattr(moved, name, value)
    moved.save()
    record(moved, word, by=by, changes={"state": [before, moved.state]})
    return moved


def settle(application, outcome, *, by, now, **facts):
    """Write down that `by` decided `outcome` about `application` as it was submitted last; returns the Decision."""
    made = Decision(application=application, version=application.version, outcome=outcome, decided_at=now, **facts)
    made.decided_by = by.pseudonym
    made.full_clean(exclude=EMPTY)
    made.save()
    record(made, "decided", by=by, to=application.audience)
    return made


def refuse_over(call):
    """Raise NotNow where nothing of `call` is decided any more."""
    if call.state in (CallState.DECIDED, CallState.CANCELLED):
        raise NotNow(_("“{call}” is {state}.").format(call=call, state=call.get_state_display()))
