"""Pages of networks, agreements and partnerships."""

from datetime import date

from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhinan.files.views import record_page
from zhinan.kit import charts
from zhinan.kit.guards import allow, public
from zhinan.kit.sheets import SHEETS, as_sheet
from zhinan.kit.templatetags.kit import day as day_in_words

from .. import access, forms
from ..models import Agreement, Membership, Network, Organisation, Partnership
from ..states import IN, State
from ..tables import Members


@public
def networks(request):
    """All networks, with their members today."""
    members = Membership.objects.visible_to(request.user).as_of(timezone.localdate()).order_by()
    counts = dict(members.values_list("network").annotate(n=Count("pk")))
    rows = [
        (network, network.get_absolute_url(), members_recorded(counts.get(network.pk, 0)))
        for network in Network.objects.visible_to(request.user)
    ]
    adding = {"label": _("Add a network"), "url": reverse("add-network")}
    actions = [adding] if access.keep_records(request.user) else []
    return render(request, "network/networks.html", {"rows": rows, "actions": actions})


def members_recorded(number):
    """“3 members recorded”."""
    return ngettext("{n} member recorded", "{n} members recorded", number).format(n=number)


@allow(access.read, Network)
def network(request, network):
    """A network with its members over time, all of them or those of a day."""
    rows = memberships_of(network, request.user)
    members = [member for member in rows if member.state in IN]
    form, day = asked(request)
    facts = [
        (pgettext("label", "Established"), network.established_on and network.established_on.in_words()),
        (pgettext("label", "Secretariat"), network.secretariat),
        (pgettext("label", "Members recorded"), len(members)),
    ]
    more = {
        "members": [member for member in members if day is None or member.was_in_on(day)],
        "downloads": [(kind.upper(), address_of_members(network, kind, day)) for kind in SHEETS],
        "waiting": [member for member in rows if member.state == State.APPLIED],
        "chart": members_over_time(members),
        "partnerships": Partnership.objects.visible_to(request.user).filter(network=network),
        "day": day,
        "form": form,
        "member": f"{network} [{network.slug}]" if access.keep_records(request.user) else "",
    }
    return record_page(request, "network/network.html", network, facts, edit=access.edit_record, **more)


def memberships_of(network, user):
    """The memberships of `network` that `user` may see, with their organisations."""
    return Membership.objects.visible_to(user).filter(network=network).select_related("organisation")


def asked(request):
    """(the form, the day of which the members are asked for, None for all of them)."""
    form = forms.AsOfForm(request.GET if "on" in request.GET else None)
    return form, form.cleaned_data["on"] if form.is_valid() else None


def address_of_members(network, kind, day):
    """Where the members of `network`, all of them or those of a day, are a file of the `kind` csv or xlsx."""
    address = reverse("network-members", args=[network.slug, kind])
    return f"{address}?on={day.isoformat()}" if day else address


@allow(access.read, Network)
def members(request, network, kind):
    """The members of a network, all of them or those of a day, as a file."""
    rows, (_form, day) = memberships_of(network, request.user).filter(state__in=IN), asked(request)
    table = Members([member for member in rows if day is None or member.was_in_on(day)])
    name = f"{network.slug}-members" + (f"-{day.isoformat()}" if day else "")
    return as_sheet(table.as_values(), name, kind)


def members_over_time(members):
    """The Chart of how many of `members` were in at the end of each year; None where no day of joining is known.

    Begins with the year before the first day that is known; a member without a day of joining counts from the start.
    """
    joined = [member.joined_latest for member in members if member.joined_on]
    left = [member.left_latest for member in members if member.left_on]
    if not joined:
        return None
    years = range(min(joined).year - 1, max(joined + left).year + 1)
    points = [(year, sum(1 for member in members if member.was_in_on(date(year, 12, 31)))) for year in years]
    return charts.line(points, title=_("Members recorded at the end of each year"), n=len(members))


@allow(access.read, Agreement)
def agreement(request, agreement):
    """An agreement with its parties, and who signed it."""
    facts = [
        (pgettext("label", "Signed"), agreement.signed_on and agreement.signed_on.in_words()),
        (pgettext("label", "Expires"), agreement.expires_on and agreement.expires_on.in_words()),
    ]
    if access.edit_record(request.user, agreement) and agreement.reminds_on():
        facts.append((_("Reminds from"), day_in_words(agreement.reminds_on())))
    seen = Organisation.objects.visible_to(request.user)
    more = {
        "organisations": agreement.parties.visible_to(request.user),
        "signatures": agreement.signatures.filter(organisation__in=seen).select_related("organisation"),
    }
    return record_page(request, "network/agreement.html", agreement, facts, edit=access.edit_record, **more)
