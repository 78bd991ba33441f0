"""How far the first hour of an office is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.accounts.access import keep_records
from zhinan.accounts.models import Invitation, keys_of, sees_everything
from zhinan.events.models import Event
from zhinan.exchange.models import Import
from zhinan.exchange.states import State
from zhinan.network.models import Membership, Network
from zhinan.programmes.models import Programme, ReportingPeriod


@dataclass(frozen=True)
class Step:
    """One thing that an office does first: its words, the address where it is done, and whether it is."""

    label: str
    note: str
    address: str
    is_done: bool = False


def steps(user, on):
    """The Steps of the first hour, as far as `user` may see them on the day `on`: nine queries at most."""
    period = ReportingPeriod.objects.filter(programme__in=programmes_of(user)).select_related("programme").first()
    report = reverse("highlights", args=[period.programme.slug, period.year]) if period else ""
    return [
        invited(user),
        joined(user, on),
        Step(
            _("Import a list that you have"),
            _("Organisations, people, events and more, from XLSX, CSV or ODS."),
            reverse("add-import"),
            Import.objects.visible_to(user).filter(state=State.TAKEN).exists(),
        ),
        Step(
            _("Plan an event"),
            _("A webinar, meeting or training, with its date."),
            reverse("add-event"),
            Event.objects.visible_to(user).exists(),
        ),
        Step(
            _("Look at your first report"),
            _("It fills as you record: every number opens the records behind it."),
            report,
        ),
    ]


def programmes_of(user):
    """The programmes in which `user` has a role; for an administrator all of them."""
    return (
        Programme.objects.all()
        if sees_everything(user)
        else Programme.objects.filter(pk__in=keys_of(user, "programme"))
    )


def invited(user):
    """The step of inviting colleagues, with how many were invited and came."""
    moments = list(Invitation.objects.visible_to(user).filter(withdrawn_at=None).values_list("accepted_at", flat=True))
    came = sum(moment is not None for moment in moments)
    note = ngettext("{n} invited, {came} came", "{n} invited, {came} came", len(moments))
    words = note.format(n=len(moments), came=came) if moments else _("Nobody is invited yet.")
    return Step(_("Invite your colleagues"), words, reverse("people"), bool(moments))


def joined(user, on):
    """The step of adding members, with how many memberships are in force.

    First of all there must be a network, and a programme that leads it.
    """
    number = Membership.objects.visible_to(user).as_of(on).count()
    label = _("Add your members")
    if not number and not Network.objects.visible_to(user).exists():
        return Step(label, _("First the network that they belong to."), reverse("first-network"))
    programmes = programmes_of(user)
    alone = None if programmes.exclude(networks=None).exists() else programmes.first()
    if alone:
        words = _("First name the network in your programme: until then its members count in no report.")
        return Step(label, words, reverse("edit-programme", args=[alone.slug]))
    if number:
        note = ngettext("{n} membership in force", "{n} memberships in force", number).format(n=number)
        return Step(label, note, reverse("add-membership"), True)
    return Step(label, _("An organisation, and since when it belongs to your network."), reverse("add-membership"))


def is_underway(user, on):
    """Whether something of the first hour is still to be done: the desk leads there until nothing is."""
    return keep_records(user) and not all(step.is_done for step in steps(user, on)[:-1])
