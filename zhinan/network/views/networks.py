"""Pages of networks, agreements and partnerships."""

from datetime import date

from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.files.views import record_page
from zhinan.kit import charts
from zhinan.kit.guards import allow, public

from .. import access, forms
from ..models import Agreement, Membership, Network, Partnership
from ..states import IN, State


@public
def networks(request):
    """All networks, with their members today."""
    members = Membership.objects.visible_to(request.user).as_of(timezone.localdate()).order_by()
    counts = dict(members.values_list("network").annotate(n=Count("pk")))
    rows = [
        (network, network.get_absolute_url(), _("{n} members recorded").format(n=counts.get(network.pk, 0)))
        for network in Network.objects.visible_to(request.user)
    ]
    return render(request, "network/networks.html", {"rows": rows})


@allow(access.read, Network)
def network(request, network):
    """A network with its members over time, all of them or those of a day."""
    rows = Membership.objects.visible_to(request.user).filter(network=network).select_related("organisation")
    members = [member for member in rows if member.state in IN]
    form = forms.AsOfForm(request.GET if "on" in request.GET else None)
    day = form.cleaned_data["on"] if form.is_valid() else None
    facts = [
        (pgettext("label", "Established"), network.established_on and network.established_on.in_words()),
        (pgettext("label", "Secretariat"), network.secretariat),
        (pgettext("label", "Members recorded"), len(members)),
    ]
    more = {
        "members": [member for member in members if day is None or member.was_in_on(day)],
        "waiting": [member for member in rows if member.state == State.APPLIED],
        "chart": members_over_time(members),
        "partnerships": Partnership.objects.visible_to(request.user).filter(network=network),
        "day": day,
        "form": form,
        "member": f"{network} [{network.slug}]" if access.keep_records(request.user) else "",
    }
    return record_page(request, "network/network.html", network, facts, edit=access.edit_record, **more)


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
    """An agreement with its parties."""
    facts = [
        (pgettext("label", "Signed"), agreement.signed_on and agreement.signed_on.in_words()),
        (pgettext("label", "Expires"), agreement.expires_on and agreement.expires_on.in_words()),
    ]
    organisations = agreement.parties.visible_to(request.user)
    return record_page(
        request, "network/agreement.html", agreement, facts, edit=access.edit_record, organisations=organisations
    )
