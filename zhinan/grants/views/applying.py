"""Where an application to a call begins."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from zhinan.accounts.actions import SentBefore, only_once
from zhinan.accounts.views.editing import opened, sent_before
from zhinan.kit.guards import allow, turn_away
from zhinan.kit.lifecycle import NotNow
from zhinan.programmes.models import PartyName, Programme, ProgrammeParty

from .. import access, actions
from ..forms import BeginForm
from ..models import Call
from ..rules.writing import why_closed
from .institutions import with_institutions
from .told import own_in


@never_cache
@allow(access.read, Call, join=("programme",))
def apply(request, call):
    """Begins an application to a call; whoever has not signed in is led there first."""
    if not access.apply(request.user, call):
        return turn_away(request)
    own = own_in(call, request.user)
    refusal = why_closed(call, timezone.now())
    words = {"call": call, "own": own, "refusal": refusal}
    if refusal and request.method != "POST":
        return render(request, "grants/apply.html", words)
    form, trouble = form_of(request, call)
    if request.method == "POST" and not trouble and form.is_valid():
        try:
            made = begun(form, call, request)
        except SentBefore as before:
            return sent_before(request, before)
        if made is not None:
            return redirect("application-section", made.pk, "about")
    if trouble:
        form.is_valid()
        form.add_error(None, trouble)
    return render(request, "grants/apply.html", words | {"form": form, "refusal": ""})


def whom_to_ask(call, user):
    """Whom `user` asks for an account: an organisation accountable for the programme of `call`, else the programme.

    None where neither may be seen; at most 2 queries.
    """
    programme = Programme.objects.visible_to(user).filter(pk=call.programme_id)
    parties = ProgrammeParty.objects.filter(programme__in=programme).visible_to(user)
    first = parties.organisations(PartyName.ACCOUNTABLE).select_related("organisation").first()
    return first.organisation if first else programme.first()


def form_of(request, call):
    """(form, trouble): what was typed, with new institutions recorded that it asks for, and why not."""
    trouble = None
    if request.method == "POST":
        try:
            refusal = why_closed(call, timezone.now())
            request.POST = with_institutions(request.POST, call, request.user, "lead", refusal=refusal)
        except (NotNow, ValidationError) as refused:
            trouble = refused if isinstance(refused, ValidationError) else str(refused)
    return opened(request, BeginForm, rules=call.rules()), trouble


def begun(form, call, request):
    """The Application that `form` begins, once however often it is sent; None with the form's error where it cannot."""
    with only_once(form.cleaned_data["once"]) as sending:
        try:
            made = actions.begin(call, form.values(), by=request.user, now=timezone.now())
        except NotNow as refusal:
            form.add_error(None, str(refusal))
            return None
        sending.address = made.get_absolute_url()
    return made
