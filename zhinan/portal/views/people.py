"""People and their roles in the places that one looks after: lists, invitations, granting, ending, closing, erasing."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from zhinan.accounts import access, actions
from zhinan.accounts.figures import place_in_words, place_named, places, role_in_words
from zhinan.accounts.forms import EndForm, GrantForm, InviteForm
from zhinan.accounts.models import SCOPE, Invitation, Role, User, looked_after, sees_everything
from zhinan.kit.guards import allow, way
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.mail import goes_out
from zhinan.kit.pages import page_number
from zhinan.notices.models import Notice
from zhinan.programmes.models import Programme

from ..actions import give_role, take_role
from ..figures import invitations_in, roles_in

PER_PAGE = 50
MOST = 50  # of accounts without a role, and of places to choose from


def scope_in(request):
    """The scope that the address names, empty for the site; 404 for what is none."""
    scope = request.GET.get("in", "")
    if scope and not SCOPE.fullmatch(scope):
        raise Http404(_("There is no such place."))
    return scope


def asked_scope(request):
    """The scope that the address asks for, or the only one that the reader looks after; None for all of them."""
    mine = looked_after(request.user)
    if "in" in request.GET:
        return scope_in(request)
    return mine.pop() if len(mine) == 1 and not sees_everything(request.user) else None


def own_scopes(user):
    """The scopes that a list of people can be narrowed to: an administrator's are the site and the programmes."""
    if not sees_everything(user):
        return sorted(looked_after(user))
    return ["", *(programme.scope() for programme in Programme.objects.all()[:MOST])]


def to_list(scope):
    """Address of the list of people, narrowed to `scope` where it is not None."""
    return reverse("people") + (f"?{urlencode({'in': scope})}" if scope is not None else "")


@allow(access.look_after_people)
def people(request):
    """Who has which role where, from when to when, and which invitations wait."""
    scope, is_past = asked_scope(request), request.GET.get("past") == "1"
    roles = roles_in(request.user, scope)
    invitations = invitations_in(request.user, scope if "in" in request.GET else None)
    today = timezone.localdate()
    roles = roles.filter(ends_on__lt=today) if is_past else roles.exclude(ends_on__lt=today)
    page = Paginator(roles, PER_PAGE).get_page(page_number(request))
    waiting, scopes = list(invitations[:PER_PAGE]), own_scopes(request.user)
    known = places({*scopes, scope or "", *(one.scope for one in (*page.object_list, *waiting))})
    words = {
        "page": page,
        "title": _("People and roles")
        if scope is None
        else _("People: {place}").format(place=place_in_words(scope, known)),
        "rows": [role_row(role, known) for role in page.object_list],
        "waiting": [(one, place_in_words(one.scope, known), one.state(today) == "expired") for one in waiting],
        "chips": [{"label": place_in_words(one, known), "url": to_list(one)} for one in scopes if one != scope],
        "invite": invite_address(request.user, scope),
        "without": without_role(request.user) if scope is None else (),
        "is_past": is_past,
        "may_see_mail": access.administer(request.user),
        "past": f"?{urlencode({**({} if scope is None else {'in': scope}), 'past': 1})}",
    }
    return render(request, "portal/people.html", words)


def without_role(user):
    """The newest accounts that have no role, for administrators."""
    return User.objects.filter(roles=None).order_by("-pk")[:MOST] if sees_everything(user) else ()


def role_row(role, known):
    """One role, as a list shows it."""
    word, place = role_in_words(role.role, role.scope, known)
    return {"role": role, "word": word, "place": place}


def invite_address(user, scope):
    """Address of the form that invites into `scope`, or an empty text where `user` may not."""
    scope = "" if scope is None and sees_everything(user) else scope
    may = scope is not None and access.roles_to_give(user, scope)
    return f"{reverse('invite')}?{urlencode({'in': scope})}" if may else ""


def place_or_refuse(request):
    """(scope, its name, the roles that may be given there) of an address; 404 for no such place, 403 for another's."""
    scope = scope_in(request)
    known = places([scope])
    if scope and scope not in known:
        raise Http404(_("There is no such place."))
    roles = access.roles_to_give(request.user, scope)
    if not roles:
        raise PermissionDenied
    return scope, str(known[scope]) if scope else "", roles


@allow(access.look_after_people)
def invite(request):
    """Invite somebody into a role; the form comes back empty for the next one."""
    scope, place, roles = place_or_refuse(request)
    first = {"role": request.GET.get("role", roles[0]), "language": request.GET.get("language")}
    form = InviteForm(request.POST or None, roles=roles, initial={name: word for name, word in first.items() if word})
    if request.method == "POST" and form.is_valid():
        try:
            sent = actions.invite(**form.cleaned_data, scope=scope, place=place, by=request.user, now=timezone.now())
        except ValidationError as trouble:
            form.add_error(None, trouble)
        else:
            kept = {name: form.cleaned_data[name] for name in ("role", "language")}
            done = _("The invitation to {name} is on its way. Invite the next one, or go back to the list.")
            say_sent(request, sent, done)
            return redirect(f"{request.path}?{urlencode({'in': scope, **kept})}")
    words = {"form": form, "place": place or place_in_words("", {}), "back": to_list(scope)}
    words |= {"goes_out": goes_out(), "mend": way("mail-settings", request.user)}
    return render(request, "portal/invite.html", words)


def say_sent(request, invitation, sentence):
    """Say that `invitation` is on its way; where no mail leaves the installation, the link to be handed on instead."""
    if goes_out():
        messages.success(request, sentence.format(name=invitation.name))
        return
    words = _("{name} is invited. No mail leaves this installation: hand this link on to them, it is shown this once:")
    messages.warning(request, f"{words.format(name=invitation.name)} {invitation.address}")


