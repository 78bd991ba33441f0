"""Every way a grant changes: one function a verb."""

from django.db import transaction

from zhinan.history.actions import record

from .states import LIFE


@transaction.atomic
def approve(grant, *, by, on):
    """Approve the proposed `grant` on the day `on`; raises NotNow for one that is not proposed."""
    grant = LIFE.move(grant, "approve")
    grant.approved_on = on.isoformat()
    return _save(grant, "approved", by, on)


@transaction.atomic
def start(grant, *, by, on):
    """Begin the work of the approved `grant` on the day `on`; raises NotNow."""
    return _save(LIFE.move(grant, "start"), "started", by, on)


@transaction.atomic
def close(grant, *, by, on):
    """Close the active `grant` on the day `on`; raises NotNow."""
    return _save(LIFE.move(grant, "close"), "closed", by, on)


@transaction.atomic
def cancel(grant, *, by, on):
    """Cancel `grant` on the day `on`, as long as it is not closed; raises NotNow."""
    return _save(LIFE.move(grant, "cancel"), "cancelled", by, on)


def _save(grant, verb, by, on):
    """Save the moved `grant` with the day of its state, and write it down."""
    grant.state_on = on
    grant.save()
    record(grant, verb, by=by)
    return grant
