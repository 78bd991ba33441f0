"""How a membership begins, goes on and ends."""

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.history.actions import record
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.values import json_value, plain_fields

from ..models import Membership
from ..states import LIFE, State


@transaction.atomic
def apply(organisation, network, *, by, on, note=""):
    """Ask for `organisation` to be a member of `network`; raises NotNow where it is one, or waits to become one."""
    if Membership.objects.filter(organisation=organisation, network=network, left_on=None).exclude(
        state=State.DECLINED
    ):
        raise NotNow(
            _("“{organisation}” is in this network already, or has applied.").format(organisation=organisation)
        )
    asked = Membership(organisation=organisation, network=network, state=State.APPLIED, applied_on=on, note=note)
    asked.full_clean()
    asked.save()
    record(asked, "applied", by=by)
    return asked


@transaction.atomic
def admit(membership, *, by, on):
    """Let the applicant in from the day `on`; raises NotNow."""
    return _move(membership, "admit", "admitted", by, joined_on=on)


@transaction.atomic
def decline(membership, *, by, why):
    """Turn the application down, with the reason `why`; raises NotNow."""
    return _move(membership, "decline", "declined", by, note=why)


@transaction.atomic
def renew(membership, *, by, until):
    """Let the membership go on to the day `until`; raises NotNow."""
    return _move(membership, "renew", "renewed", by, renewed_until=until)


@transaction.atomic
def suspend(membership, *, by, why):
    """Suspend the membership, with the reason `why`; raises NotNow."""
    return _move(membership, "suspend", "suspended", by, note=why)


@transaction.atomic
def reinstate(membership, *, by):
    """End the suspension; raises NotNow."""
    return _move(membership, "reinstate", "reinstated", by)


@transaction.atomic
def leave(membership, *, by, on):
    """End the membership with the day `on`; raises NotNow, or ValidationError for a day before the one of joining."""
    return _move(membership, "leave", "left", by, left_on=on)


def _move(membership, verb, word, by, **values):
    """Move the membership, set `values`, and write down what changed."""
    moved = LIFE.move(membership, verb)
    fields = {field.name: field for field in plain_fields(Membership) if field.name in values}
    before = {name: json_value(field, moved) for name, field in fields.items()}
    for name, value in values.items():
        setattr(moved, name, value)
    moved.full_clean()
    moved.save()
    changes = {name: [before[name], json_value(field, moved)] for name, field in fields.items()}
    record(moved, word, by=by, changes={"state": [membership.state, moved.state], **changes})
    return moved
