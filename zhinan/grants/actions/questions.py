"""How questions about a call are asked and answered."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow
from zhinan.notices.actions import tell

from ..models import CallQuestion
from .calls import keepers, writing

ASKED = gettext_noop("A question about “{call}” waits for an answer.")
ANSWERED = gettext_noop("Your question about “{call}” is answered.")
NEWS = gettext_noop("A question about “{call}” is answered: everybody who applies may want to read it.")


@transaction.atomic
def ask(call, text, *, by, now):
    """Ask `text` about `call` at the moment `now`; its secretariat is told. Raises NotNow once the call is over."""
    with alone_with(call) as stored:
        if not stored.takes_applications(now):
            raise NotNow(_("Questions are taken while the call is open."))
        made = CallQuestion.objects.create(call=stored, asker=by, text=text, asked_at=now)
        record(made, "question_asked", by=by, to=stored.staff())
        tell(keepers(stored), ASKED, made, by=by, call=str(stored))
    return made


@transaction.atomic
def answer(question, text, *, by, now):
    """Answer `question` with `text`, or mend its answer; from then on everybody reads both, without who asked."""
    with alone_with(question) as stored:
        is_first = stored.answered_at is None
        stored.answer, stored.answered_at = text, stored.answered_at or now
        stored.save()
        record(stored, "question_answered", by=by, to=stored.call.staff())
        if is_first:
            record(stored.call, "question_answered", by=by)
            name, others = str(stored.call), writing(stored.call).exclude(pk=stored.asker_id)
            tell([stored.asker] if stored.asker else [], ANSWERED, stored, by=by, call=name)
            tell(others, NEWS, stored, by=by, call=name)
    return stored


@transaction.atomic
def drop(question, *, by):
    """Throw away the `question`, which nobody answered yet; raises NotNow for one that everybody reads."""
    with alone_with(question) as stored:
        if stored.answered_at is not None:
            raise NotNow(_("It is answered, and everybody reads it. Mend the answer instead."))
        record(stored.call, "question_dropped", by=by, to=stored.call.staff())
        stored.delete()
