"""The first hour: an empty installation begins, and a page leads on from there."""

from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from zhinan.accounts.access import keep_records
from zhinan.accounts.actions import opening_key
from zhinan.accounts.forms import language_of
from zhinan.accounts.models import Invitation, User, roles_of, sees_everything
from zhinan.events.models import Event
from zhinan.history.models import Entry
from zhinan.kit.guards import allow, public
from zhinan.kit.lifecycle import NotNow
from zhinan.network.models import Membership, Organisation
from zhinan.programmes.models import Programme, ReportingPeriod

from .. import actions
from ..forms import BeginForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
@never_cache
def begin(request):
    """Organisation, programme and first administrator of an empty installation; for whoever was given the key."""
    if not constant_time_compare(request.GET.get("key", ""), opening_key()) or User.objects.exists():
        raise Http404(_("There is no such page."))
    form = BeginForm(request.POST or None, initial={"language": language_of(request)})
    if request.method == "POST" and form.is_valid():
        words = {name: value for name, value in form.cleaned_data.items() if name != "repeated"}
        try:
            user = actions.begin(**words)
        except (ValidationError, NotNow) as trouble:
            form.add_error(None, trouble if isinstance(trouble, ValidationError) else str(trouble))
        else:
            login(request, user, backend=BACKEND)
            return redirect("start")
    return render(request, "portal/begin.html", {"form": form})


@allow(keep_records)
def start(request):
    """What an office does first, each with how far it is."""
    return render(request, "portal/start.html", {"steps": steps(request.user)})


def steps(user):
    """[{label, note, name, address, is_done}] of the first hour, as far as `user` may see it; six queries.

    `name` is that of the page where it is done, `address` its address where that needs more than the name.
    """
    programmes = programmes_of(user)
    period = ReportingPeriod.objects.filter(programme__in=programmes).select_related("programme").first()
    return [
        invited(user),
        {
            "label": _("Add your members"),
            "note": joined(user),
            "name": "add-organisation",
            "is_done": Membership.objects.visible_to(user).exists(),
        },
        {
            "label": _("Import a list that you have"),
            "note": _("Organisations, people, events and more, from XLSX, CSV or ODS."),
            "name": "add-import",
            "is_done": Entry.objects.filter(verb="imported").exists(),
        },
        {
            "label": _("Plan an event"),
            "note": _("A webinar, meeting or training, with its date."),
            "name": "add-event",
            "is_done": Event.objects.visible_to(user).exists(),
        },
        {
            "label": _("Look at your first report"),
            "note": _("It fills as you record: every number opens the records behind it."),
            "name": "highlights",
            "address": reverse("highlights", args=[period.programme.slug, period.year]) if period else "",
            "is_done": False,
        },
    ]


def programmes_of(user):
    """The programmes in which `user` has a role; for an administrator all of them."""
    if sees_everything(user):
        return Programme.objects.all()
    keys = [scope.partition(":")[2] for _role, scope in roles_of(user) if scope.startswith("programme:")]
    return Programme.objects.filter(pk__in=[key for key in keys if key.isdigit()])


def invited(user):
    """The step of inviting colleagues, with how many were invited and came."""
    moments = list(Invitation.objects.visible_to(user).filter(withdrawn_at=None).values_list("accepted_at", flat=True))
    came = sum(moment is not None for moment in moments)
    note = ngettext("{n} invited, {came} came", "{n} invited, {came} came", len(moments))
    words = note.format(n=len(moments), came=came) if moments else _("Nobody is invited yet.")
    return {"label": _("Invite your colleagues"), "note": words, "name": "people", "is_done": bool(moments)}


def joined(user):
    """How many organisations there are, in words."""
    number = Organisation.objects.visible_to(user).count()
    return ngettext("{n} organisation recorded", "{n} organisations recorded", number).format(n=number)


def is_underway(user):
    """Whether something of the first hour is still to be done: the desk leads there until nothing is."""
    return keep_records(user) and not all(step["is_done"] for step in steps(user)[:-1])
