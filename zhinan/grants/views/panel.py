"""The panel of a call: who judges its applications, what they know, and how much they have."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.models import Invitation, Role, User
from zhinan.kit.guards import allow

from .. import access
from ..actions import panel as actions
from ..forms.panel import NewSeatForm, SeatForm
from ..models import Call, Panelist
from ..rules.planning import loads_of


@allow(access.keep_call, Call, join=("programme",))
def call_panel(request, call):
    """Who sits in the panel, and a seat for somebody more."""
    typed = request.POST if request.method == "POST" else None
    form = NewSeatForm(typed, instance=Panelist(call=call), user=request.user)
    if typed is not None and form.is_valid() and seated(request, call, form):
        return redirect("call-panel", call.slug)
    waiting = Invitation.objects.open().filter(scope=call.scope())
    words = {"call": call, "form": form, "rows": rows_of(call), "waiting": waiting}
    return render(request, "grants/panel.html", words)


def seated(request, call, form):
    """Seat or invite whom `form` names; False where it says what must be mended."""
    said, told = form.cleaned_data, _("{name} has a seat in the panel.")
    address = User.objects.normalize_email(said["email"]).lower()
    is_known = User.objects.filter(email=address, is_active=True).exists()
    try:
        if is_known or not said["name"]:
            found = actions.seat(call, said["email"], said["roles"], form.values(), by=request.user)
            messages.success(request, told.format(name=found))
        else:
            words = {"by": request.user, "now": timezone.now(), "language": request.LANGUAGE_CODE}
            actions.invite(call, said["email"], said["name"], said["roles"], **words)
            messages.success(request, _("{name} is invited.").format(name=said["name"]))
    except ValidationError as trouble:
        for name, errors in getattr(trouble, "error_dict", {None: trouble.messages}).items():
            form.add_error(name if name in form.fields else None, errors)
    return not form.errors


def rows_of(call):
    """(Panelist, words of the roles, number of reviews) of the panel; of who has roles alone an unsaved one."""
    seats = list(call.panel.select_related("user", "organisation", "nationality").prefetch_related("goals"))
    roles, loads = {}, loads_of(call)
    held = Role.objects.current(timezone.localdate()).filter(scope=call.scope(), user__is_active=True)
    for role in held.select_related("user").order_by("user__name", "pk"):
        roles.setdefault(role.user, []).append(role.get_role_display())
    seated = {seat.user for seat in seats}
    seats += [Panelist(call=call, user=user) for user in roles if user not in seated]
    return [(seat, roles.get(seat.user, ()), loads.get(seat.user_id, 0)) for seat in seats]


@allow(access.keep_call, Call, join=("programme",), by=("slug",))
def edit_panelist(request, call, member):
    """Changes what somebody in the panel does and knows; who came by an invitation gets their seat here."""
    person = get_object_or_404(User.objects.filter(roles__scope=call.scope()).distinct(), pk=member)
    seat = Panelist.objects.filter(call=call, user=person).first() or Panelist(call=call, user=person)
    current = Role.objects.current(timezone.localdate()).filter(user=person, scope=call.scope())
    typed, held = request.POST if request.method == "POST" else None, list(current.values_list("role", flat=True))
    form = SeatForm(typed, instance=seat, user=request.user, initial={"roles": held})
    if typed is not None and form.is_valid():
        actions.change_seat(seat, form.cleaned_data["roles"], form.values(), by=request.user, on=timezone.localdate())
        messages.success(request, _("{name} is saved.").format(name=person))
        return redirect("call-panel", call.slug)
    words = {"call": call, "form": form, "title": str(person), "submit": pgettext("button", "Save")}
    return render(request, "grants/panel_form.html", words)


@allow(access.keep_call, Call, join=("programme",), by=("slug",))
def unseat(request, call, member):
    """Ends a seat, after asking."""
    seat = get_object_or_404(call.panel.select_related("user"), user=member)
    if request.method == "POST":
        actions.unseat(seat, by=request.user, on=timezone.localdate())
        messages.success(request, _("{name} judges here no more.").format(name=seat.user))
        return redirect("call-panel", call.slug)
    words = {"call": call, "form": Form(), "title": str(seat.user), "submit": _("End the seat")}
    words["note"] = _("The roles in this call end at once. Reviews that were not sent are taken back.")
    return render(request, "grants/panel_form.html", words)
