"""The page of a grant."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.views import record_page
from zhinan.kit.dates import span_in_words
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
        (pgettext("label", "Sector"), grant.sector),
        (pgettext("label", "Beneficiaries"), grant.beneficiaries),
        (pgettext("label", "Approved"), grant.approved_on and grant.approved_on.in_words()),
        (pgettext("label", "Duration"), span_in_words(grant.starts_on, grant.ends_on)),
        (pgettext("label", "Programme"), programme),
        (_("Project and ledger"), grant.project),
    ]
    more = {"state": grant.get_state_display(), "tone": TONES.get(grant.state, "")}
    parties = grant.parties.visible_to(request.user).select_related("organisation", "country")
    return record_page(request, "grants/grant.html", grant, facts, parties=parties, outputs=grant.outputs.all(), **more)
