"""Who writes an application: listed, invited, taken off, and who leads it."""

from functools import partial

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .. import access, actions
from ..emails.authors import undelivered
from ..forms import InviteAuthorForm
from ..models import Application
from ..rules.writing import why_not
from .institutions import with_institutions


@never_cache
@allow(access.write, Application, join=("call__programme",))
def authors(request, application):
    """Those who write an application, those who were invited to, and the form that invites one more."""
    typed = request.POST if request.method == "POST" else None
    form = invited(request, application) if typed is not None else opened(request, application)
    if form is None:
        messages.success(request, _("A mail goes there."))
        return redirect("application-authors", application.pk)
    now = timezone.now()
    waiting = list(application.invitations.select_related("organisation"))
    lost = undelivered([one.email for one in waiting]) if waiting else set()
    is_open = not why_not(application, now)
    people = list(application.authors.select_related("user", "organisation"))
    leads = not any(one.is_lead for one in people) or any(one.is_lead and one.user == request.user for one in people)
    words = {"application": application, "form": form, "is_open": is_open}
    words["authors"] = [row_of(one, request.user, is_open, leads) for one in people]
    words["invited"] = [
        {"row": one, "is_lost": one.email in lost, "is_over": one.is_over(now), "verbs": verbs_of(one, is_open)}
        for one in waiting
    ]
    return render(request, "grants/authors.html", words)


def opened(request, application, typed=None):
    """The form that invites an author."""
    return InviteAuthorForm(typed, user=request.user, application=application)


def invited(request, application):
    """Invite whoever was typed; None where that is done, else the form with what must be mended."""
    form, refusal = opened(request, application, request.POST), why_not(application, timezone.now())
    try:
        typed = with_institutions(request.POST, application.call, request.user, "organisation", refusal=refusal)
        form = opened(request, application, typed)
        if form.is_valid():
            if not consume(request, action="invite_author", user=request.user):
                raise NotNow(_("You invited very many people just now. Go on in an hour."))
            actions.invite_author(application, **form.cleaned_data, by=request.user, now=timezone.now())
            return None
    except (NotNow, ValidationError) as trouble:
        form.is_valid()
        form.add_error(None, trouble if isinstance(trouble, ValidationError) else str(trouble))
    return form


def row_of(author, user, is_open, leads):
    """One author with the buttons that `user` has for them, who `leads` or does not."""
    verbs = []
    if is_open and not author.is_lead and leads:
        verbs = [button(_("Hand over the lead"), "lead-author", author)]
    if is_open and not author.is_lead and (leads or author.user == user):
        words = pgettext("button", "Leave") if author.user == user else pgettext("button", "Remove")
        verbs.append(button(words, "remove-author", author))
    return {"author": author, "verbs": verbs}


def verbs_of(invitation, is_open):
    """The buttons of somebody who was invited."""
    again = [button(pgettext("button", "Send again"), "invite-author-again", invitation)] if is_open else []
    return [*again, button(pgettext("button", "Withdraw"), "drop-author-invitation", invitation)]


def button(label, name, row):
    """A button that does something with an author or an invitation."""
    return {"label": label, "url": reverse(name, args=[row.application_id, row.pk]), "post": True}


def doing(rows, action, said, on_time=True):
    """The view of a verb about one of the `rows` of an application: `action(row, by=)`, with `now` if `on_time`."""

    @require_POST
    @allow(access.write, Application, join=("call__programme",))
    def do(request, application, row):
        found = get_object_or_404(getattr(application, rows).select_related("application__call"), pk=row)
        when = {"now": timezone.now()} if on_time else {}
        try:
            action(found, by=request.user, **when)
        except NotNow as refusal:
            messages.error(request, refusal)
        else:
            messages.success(request, said)
        still = Application.objects.visible_to(request.user).filter(pk=application.pk).exists()
        return redirect("application-authors", application.pk) if still else redirect("desk")

    return do


def routes(at):
    """The addresses of the verbs about authors and invitations, under the one of the list."""
    author, invitation = partial(doing, "authors"), partial(doing, "invitations")
    again = gettext_lazy("The mail goes out again, with another link.")
    dropped = gettext_lazy("The invitation is taken back.")
    verbs = {
        "remove-author": author(actions.remove_author, gettext_lazy("They do not write it any more.")),
        "lead-author": author(actions.hand_over, gettext_lazy("The lead is handed over.")),
        "invite-author-again": invitation(actions.invite_author_again, again),
        "drop-author-invitation": invitation(actions.drop_invitation, dropped, on_time=False),
    }
    return [path(f"{at}<int:row>/{name}/", view, name=name) for name, view in verbs.items()]
