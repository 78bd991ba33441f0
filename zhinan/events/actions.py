"""Every way an event changes: one function a verb."""

from django.db import transaction

from zhinan.history.actions import record

from .states import LIFE


@transaction.atomic
def hold(event, *, by):
    """Say that the planned `event` took place; raises NotNow."""
    return _move(event, "hold", "held", by)


@transaction.atomic
def postpone(event, *, by):
    """Put the planned `event` off to a day not known yet; raises NotNow."""
    return _move(event, "postpone", "postponed", by)


@transaction.atomic
def plan_again(event, *, by):
    """Plan a postponed or cancelled `event` again; raises NotNow."""
    return _move(event, "plan_again", "planned_again", by)


@transaction.atomic
def cancel(event, *, by):
    """Cancel `event` before it took place; raises NotNow."""
    return _move(event, "cancel", "cancelled", by)


def _move(event, verb, word, by):
    """Move the event and write down what happened."""
    moved = LIFE.move(event, verb)
    before = type(moved).objects.values_list("state", flat=True).get(pk=moved.pk)
    moved.save(update_fields=["state"])
    record(moved, word, by=by, changes={"state": [before, moved.state]})
    return moved
