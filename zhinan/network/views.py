"""Pages of networks, agreements and partnerships."""

from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.views import record_page
from zhinan.kit import charts
from zhinan.kit.guards import allow, public

from . import access
from .models import Agreement, Membership, Network, Partnership


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
    """A network with its members over time."""
    members = Membership.objects.visible_to(request.user).filter(network=network).select_related("organisation")
    facts = [
        (pgettext("label", "Established"), network.established_on and network.established_on.in_words()),
        (pgettext("label", "Secretariat"), network.secretariat),
        (pgettext("label", "Members recorded"), members.count()),
    ]
    partnerships = Partnership.objects.visible_to(request.user).filter(network=network)
    more = {"members": members, "chart": members_over_time(members), "partnerships": partnerships}
    return record_page(request, "network/network.html", network, facts, **more)


def members_over_time(members):
    """The Chart of how many of `members` were in at the end of each year; None where no day of joining is known.

    Begins with the year before the first day that is known; a member without a day of joining counts from the start.
    """
    joined = [member.joined_latest for member in members if member.joined_on]
    left = [member.left_latest for member in members if member.left_on]
    if not joined:
        return None
    years = range(min(joined).year - 1, max(joined + left).year + 1)
    points = [(year, sum(1 for member in members if was_in(member, year))) for year in years]
    return charts.line(points, title=_("Members recorded at the end of each year"), n=len(members))


def was_in(member, year):
    """Whether `member` was in at the end of `year`, as far as is known."""
    has_joined = member.joined_on is None or member.joined_latest.year <= year
    return has_joined and (member.left_on is None or member.left_latest.year > year)


@allow(access.read, Agreement)
def agreement(request, agreement):
    """An agreement with its parties."""
    facts = [
        (pgettext("label", "Signed"), agreement.signed_on and agreement.signed_on.in_words()),
        (pgettext("label", "Expires"), agreement.expires_on and agreement.expires_on.in_words()),
    ]
    organisations = agreement.parties.visible_to(request.user)
    return record_page(request, "network/agreement.html", agreement, facts, organisations=organisations)


@allow(access.read, Partnership)
def partnership(request, partnership):
    """A partnership with those in it."""
    facts = [
        (pgettext("label", "Kind"), partnership.get_kind_display()),
        (pgettext("label", "Network"), partnership.network),
        (pgettext("label", "Established"), partnership.established_on and partnership.established_on.in_words()),
    ]
    organisations = partnership.organisations.visible_to(request.user)
    return record_page(request, "network/agreement.html", partnership, facts, organisations=organisations)
