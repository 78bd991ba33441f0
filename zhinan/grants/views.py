"""The page of a grant."""

from django.utils.translation import gettext as _

from zhinan.accounts.views import record_page
from zhinan.kit.guards import allow

from . import access
from .models import Grant
from .states import State

TONES = {State.ACTIVE: "good", State.APPROVED: "good", State.PROPOSED: "waiting", State.CANCELLED: "bad"}


@allow(access.read, Grant)
def grant(request, grant):
    """A grant: who implements it, for whom, and its intended outputs."""
    programme = grant.project.programme
    facts = [
        (_("Sector"), grant.sector),
        (_("Beneficiaries"), grant.beneficiaries),
        (_("Approved"), grant.approved_on and grant.approved_on.in_words()),
        (_("Duration"), duration(grant)),
        (_("Programme"), programme, programme and programme.get_absolute_url()),
        (_("Project and ledger"), grant.project, grant.project.get_absolute_url()),
    ]
    more = {"state": grant.get_state_display(), "tone": TONES.get(grant.state, "")}
    parties = grant.parties.visible_to(request.user).select_related("organisation", "country")
    return record_page(request, "grants/grant.html", grant, facts, parties=parties, outputs=grant.outputs.all(), **more)


def duration(thing):
    """“25 August 2020 – 24 August 2021”, or as much of it as is known."""
    days = [day.in_words() for day in (thing.starts_on, thing.ends_on) if day]
    return " – ".join(dict.fromkeys(days))
