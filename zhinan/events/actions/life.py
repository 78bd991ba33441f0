"""The life of an event, and the list of those who came."""

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.history.actions import alone_with, move, record
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.values import kept

from ..models import Admission
from ..states import LIFE
from .mending import tell_participants


def hold(event, *, by):
    """Say that the planned `event` took place; raises NotNow."""
    return move(event, LIFE, "hold", "held", by=by)


@transaction.atomic
def postpone(event, *, by):
    """Put the planned `event` off to a day not known yet; raises NotNow."""
    return told(move(event, LIFE, "postpone", "postponed", by=by))


@transaction.atomic
def plan_again(event, *, by):
    """Plan a postponed or cancelled `event` again; raises NotNow."""
    return told(move(event, LIFE, "plan_again", "planned_again", by=by))


@transaction.atomic
def cancel(event, *, by):
    """Cancel `event` before it took place; raises NotNow."""
    return told(move(event, LIFE, "cancel", "cancelled", by=by))


def told(event):
    """Let the worker tell those who registered for `event` how it stands; returns the event."""
    for terms in Admission.objects.filter(event=event):
        terms.news_due = True
        terms.save(update_fields=["news_due"])
    tell_participants(event)
    return event


def strike(attendance, *, by):
    """Take `attendance` off the list of those who came; the history keeps what stood there.

    Raises NotNow where a certificate stands on it.
    """
    with alone_with(attendance) as stored:
        if stored.certificates.standing().exists():
            raise NotNow(_("A certificate was issued for this place. Revoke it first."))
        held = {name: value for name, value in kept(stored).items() if value is not None}
        record(stored, "taken_away", by=by, changes={name: [value, None] for name, value in held.items()})
        stored.delete()
