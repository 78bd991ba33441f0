"""Many applications through one verb in a few queries."""

from zhinan.history.actions import record
from zhinan.history.models import Entry

from ..models import Application
from ..states import APPLICATION_LIFE


def move_together(call, applications, verb, word, *, by):
    """Take the locked rows `applications` of `call` through `verb` where their state permits it, and write `word` down.

    Returns how many went through.
    """
    state = APPLICATION_LIFE.table[verb][1]
    entries = [
        Entry(
            **Entry.pointer(one), verb=word, actor=by.pseudonym, audience=one.audience,
            changes={"state": [str(one.state), state.value]},
        )
        for one in applications
        if APPLICATION_LIFE.allows(one, verb)
    ]  # fmt: skip
    if not entries:
        return 0
    Application.objects.filter(pk__in=[entry.noun_id for entry in entries]).update(state=state)
    Entry.objects.bulk_create(entries)
    record(call, f"{word}_together", by=by, to=call.staff())
    return len(entries)
