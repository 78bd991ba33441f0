"""The own page of somebody who registered, known by its address alone."""

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhinan.kit.clocks import keep_zone
from zhinan.kit.guards import public
from zhinan.kit.lifecycle import NotNow
from zhinan.questionnaires.actions import answers_of

from .. import access, actions
from ..models import Registration
from ..states import HELD, REGISTRATION, Place, State
from .hours import shown_hours
from .registering import answer_form

BEFORE = (State.PLANNED, State.POSTPONED)


def own(token):
    """The Registration whose page is at `token`; raises Http404."""
    found = Registration.objects.with_token(token)
    if found is None:
        raise Http404(_("There is no such page."))
    return found


def may_answer(row):
    """Whether the answers of `row` can be changed: its event asks something, and has not begun to be history."""
    terms = getattr(row.event, "admission", None)
    return terms is not None and terms.round_id is not None and row.state in HELD and row.event.state in BEFORE


def ticket(row):
    """The ticket of `row` as SVG: a square code that holds the address of its page and nothing else."""
    code = segno.make(settings.ADDRESS + row.own_address(), error="m", micro=False)
    # Made of an address of our own: signs of the base64 alphabet, and no words of anybody.
    return mark_safe(code.svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass="ticket", lineclass=None))


@public
@never_cache
def own_page(request, token):
    """How a registration stands, when and where the event is, the ticket, and what can be changed."""
    row = own(token)
    line = list(row.event.registrations.in_line().values_list("pk", flat=True)) if row.state == Place.WAITING else []
    is_in = row.state == Place.REGISTERED and row.event.state not in (State.CANCELLED, State.POSTPONED)
    words = {
        "row": row,
        "event": row.event,
        "token": token,
        "is_in": is_in,
        "place": line.index(row.pk) + 1 if row.pk in line else 0,
    }
    words |= {"terms": getattr(row.event, "admission", None), "may_answer": may_answer(row)}
    words |= {"may_cancel": REGISTRATION.allows(row, "cancel") and row.event.state in BEFORE}
    words |= {"ticket": ticket(row) if is_in else "", **shown_hours(request, row.event)}
    words |= {"came": row.event.attendances.filter(registration=row).exists()}
    words |= {"seen_in": row.event.sessions.filter(presences__attendance__registration=row)}
    words |= {"takes_code": is_in and actions.takes_code(row)}
    words |= {"may_check_in": is_in and request.user.is_authenticated and access.edit(request.user, row.event)}
    return keep_zone(request, render(request, "events/own.html", words))


@public
@never_cache
def own_answers(request, token):
    """Changes the answers to the event's own questions."""
    row = own(token)
    if not may_answer(row):
        messages.error(request, _("No answers are taken here now."))
        return redirect("own-registration", token)
    before = answers_of(row.response) if row.response else {}
    typed = request.POST if request.method == "POST" else None
    form, sections = answer_form(row.event.admission, typed, before, row.language or None)
    if typed is not None and form.is_valid():
        try:
            actions.answer(row, form.values(), now=timezone.now())
        except NotNow as refusal:
            messages.error(request, refusal)
        else:
            messages.success(request, _("Your answers are saved."))
        return redirect("own-registration", token)
    words = {"row": row, "event": row.event, "token": token, "form": form, "sections": sections}
    return render(request, "events/own_answers.html", words)


@public
@never_cache
def own_cancel(request, token):
    """Cancels a registration, after asking."""
    row = own(token)
    if request.method != "POST":
        return render(request, "events/own_cancel.html", {"row": row, "event": row.event, "token": token})
    try:
        actions.cancel_registration(row)
    except NotNow as refusal:
        messages.error(request, refusal)
    else:
        messages.success(request, _("Your registration is cancelled."))
    return redirect("own-registration", token)
