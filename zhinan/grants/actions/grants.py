"""Every way a grant changes: one function a verb."""

from django.db import transaction

from zhinan.history.actions import move, write
from zhinan.programmes.models import Project

from ..states import LIFE


@transaction.atomic
def add(grant, values, *, by):
    """Record the new `grant` with `values`; where they name no project, one is begun with it in their `programme`.

    Returns the Entry. Raises ValidationError, and then neither is written.
    """
    if values["project"] is None:
        days = {name: values[name] for name in ("starts_on", "ends_on")}
        facts = {name: values[name] for name in ("title", "programme", "audience", "language")}
        project = Project()
        write(project, facts | days, by=by)
        values = values | {"project": project.pk}
    return write(grant, values, by=by)


def approve(grant, *, by, on):
    """Approve the proposed `grant` on the day `on`; raises NotNow for one that is not proposed."""
    return move(grant, LIFE, "approve", "approved", by=by, state_on=on, approved_on=on.isoformat())


def start(grant, *, by, on):
    """Begin the work of the approved `grant` on the day `on`; raises NotNow."""
    return move(grant, LIFE, "start", "started", by=by, state_on=on)


def close(grant, *, by, on):
    """Close the active `grant` on the day `on`; raises NotNow."""
    return move(grant, LIFE, "close", "closed", by=by, state_on=on)


def cancel(grant, *, by, on):
    """Cancel `grant` on the day `on`, as long as it is not closed; raises NotNow."""
    return move(grant, LIFE, "cancel", "cancelled", by=by, state_on=on)
