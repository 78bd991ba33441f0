"""The link in an invitation's mail: who is invited makes an account, or takes the role with the one they have."""

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhinan.accounts.actions import giver_of
from zhinan.accounts.figures import place_named
from zhinan.accounts.forms import JoinForm, language_of
from zhinan.accounts.models import Invitation, User
from zhinan.kit.guards import public
from zhinan.kit.lifecycle import NotNow

from .. import actions
from .begin import BACKEND


@public
@never_cache
def invitation(request, token):
    """An invitation, for whoever holds its link: accepted with an account, or with one that is made here."""
    found = Invitation.objects.with_token(token)
    if found is None:
        raise Http404(_("There is no such invitation. The newest mail has the link that works."))
    words = {"invitation": found, "place": place_named(found.scope), "state": found.state(timezone.localdate())}
    if words["state"] != "waiting":
        return render(request, "portal/invitation_over.html", words, status=410)
    try:
        giver_of(found)
    except NotNow as refusal:
        words |= {"state": "refused", "refusal": refusal}
        return render(request, "portal/invitation_over.html", words, status=410)
    if request.user.is_authenticated:
        return with_account(request, found, words)
    if User.objects.filter(email=found.email).exists():
        return render(request, "portal/invitation_sign_in.html", words)
    return without_account(request, found, words)


def with_account(request, invitation, words):
    """The page for who is signed in, with the address that was invited or another one."""
    words["is_mine"] = request.user.email == invitation.email
    if request.method == "POST" and words["is_mine"]:
        try:
            actions.accept(invitation, request.user, now=timezone.now())
        except NotNow as refusal:
            messages.error(request, refusal)
        else:
            messages.success(request, _("Welcome. The role is yours."))
        return redirect("desk")
    return render(request, "portal/invitation_accept.html", words)


def without_account(request, invitation, words):
    """The page for who has no account yet."""
    language = invitation.language or language_of(request)
    form = JoinForm(request.POST or None, initial={"name": invitation.name, "language": language})
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "language", "password")}
        try:
            user = actions.join(invitation, now=timezone.now(), **said)
        except (ValidationError, NotNow) as trouble:
            form.add_error(None, trouble if isinstance(trouble, ValidationError) else str(trouble))
        else:
            login(request, user, backend=BACKEND)
            messages.success(request, _("Welcome. Your account is made, and the role is yours."))
            return redirect("desk")
    return render(request, "portal/invitation_join.html", words | {"form": form})