def attempt(request, done, verb, *args, **words):
    """Do `verb` and say that it is `done`, or why it cannot be."""
    try:
        verb(*args, **words)
    except NotNow as refusal:
        messages.error(request, refusal)
    else:
        messages.success(request, done)


@require_POST
@allow(access.answer_for, Invitation)
def resend(request, invitation):
    """Send an invitation again, with a new link."""
    place = place_named(invitation.scope)
    try:
        sent = actions.resend(invitation, by=request.user, now=timezone.now(), place=place)
    except NotNow as refusal:
        messages.error(request, refusal)
    else:
        say_sent(request, sent, _("The invitation to {name} is on its way again."))
    return redirect(to_list(invitation.scope))


@require_POST
@allow(access.answer_for, Invitation)
def withdraw(request, invitation):
    """Take an invitation back."""
    done = _("The invitation to {name} is withdrawn.").format(name=invitation.name)
    attempt(request, done, actions.withdraw, invitation, by=request.user, now=timezone.now())
    return redirect(to_list(invitation.scope))


@allow(access.read, User)
def user(request, person):
    """An account: what its roles are, as far as the reader looks after them, and what can be done with it."""
    roles = list(Role.objects.visible_to(request.user).filter(user=person).order_by("-ends_on", "pk"))
    known, today = places({role.scope for role in roles}), timezone.localdate()
    rows = [
        {**role_row(role, known), "may_end": access.end_role(request.user, role), "is_over": is_over(role, today)}
        for role in roles
    ]
    words = {"person": person, "rows": rows, "actions": verbs(request.user, person)}
    if access.administer(request.user):
        words["unsent"] = Notice.objects.failed().filter(user=person).count()
    return render(request, "portal/user.html", words)


def is_over(role, today):
    """Whether `role` has ended before `today`."""
    return role.ends_on is not None and role.ends_on < today


def verbs(reader, person):
    """Buttons for what `reader` may do with the account `person`."""
    items = []
    if access.give_roles(reader, person) and own_scopes(reader):
        items.append(("grant-role", pgettext("button", "Give a role"), False))
    if access.close_account(reader, person):
        closing = ("close-account", pgettext("button", "Close the account"), True)
        items.append(closing if person.is_active else ("open-account", pgettext("button", "Open the account"), True))
        if access.remove_second_factor(reader, person):
            items.append(("remove-second-factor", pgettext("button", "Remove the second factor"), True))
        items.append(("erase-account", pgettext("button", "Erase the account"), False))
    return [
        {"label": label, "url": reverse(name, args=[person.pk]), "post": post, "main": name == "grant-role"}
        for name, label, post in items
    ]


@allow(access.give_roles, User)
def grant(request, person):
    """Give somebody who is here already a role, in a place of one's own."""
    scopes = own_scopes(request.user)
    scope = scope_in(request) if "in" in request.GET else scopes[0]
    known = places({scope, *scopes})
    roles = access.roles_to_give(request.user, scope)
    if not roles or (scope and scope not in known):
        raise PermissionDenied
    form = GrantForm(request.POST or None, roles=roles, initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            give_role(person, scope=scope, by=request.user, **form.cleaned_data)
        except ValidationError as trouble:
            form.add_error(None, trouble)
        else:
            messages.success(request, _("{name} has the role.").format(name=person.name))
            return redirect("user", pk=person.pk)
    chips = [
        {"label": place_in_words(one, known), "url": f"?{urlencode({'in': one})}"} for one in scopes if one != scope
    ]
    words = {"person": person, "form": form, "place": place_in_words(scope, known), "chips": chips}
    return render(request, "portal/grant.html", words)


@allow(access.end_role, Role, join=("user",))
def end(request, role):
    """End a role with a day."""
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            take_role(role, by=request.user, on=form.cleaned_data["on"])
        except NotNow as refusal:
            form.add_error("on", str(refusal))
        else:
            messages.success(request, _("The role has its last day. The account stays."))
            return redirect("user", pk=role.user_id)
    return render(request, "portal/end_role.html", {"form": form, "row": role_row(role, places([role.scope]))})


@require_POST
@allow(access.close_account, User)
def close(request, person):
    """Close an account: nobody signs in with it any more."""
    done = _("The account is closed, and signed out everywhere.")
    attempt(request, done, actions.close_account, person, by=request.user, on=timezone.localdate())
    return redirect("user", pk=person.pk)


@require_POST
@allow(access.close_account, User)
def open_again(request, person):
    """Open a closed account again."""
    attempt(request, _("The account is open again."), actions.open_account, person, by=request.user)
    return redirect("user", pk=person.pk)


@require_POST
@allow(access.remove_second_factor, User)
def remove_second_factor(request, person):
    """Let somebody who lost telephone and codes in again by the password alone."""
    done = _("The password alone is enough now, until another second factor is set up.")
    attempt(request, done, actions.remove_second_factor, person, by=request.user)
    return redirect("user", pk=person.pk)


@allow(access.erase, User)
def erase(request, person):
    """Erase an account, after a page that says what that means."""
    if request.method == "POST":
        try:
            actions.erase(person, by=request.user, on=timezone.localdate())
        except NotNow as refusal:
            messages.error(request, refusal)
            return redirect("user", pk=person.pk)
        messages.success(request, _("The account is erased."))
        return redirect("people")
    return render(request, "portal/erase.html", {"person": person})
