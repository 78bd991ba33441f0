"""Pages of grants."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.accounts.views.editing import add_from, is_done, opened
from zhinan.accounts.views.verbs import Verb, buttons
from zhinan.files.views import record_page
from zhinan.kit.dates import span_in_words
from zhinan.kit.guards import allow
from zhinan.kit.values import kept
from zhinan.network.forms import OnForm

from . import access, actions, forms
from .models import Grant
from .states import LIFE, State

TONES = {State.ACTIVE: "good", State.APPROVED: "good", State.PROPOSED: "waiting", State.CANCELLED: "bad"}
VERBS = (
    Verb("approve", pgettext_lazy("button", "Approve"), actions.approve, access.decide, OnForm),
    Verb("start", gettext_lazy("Start the work"), actions.start, access.decide, OnForm),
    Verb("close", pgettext_lazy("button", "Close"), actions.close, access.decide, OnForm),
    Verb("cancel", gettext_lazy("Cancel the grant"), actions.cancel, access.decide, OnForm),
)


@allow(access.read, Grant, join=("project__programme", "purpose"))
def grant(request, grant):
    """A grant: who implements it, for whom, and its intended outputs."""
    facts = [
        (pgettext("label", "Sector"), grant.sector),
        (_("Purpose code"), grant.purpose),
        (pgettext("label", "Beneficiaries"), grant.beneficiaries),
        (pgettext("label", "Approved"), grant.approved_on and grant.approved_on.in_words()),
        (pgettext("label", "Duration"), span_in_words(grant.starts_on, grant.ends_on)),
        (pgettext("label", "Programme"), grant.project.programme),
        (_("Project and ledger"), grant.project),
    ]
    more = {
        "state": grant.get_state_display(),
        "tone": TONES.get(grant.state, ""),
        "verbs": buttons(grant, request.user, VERBS, LIFE),
        "goals": grant.goals.all(),
        "parties": grant.parties.visible_to(request.user).select_related("organisation", "country"),
        "outputs": grant.outputs.all(),
    }
    return record_page(request, "grants/grant.html", grant, facts, edit=access.edit, **more)


@allow(access.keep_records)
def add(request):
    """Adds a grant, and its project with it where none is chosen."""
    return added(request, opened(request, forms.GrantForm))


@allow(access.copy, Grant)
def copy(request, grant):
    """Adds a grant like another one, with a project of its own."""
    held = kept(grant)
    rows = {name: [{**row, "id": None} for row in held[name]] for name in forms.GrantForm.rows}
    begun = {} if request.method == "POST" else {"rows_initial": rows}
    return added(request, opened(request, forms.GrantForm, initial=forms.GrantForm.copied(held), **begun))


def added(request, form):
    """Answer the form of a new grant; one that needs a project is saved with it, or neither is."""
    with transaction.atomic():
        is_saved = request.POST.get("step", "").startswith("save") and is_done(request, form)
        if is_saved and form.needs_project():
            actions.found_project(form.instance, form.cleaned_data["programme"], by=request.user)
        answer = add_from(request, forms.GrantForm, form)
        if form.instance.pk is None:
            transaction.set_rollback(True)
    return answer
