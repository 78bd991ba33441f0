"""Every way a grant changes: one function a verb."""

from django.db import transaction

from zhinan.history.actions import move, write
from zhinan.programmes.models import Project

from .states import LIFE


@transaction.atomic
def found_project(grant, programme, *, by):
    """Give the new, unsaved `grant` a project of its own in `programme`, or in none: of the same title and time.

    Raises ValidationError.
    """
    project = Project()
    days = {name: str(getattr(grant, name) or "") for name in ("starts_on", "ends_on")}
    facts = {"title": grant.title, "programme": programme and programme.pk, "audience": grant.audience}
    write(project, facts | days, by=by)
    grant.project = project
    return project


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
