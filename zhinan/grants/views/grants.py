"""Pages of grants."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.accounts.views.verbs import Verb, buttons
from zhinan.files.views import record_page
from zhinan.kit.dates import span_in_words
from zhinan.kit.quantities import money
from zhinan.network.forms import OnForm

from .. import access, actions
from ..models import GRANTED, Decision
from ..states import LIFE, CallState, State

TONES = {State.ACTIVE: "good", State.APPROVED: "good", State.PROPOSED: "waiting", State.CANCELLED: "bad"}
VERBS = (
    Verb("approve", pgettext_lazy("button", "Approve"), actions.approve, access.decide, OnForm),
    Verb("start", gettext_lazy("Start the work"), actions.start, access.decide, OnForm),
    Verb("close", pgettext_lazy("button", "Close"), actions.close, access.decide, OnForm),
    Verb("cancel", gettext_lazy("Cancel the grant"), actions.cancel, access.decide, OnForm),
)
ENDS = ("close", "cancel")  # served above: while money is underway, a grant ends with its award


def grant_page(request, grant, **more):
    """The page of a grant: who implements it, for whom, and its intended outputs; `more` comes from rooms above."""
    facts = [
        (pgettext("label", "Sector"), grant.sector),
        (_("Purpose code"), grant.purpose),
        (pgettext("label", "Beneficiaries"), grant.beneficiaries),
        (pgettext("label", "Approved"), grant.approved_on and grant.approved_on.in_words()),
        (pgettext("label", "Duration"), span_in_words(grant.starts_on, grant.ends_on)),
        *awarded(grant),
        (pgettext("label", "Programme"), grant.project.programme),
        (_("Project and ledger"), grant.project),
    ]
    more |= {
        "state": grant.get_state_display(),
        "tone": TONES.get(grant.state, ""),
        "verbs": buttons(grant, request.user, VERBS, LIFE),
        "goals": grant.goals.all(),
        "parties": grant.parties.visible_to(request.user).select_related("organisation", "country"),
        "outputs": grant.outputs.all(),
    }
    return record_page(request, "grants/grant.html", grant, facts, edit=access.edit, **more)


def awarded(grant):
    """The facts of how `grant` was awarded, once that was announced; nothing for grants of other ways; one query."""
    decisions = Decision.objects.filter(application__grant=grant, outcome__in=GRANTED)
    told = decisions.filter(application__call__state=CallState.DECIDED)
    last = told.select_related("application__call", "application__rules__currency").order_by("-pk").first()
    if last is None:
        return []
    amount = money(last.amount, last.application.rules.currency.code)
    return [(_("Amount granted"), amount), (pgettext("label", "Call for proposals"), last.application.call)]
