"""Letters about decisions of the committee: each goes out once."""

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.history.actions import record
from zhinan.kit.lifecycle import NotNow

from .. import access
from ..emails import decided
from ..models import FINAL, Application, Decision
from .one_by_one import refuse_bound


def waiting_in(call, user):
    """The decisions of `call` whose letters were not sent, but for those about what binds `user`."""
    seen = Application.objects.filter(access.considered(user, call), call=call)
    return Decision.objects.unsent().filter(application__in=seen.values("pk"))


@transaction.atomic
def send_letters(call, *, by, now):
    """Send the letters of `call` that were not sent, but for those about what binds `by`; returns how many."""
    waiting = waiting_in(call, by)
    keys = list(waiting.values_list("pk", flat=True))
    list(Decision.objects.select_for_update().filter(pk__in=keys).order_by("pk"))  # whoever was faster is done now
    letters = list(waiting.filter(pk__in=keys).select_related("application"))
    for one in letters:
        send(one, by=by, now=now)
    return len(letters)


@transaction.atomic
def send_letter(application, *, by, now, since):
    """Send the letter about what was decided last of `application` before the moment `since`, where nobody did yet.

    Raises NotNow for what does not hold any more, and for who is recused.
    """
    final = Decision.objects.filter(application=application, outcome__in=FINAL, decided_at__lte=since)
    last = final.select_for_update().order_by("decided_at", "pk").last()
    if last is not None and last.letter_sent_at is not None:
        return
    refuse_bound(application, by)
    if last is None or not Decision.objects.unsent().filter(pk=last.pk).exists():
        raise NotNow(_("What was decided does not hold any more: there is no letter about it to be sent."))
    last.application = application
    send(last, by=by, now=now)


def send(decision, *, by, now):
    """Send the letter of `decision`, whose row is locked."""
    decision.letter_sent_at = now
    decision.save(update_fields=["letter_sent_at"])
    record(decision, "letter_sent", by=by, to=decision.application.audience)
    decided.letter(decision, by=by)
