"""Every way a grant changes: one function a verb."""

from django.db import transaction

from zhinan.history.actions import record, write
from zhinan.kit.values import kept
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


@transaction.atomic
def approve(grant, *, by, on):
    """Approve the proposed `grant` on the day `on`; raises NotNow for one that is not proposed."""
    return _move(grant, "approve", "approved", by, on, approved_on=on.isoformat())


@transaction.atomic
def start(grant, *, by, on):
    """Begin the work of the approved `grant` on the day `on`; raises NotNow."""
    return _move(grant, "start", "started", by, on)


@transaction.atomic
def close(grant, *, by, on):
    """Close the active `grant` on the day `on`; raises NotNow."""
    return _move(grant, "close", "closed", by, on)


@transaction.atomic
def cancel(grant, *, by, on):
    """Cancel `grant` on the day `on`, as long as it is not closed; raises NotNow."""
    return _move(grant, "cancel", "cancelled", by, on)


def _move(grant, verb, word, by, on, **values):
    """Move the grant on the day `on`, set `values`, and write down what changed."""
    moved = LIFE.move(grant, verb)
    values |= {"state_on": on}
    before = kept(type(moved)._base_manager.get(pk=moved.pk), ("state", *values))
    for name, value in values.items():
        setattr(moved, name, value)
    moved.save()
    after = kept(moved, ("state", *values))
    record(moved, word, by=by, changes={name: [before[name], after[name]] for name in after})
    return moved
