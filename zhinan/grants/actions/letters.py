"""Letters about decisions of the committee: each goes out once."""

from django.db import transaction

from zhinan.history.actions import record

from .. import access
from ..emails import decided
from ..models import Application, Decision


@transaction.atomic
def send_letters(call, *, by, now):
    """Send the letters of `call` that were not sent, but for those about what binds `by`; returns how many."""
    seen = Application.objects.filter(access.considered(by, call), call=call)
    waiting = Decision.objects.unsent().filter(application__in=seen.values("pk"))
    keys = list(waiting.values_list("pk", flat=True))
    list(Decision.objects.select_for_update().filter(pk__in=keys).order_by("pk"))  # whoever was faster is done now
    letters = list(waiting.filter(pk__in=keys).select_related("application"))
    for one in letters:
        send(one, by=by, now=now)
    return len(letters)


def send(decision, *, by, now):
    """Send the letter of `decision`, whose row is locked."""
    decision.letter_sent_at = now
    decision.save(update_fields=["letter_sent_at"])
    record(decision, "letter_sent", by=by, to=decision.application.audience)
    decided.letter(decision, by=by)
