"""One's own account: name, language, mail address, sessions, leaving; and the page that signs in by a passkey."""

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhinan.history.actions import write
from zhinan.kit.guards import allow, public
from zhinan.kit.lifecycle import NotNow

from .. import access, actions
from ..forms import AccountForm, AddressForm
from ..models import User


@allow(access.sign_in)
def account(request):
    """One's own account; the form sets name and language."""
    me = User.objects.get(pk=request.user.pk)
    form = AccountForm(request.POST or None, instance=me)
    if request.method == "POST" and form.is_valid():
        write(me, form.cleaned_data, by=me)
        messages.success(request, _("Saved."))
        return redirect("own-account")
    return render(request, "accounts/account.html", {"form": form})


@allow(access.sign_in)
def address(request):
    """Ask for another mail address: a link goes to it."""
    form = AddressForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            actions.ask_for_address(request.user, email)
        except ValidationError as trouble:
            form.add_error(None, trouble)
        else:
            messages.success(request, _("A link is on its way to {address}. Open it to say yes.").format(address=email))
            return redirect("own-account")
    return render(request, "accounts/address.html", {"form": form})


@public
@never_cache
def confirm_address(request, ticket):
    """The link that came to the new mail address: a button makes it the account's."""
    try:
        if request.method == "POST":
            user = actions.change_address(ticket)
            messages.success(request, _("Your mail address is {address} now.").format(address=user.email))
            return redirect("own-account")
        user, email = actions.read_ticket(ticket)
    except NotNow as refusal:
        return render(request, "accounts/refused.html", {"refusal": refusal}, status=410)
    return render(request, "accounts/confirm_address.html", {"account": user, "email": email})


@require_POST
@allow(access.sign_in)
def sign_out_elsewhere(request):
    """End every session of one's own but this one."""
    actions.sign_out_everywhere(request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("own-account")


@allow(access.sign_in)
def erase(request):
    """Erase one's own account, after a page that says what that means."""
    refusal = None
    if request.method == "POST":
        person = request.user
        try:
            actions.erase(person, by=person, on=timezone.localdate())
        except NotNow as trouble:
            refusal = trouble
        else:
            logout(request)
            messages.success(request, _("Your account is erased."))
            return redirect("home")
    return render(request, "accounts/erase.html", {"refusal": refusal}, status=409 if refusal else 200)


@public
def passkey(request):
    """Sign in with a passkey, on a page of its own: the usual one needs no script."""
    return render(request, "account/passkey.html", {"next": request.GET.get("next", "")})
