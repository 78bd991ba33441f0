"""The way from the page of a grant, which is served above this room, to its award."""

from django.urls import reverse
from django.utils.translation import gettext as _

from zhinan.grants.states import State

from ..access import begin
from ..models import Award


def grant_ways(user, grant):
    """The button to the award of `grant`, or to its beginning; nothing for whom it does not concern."""
    if not user.is_authenticated:
        return []
    found = Award.objects.visible_to(user).filter(grant=grant).first()
    if found is not None:
        return [{"label": _("Agreement and money"), "url": found.get_absolute_url()}]
    may_begin = grant.state in (State.APPROVED, State.ACTIVE) and begin(user, grant)
    if not may_begin or Award.objects.filter(grant=grant).exists():
        return []
    return [{"label": _("Prepare the agreement"), "url": reverse("begin-award", args=[grant.slug])}]
