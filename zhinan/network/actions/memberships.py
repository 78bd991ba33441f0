"""How a membership begins, goes on and ends."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.accounts.models import STAFF, User
from zhinan.history.actions import move, record
from zhinan.kit.lifecycle import NotNow
from zhinan.notices.actions import tell

from ..models import Membership
from ..states import CAME_TO_NOTHING, LIFE, State

# What those of the organisation are told; of what it wishes itself those who keep records are told, too.
TOLD = {
    "applied": gettext_noop("{organisation} applies for membership in {network}."),
    "withdrawn": gettext_noop("{organisation} no longer applies for membership in {network}."),
    "renewal_asked": gettext_noop("{organisation} asks to have its membership in {network} renewed."),
    "leaving_announced": gettext_noop("{organisation} wishes to leave {network} on {day}."),
    "admitted": gettext_noop("{organisation} is now a member of {network}."),
    "declined": gettext_noop("{organisation} was not admitted to {network}. The reason stands on the page."),
    "renewed": gettext_noop("The membership of {organisation} in {network} was renewed."),
    "suspended": gettext_noop("{organisation} is suspended from {network}. The reason stands on the page."),
    "reinstated": gettext_noop("The suspension of {organisation} in {network} has ended."),
    "left": gettext_noop("The membership of {organisation} in {network} has ended."),
}
WISHES = ("applied", "withdrawn", "renewal_asked", "leaving_announced")


@transaction.atomic
def apply(organisation, network, *, by, on, note=""):
    """Ask for `organisation` to be a member of `network`; raises NotNow where it is one, or waits to become one."""
    held = Membership.objects.filter(organisation=organisation, network=network, left_on=None)
    if held.exclude(state__in=CAME_TO_NOTHING).exists():
        raise NotNow(
            _("“{organisation}” is in this network already, or has applied.").format(organisation=organisation)
        )
    asked = Membership(organisation=organisation, network=network, state=State.APPLIED, applied_on=on, note=note)
    asked.full_clean()
    asked.save()
    record(asked, "applied", by=by)
    _tell(asked, "applied", by)
    return asked


def withdraw(membership, *, by):
    """Take the application back, as long as nobody has decided on it; raises NotNow."""
    return _move(membership, "withdraw", "withdrawn", by)


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


def ask_renewal(membership, *, by):
    """Ask those who keep records to let the membership go on; raises NotNow."""
    return _wish(membership, "ask_renewal", "renewal_asked", by)


def announce_leaving(membership, *, by, on):
    """Tell those who keep records that the organisation wishes to leave on the day `on`; raises NotNow."""
    return _wish(membership, "announce_leaving", "leaving_announced", by, day=on.isoformat())


@transaction.atomic
def _move(membership, verb, word, by, **values):
    """Move the membership, and tell whom it concerns."""
    moved = move(membership, LIFE, verb, word, by=by, **values)
    _tell(moved, word, by)
    return moved


@transaction.atomic
def _wish(membership, verb, word, by, **facts):
    """Write down what the organisation wishes, and tell of it; it comes true when those who keep records act."""
    wishing = LIFE.move(membership, verb)  # locks the row, or raises NotNow
    record(wishing, word, by=by, changes={name: [None, said] for name, said in facts.items()}, to=STAFF)
    _tell(wishing, word, by, **facts)
    return wishing


def _tell(membership, word, by, **facts):
    """Tell those whom `word` concerns of it, as far as they may see `membership`."""
    people = User.objects.focal_points(membership.organisation.scope())
    if word in WISHES:
        people = people | User.objects.keeping_records()
    seeing = [one for one in people if Membership.objects.visible_to(one).filter(pk=membership.pk).exists()]
    names = {"organisation": str(membership.organisation), "network": str(membership.network)}
    tell(seeing, TOLD[word], membership, by=by, **names, **facts)
