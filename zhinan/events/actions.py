"""Every way an event changes: one function a verb."""

from django.db import transaction

from zhinan.history.actions import record

from .states import LIFE


@transaction.atomic
def hold(event, *, by):
    """Say that the planned `event` took place; raises NotNow."""
    return _save(LIFE.move(event, "hold"), "held", by)


@transaction.atomic
def postpone(event, *, by):
    """Put the planned `event` off to a day not known yet; raises NotNow."""
    return _save(LIFE.move(event, "postpone"), "postponed", by)


@transaction.atomic
def plan_again(event, *, by):
    """Plan a postponed or cancelled `event` again; raises NotNow."""
    return _save(LIFE.move(event, "plan_again"), "planned_again", by)


@transaction.atomic
def cancel(event, *, by):
    """Cancel `event` before it took place; raises NotNow."""
    return _save(LIFE.move(event, "cancel"), "cancelled", by)


def _save(event, verb, by):
    """Save the moved `event` and write down what happened."""
    event.save(update_fields=["state"])
    record(event, verb, by=by)
    return event
