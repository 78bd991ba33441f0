"""Pages of networks, agreements and partnerships."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from zhinan.accounts.views import record_page
from zhinan.kit import charts
from zhinan.kit.guards import allow, public

from . import access
from .models import Agreement, Membership, Network, Partnership


@public
def networks(request):
    """All networks, with their members today."""
    found = Network.objects.visible_to(request.user)
    today = timezone.localdate()
    rows = [
        (
            network,
            network.get_absolute_url(),
            _("{n} members recorded").format(n=network.memberships.as_of(today).count()),
        )
        for network in found
    ]
    return render(request, "network/networks.html", {"rows": rows})


@allow(access.read, Network)
def network(request, network):
    """A network with its members over time."""
    members = Membership.objects.visible_to(request.user).filter(network=network).select_related("organisation")
    facts = [
        (_("Established"), network.established_on and network.established_on.in_words()),
        (_("Secretariat"), network.secretariat, network.secretariat and network.secretariat.get_absolute_url()),
        (_("Members recorded"), members.count()),
    ]
    partnerships = Partnership.objects.visible_to(request.user).filter(network=network)
    more = {"members": members, "chart": members_over_time(members), "partnerships": partnerships}
    return record_page(request, "network/network.html", network, facts, **more)


def members_over_time(members):
    """The Chart of how many of `members` were in by each day on which somebody joined; None for fewer than two days."""
    undated = sum(1 for member in members if member.joined_on is None)
    days = sorted(member.joined_earliest for member in members if member.joined_on)
    if not days:
        return None
    points = [(day, undated + days.index(day) + days.count(day)) for day in dict.fromkeys(days)]
    return charts.line(points, title=_("Members recorded over time"), n=len(members), unit="")


@allow(access.read, Agreement)
def agreement(request, agreement):
    """An agreement with its parties."""
    facts = [
        (_("Signed"), agreement.signed_on and agreement.signed_on.in_words()),
        (_("Expires"), agreement.expires_on and agreement.expires_on.in_words()),
    ]
    return record_page(request, "network/agreement.html", agreement, facts, organisations=agreement.parties.all())


@allow(access.read, Partnership)
def partnership(request, partnership):
    """A partnership with those in it."""
    facts = [
        (_("Kind"), partnership.get_kind_display()),
        (_("Network"), partnership.network, partnership.network and partnership.network.get_absolute_url()),
        (_("Established"), partnership.established_on and partnership.established_on.in_words()),
    ]
    organisations = partnership.organisations.visible_to(request.user)
    return record_page(request, "network/agreement.html", partnership, facts, organisations=organisations)
