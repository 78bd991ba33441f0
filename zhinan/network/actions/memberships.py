"""How a membership begins, goes on and ends."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.accounts.models import User
from zhinan.history.actions import move, record
from zhinan.kit.lifecycle import NotNow
from zhinan.notices.actions import tell

from ..models import Membership
from ..states import LIFE, State

# What those of the organisation are told, and of an application those who keep records.
TOLD = {
    "applied": gettext_noop("{organisation} applies for membership in {network}."),
    "admitted": gettext_noop("{organisation} is now a member of {network}."),
    "declined": gettext_noop("{organisation} was not admitted to {network}. The reason stands on the page."),
    "renewed": gettext_noop("The membership of {organisation} in {network} was renewed."),
    "suspended": gettext_noop("{organisation} is suspended from {network}. The reason stands on the page."),
    "reinstated": gettext_noop("The suspension of {organisation} in {network} has ended."),
    "left": gettext_noop("The membership of {organisation} in {network} has ended."),
}


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
    tell(User.objects.keeping_records(), TOLD["applied"], asked, by=by, **in_facts(asked))
    return asked


def admit(membership, *, by, on):
    """Let the applicant in from the day `on`; raises NotNow."""
    return _move(membership, "admit", "admitted", by, joined_on=on)


def decline(membership, *, by, why):
    """Turn the application down, with the reason `why`; raises NotNow."""
    return _move(membership, "decline", "declined", by, reason=why)


def renew(membership, *, by, until):
    """Let the membership go on to the day `until`; raises NotNow."""
    return _move(membership, "renew", "renewed", by, renewed_until=until)


def suspend(membership, *, by, why):
    """Suspend the membership, with the reason `why`; raises NotNow."""
    return _move(membership, "suspend", "suspended", by, reason=why)


def reinstate(membership, *, by):
    """End the suspension; raises NotNow."""
    return _move(membership, "reinstate", "reinstated", by, reason="")


def leave(membership, *, by, on):
    """End the membership with the day `on`; raises NotNow, or ValidationError for a day before the one of joining."""
    return _move(membership, "leave", "left", by, left_on=on)


@transaction.atomic
def _move(membership, verb, word, by, **values):
    """Move the membership, and tell those of the organisation."""
    moved = move(membership, LIFE, verb, word, by=by, **values)
    tell(User.objects.focal_points(moved.organisation.scope()), TOLD[word], moved, by=by, **in_facts(moved))
    return moved


def in_facts(membership):
    """The names that a sentence about `membership` is made of."""
    return {"organisation": str(membership.organisation), "network": str(membership.network)}
