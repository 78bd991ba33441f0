"""What stands in the calendar: events, and the days on which agreements, memberships and grants end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from zhinan.events.models import Event, Involvement
from zhinan.events.states import State as EventState
from zhinan.grants.models import Grant
from zhinan.grants.states import State as GrantState
from zhinan.kit.dates import PartialDate, days_of_span, span_in_words
from zhinan.kit.punctuation import in_a_line
from zhinan.network.models import Agreement, Membership
from zhinan.network.states import State as MembershipState


@dataclass(frozen=True)
class Occasion:
    """Something from the day `start` to the day `end`: those days where `has_days`, else some day among them.

    `days` are the dates as they are known, in words; `place` may be empty.
    """

    kind: str
    record: Any
    title: str
    start: date
    end: date
    has_days: bool
    days: str
    place: str = ""
    state: str = ""

    def is_cancelled(self):
        """Whether it will not be."""
        return self.state == EventState.CANCELLED

    def state_word(self):
        """Its state, where that is not what a reader expects."""
        return EventState(self.state).label if self.state in (EventState.CANCELLED, EventState.POSTPONED) else ""


def occasion(kind, record, title, starts, ends=None, **more):
    """The Occasion of a record from the PartialDate `starts` to `ends`; without an end it is as long as `starts`."""
    return Occasion(kind, record, title, *days_of_span(starts, ends), span_in_words(starts, ends), **more)


def between(name, first, last):
    """Condition that the partial date `name` may lie between two days."""
    return Q(**{f"{name}_earliest__lte": last, f"{name}_latest__gte": first})


def events(user, first, last, programme):
    """Events that may lie between two days."""
    until = Q(ends_latest__gte=first) | Q(ends_latest=None, starts_latest__gte=first)
    rows = Event.objects.visible_to(user).filter(until, starts_earliest__lte=last).select_related("country")
    if programme:
        rows = rows.filter(pk__in=Involvement.objects.filter(programme=programme).values("event"))
    for one in rows:
        place = in_a_line(one.place, one.country)
        yield occasion("event", one, str(one), one.starts_on, one.ends_on, place=place, state=one.state)


def agreements(user, first, last, programme):
    """Agreements that may expire between two days; none of them belongs to a programme."""
    rows = Agreement.objects.visible_to(user).filter(between("expires", first, last))
    for one in rows.none() if programme else rows:
        yield occasion("agreement", one, _("Expires: {agreement}").format(agreement=one), one.expires_on)


def memberships(user, first, last, programme):
    """Memberships that need to be renewed between two days."""
    rows = Membership.objects.visible_to(user).filter(state=MembershipState.MEMBER)
    rows = rows.filter(renewed_until__range=(first, last)).select_related("organisation", "network")
    if programme:
        rows = rows.filter(network__in=programme.networks.all())
    for one in rows:
        title = _("Renew: {membership}").format(membership=one)
        yield occasion("membership", one, title, PartialDate(one.renewed_until.isoformat()))


def grants(user, first, last, programme):
    """Approved grants that may end between two days."""
    rows = Grant.objects.visible_to(user).filter(state__in=(GrantState.APPROVED, GrantState.ACTIVE))
    rows = rows.filter(between("ends", first, last))
    if programme:
        rows = rows.filter(project__programme=programme)
    for one in rows:
        yield occasion("grant", one, _("Ends: {grant}").format(grant=one), one.ends_on)


@dataclass(frozen=True)
class Source:
    """One kind of occasion: its word, and what gives those of (user, first, last, programme)."""

    label: str
    read: Callable


SOURCES = {
    "event": Source(pgettext_lazy("kind of date", "Events"), events),
    "agreement": Source(pgettext_lazy("kind of date", "Agreements that expire"), agreements),
    "membership": Source(pgettext_lazy("kind of date", "Memberships to renew"), memberships),
    "grant": Source(pgettext_lazy("kind of date", "Grants that end"), grants),
}


def occasions(user, first, last, kind="", programme=None):
    """Occasions that may lie between two days, as far as `user` may see them, in order: one query a kind."""
    wanted = [SOURCES[kind]] if kind else SOURCES.values()
    found = [one for source in wanted for one in source.read(user, first, last, programme)]
    return sorted(found, key=lambda one: (one.start, one.end, one.title))
