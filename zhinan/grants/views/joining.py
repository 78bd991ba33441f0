"""The link in the mail that asks somebody to write an application with others."""

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhinan.accounts.forms import JoinForm, language_of
from zhinan.accounts.models import User
from zhinan.kit.guards import public
from zhinan.kit.lifecycle import NotNow

from .. import actions
from ..models import AuthorInvitation
from ..rules.writing import why_not

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
@never_cache
def join(request, word):
    """An invitation to write, for whoever holds its link: accepted with an account, or with one that is made here."""
    found = AuthorInvitation.objects.with_word(word)
    if found is None:
        raise Http404(_("There is no such invitation. The newest mail has the link that works."))
    now = timezone.now()
    too_old = _("This link is too old. Ask whoever invited you to send it again.") if found.is_over(now) else ""
    words = {"invitation": found, "refusal": too_old or why_not(found.application, now)}
    words["is_mine"] = request.user.is_authenticated and request.user.email == found.email
    words["is_known"] = User.objects.filter(email=found.email).exists()
    if request.method == "POST" and words["is_mine"]:
        return accepted(request, found, now)
    if not request.user.is_authenticated and not words["is_known"] and not words["refusal"]:
        return with_new_account(request, found, words, now)
    return render(request, "grants/join.html", words)


def accepted(request, invitation, now):
    """Whoever is signed in writes the application from now on."""
    try:
        made = actions.join_authors(invitation, request.user, now=now)
    except NotNow as refusal:
        messages.error(request, refusal)
        return redirect("desk")
    messages.success(request, _("You write this application too."))
    return redirect("application-section", made.application_id, "about")


def with_new_account(request, invitation, words, now):
    """The page for who has no account yet."""
    form = JoinForm(request.POST or None, initial={"language": language_of(request)})
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "language", "password")}
        application = invitation.application_id
        try:
            user = actions.join_with_account(invitation, now=now, **said)
        except (ValidationError, NotNow) as trouble:
            form.add_error(None, trouble if isinstance(trouble, ValidationError) else str(trouble))
        else:
            login(request, user, backend=BACKEND)
            messages.success(request, _("Welcome. Your account is made, and you write this application too."))
            return redirect("application-section", application, "about")
    return render(request, "grants/join.html", words | {"form": form})
