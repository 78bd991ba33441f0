"""The page of a grant, with the way to its award."""

from django.urls import reverse
from django.utils.translation import gettext as _

from zhinan.grants.access import read
from zhinan.grants.models import Grant
from zhinan.grants.states import State
from zhinan.grants.views import grant_page
from zhinan.kit.guards import allow
from zhinan.programmes.access import keep_in

from ..models import Award


@allow(read, Grant, join=("project__programme", "purpose"))
def grant(request, grant):
    """A grant: who implements it, for whom, its intended outputs; for whom it concerns, the way to its money."""
    return grant_page(request, grant, ways=ways(request.user, grant))


def ways(user, grant):
    """The button to the award of `grant`, or to its beginning; nothing for whom it does not concern."""
    if not user.is_authenticated:
        return []
    found = Award.objects.visible_to(user).filter(grant=grant).first()
    if found is not None:
        return [{"label": _("Agreement and money"), "url": found.get_absolute_url()}]
    may_begin = grant.state in (State.APPROVED, State.ACTIVE) and keep_in(user, grant.project.programme)
    if not may_begin or Award.objects.filter(grant=grant).exists():
        return []
    return [{"label": _("Prepare the agreement"), "url": reverse("begin-award", args=[grant.slug])}]
