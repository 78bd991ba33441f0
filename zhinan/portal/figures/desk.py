"""What waits for somebody, where they have a role, and what happened there lately."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy

from zhinan.accounts.access import keep_records
from zhinan.accounts.figures import places, role_in_words
from zhinan.accounts.models import RoleName, audience_tokens, keys_of, sees_everything
from zhinan.accounts.views import kind_word
from zhinan.events.models import Event, Involvement, Participant, Registration
from zhinan.events.states import Participation, Place
from zhinan.events.states import State as EventState
from zhinan.exchange.models import Import
from zhinan.grants.states import Stage
from zhinan.history.models import Entry
from zhinan.network.models import Agreement, Membership, Twin
from zhinan.network.states import State
from zhinan.programmes.access import see_findings
from zhinan.programmes.models import Programme, ReportingPeriod

from ..documents import BY_LABEL
from . import awards, selecting

AHEAD = timedelta(days=60)  # how long before the day a renewal begins to wait
MOST = 8  # lines of one kind; the list has the rest
ALL = 500  # lines of a kind that is read alone
ALONE = "?all="


@dataclass(frozen=True)
class Line:
    """One thing that waits for somebody: what is to be done with which record, and until which day, if any.

    `whose` is the record to which it belongs, where its own words don't say that.
    """

    what: str
    record: Any
    due: date | None
    is_late: bool
    whose: Any = None


@dataclass(frozen=True)
class Rest:
    """What waits beyond the lines: how many more of a kind, and the address of the list that has them."""

    what: str
    count: int
    address: str


@dataclass(frozen=True)
class Waiting:
    """One kind of thing that waits: its words, the queryset of it for (user, day), and the page that has it all.

    `page` is an address name with what it needs, `query` the words after it; `order` is the column by which the first
    is found, `due` the one with the day until which it waits, if there is one; `whose` leads to what it belongs to.
    """

    what: str
    records: Callable
    page: tuple
    query: str
    order: str
    due: str = ""
    whose: str = ""

    def of(self, user, on, most=MOST):
        """(lines, Rest or None) for `user` on the day `on`: one query, two where there are more than `most` lines."""
        records = self.records(user, on)
        lines = [self.line(record, on) for record in records.order_by(F(self.order).asc(nulls_last=True), "pk")[:most]]
        more = records.count() - most if len(lines) == most else 0
        name, *args = self.page
        return lines, Rest(self.what, more, f"{reverse(name, args=args)}{self.query}") if more > 0 else None

    def line(self, record, on):
        """The line of one record."""
        due = getattr(record, self.due) if self.due else None
        whose = attrgetter(self.whose)(record) if self.whose else None
        return Line(self.what, record, due, due is not None and due < on, whose)


def here(what, records, **more):
    """A kind of Waiting that the desk itself shows whole, under the name of the function `records`."""
    return Waiting(what, records, page=("desk",), query=f"{ALONE}{records.__name__}", **more)


def applications(user, on):
    """Memberships that were asked for, and that `user` may decide."""
    asked = Membership.objects.visible_to(user).filter(state=State.APPLIED)
    return asked.select_related("organisation", "network") if keep_records(user) else asked.none()


def renewals(user, on):
    """Memberships that end within AHEAD of the day `on`, or ended: all for who keeps records, else one's own."""
    near = Membership.objects.visible_to(user).filter(state=State.MEMBER, renewed_until__lte=on + AHEAD)
    if not keep_records(user):
        near = near.filter(organisation__in=keys_of(user, "organisation", RoleName.FOCAL_POINT))
    return near.select_related("organisation", "network")


def agreements(user, on):
    """Agreements that run out, for who keeps records."""
    seen = Agreement.objects.visible_to(user)
    return seen.filter(pk__in=Agreement.objects.running_out(on).values("pk")) if keep_records(user) else seen.none()


def imports(user, on):
    """Spreadsheets that were uploaded and not taken over yet."""
    return Import.objects.waiting_for(user)


def kept_events(user):
    """Planned events that `user` may change: of one's programmes, of all for who administers."""
    seen = Event.objects.visible_to(user).filter(state=EventState.PLANNED)
    if not keep_records(user):
        return seen.none()
    if sees_everything(user):
        return seen
    ours = Involvement.objects.filter(programme__in=keys_of(user, "programme", RoleName.SECRETARIAT))
    return seen.filter(pk__in=ours.values("event"))


def registrations(user, on):
    """Events for which people registered who wait for approval."""
    return kept_events(user).filter(pk__in=Registration.objects.filter(state=Place.PENDING).values("event"))


def nominations(user, on):
    """Courses for which people were nominated whom nobody has looked at yet."""
    new = Participant.objects.filter(state=Participation.NOMINATED)
    return kept_events(user).filter(pk__in=new.values("course__event"))


# What waits, kind by kind; another room's kind is one line more, with a queryset of what waits for (user, day).
WAITING = (
    Waiting(
        gettext_lazy("Decide the application"),
        applications,
        page=("list", "membership"),
        query="?state=applied",
        order="applied_earliest",
    ),
    Waiting(
        gettext_lazy("Renew the membership"),
        renewals,
        page=("list", "membership"),
        query="?state=member&sort=renewed_until",
        order="renewed_until",
        due="renewed_until",
    ),
    Waiting(
        gettext_lazy("The agreement expires"),
        agreements,
        page=("list", "agreement"),
        query="?sort=expires",
        order="expires_latest",
        due="expires_latest",
    ),
    Waiting(
        gettext_lazy("Approve who registered"),
        registrations,
        page=("list", "event"),
        query="",
        order="starts_earliest",
        due="starts_earliest",
    ),
    Waiting(
        gettext_lazy("Review who was nominated"),
        nominations,
        page=("list", "event"),
        query="",
        order="starts_earliest",
        due="starts_earliest",
    ),
    Waiting(
        gettext_lazy("Finish and submit the application"),
        selecting.drafts,
        page=("calls",),
        query="",
        order="call__closes_at",
        due="due",
    ),
    Waiting(
        gettext_lazy("Revise the application"),
        selecting.returned,
        page=("calls",),
        query="",
        order="revise_by",
        due="due",
    ),
    Waiting(
        gettext_lazy("Review the application"),
        selecting.reviews,
        page=("calls",),
        query="",
        order="due_on",
        due="due_on",
    ),
    Waiting(
        gettext_lazy("Screen what was submitted"),
        selecting.with_stage(Stage.SUBMITTED),
        page=("calls",),
        query="",
        order="closes_at",
    ),
    Waiting(
        gettext_lazy("Ask reviewers"),
        selecting.with_stage(Stage.ELIGIBLE),
        page=("calls",),
        query="",
        order="closes_at",
    ),
    Waiting(gettext_lazy("Answer what was asked"), selecting.questions, page=("calls",), query="", order="closes_at"),
    Waiting(gettext_lazy("The committee meets"), selecting.meetings, page=("calls",), query="", order="on", due="on"),
    Waiting(
        gettext_lazy("Announce what was decided"), selecting.to_announce, page=("calls",), query="", order="closes_at"
    ),
    here(gettext_lazy("Answer the comments on the report"), awards.returned, order="due_on", due="due_on"),
    here(gettext_lazy("Send the report"), awards.to_send, order="due_on", due="due_on"),
    here(gettext_lazy("Do what was agreed on"), awards.points, order="due_on", due="due_on", whose="award"),
    here(gettext_lazy("Say how far the match has come"), awards.match, order="due_on", due="due_on", whose="award"),
    here(gettext_lazy("Prepare the agreement"), awards.to_begin, order="approved_earliest"),
    here(gettext_lazy("Get the document signed"), awards.documents, order="offered_at", whose="award"),
    here(gettext_lazy("Approve the instalment"), awards.to_approve, order="due_on", due="due_on"),
    here(gettext_lazy("Pay the instalment"), awards.to_pay, order="due_on", due="due_on"),
    here(gettext_lazy("Read the report"), awards.to_read, order="due_on"),
    here(gettext_lazy("The report is overdue"), awards.overdue, order="due_on", due="due_on"),
    here(gettext_lazy("Verify the match"), awards.steps, order="on", whose="match.award"),
    here(gettext_lazy("Close the action point"), awards.done, order="done_on", whose="award"),
    here(gettext_lazy("Close the award"), awards.to_close, order="awarded_on"),
    Waiting(gettext_lazy("Finish the import"), imports, page=("imports",), query="", order="made_at"),
)


def waiting(user, on, alone=""):
    """(lines, rests) of everything that waits for `user` on the day `on`, soonest first: one or two queries a kind.

    Of the kind whose page is the desk with the word `alone`, ALL lines and no other kind.
    """
    lines, rests = [], []
    read_alone = [one for one in WAITING if alone and one.query == f"{ALONE}{alone}"]
    for kind in read_alone or WAITING:
        first, rest = kind.of(user, on, ALL if read_alone else MOST)
        lines += first
        rests += [rest] if rest else []
    return sorted(lines, key=lambda line: line.due or date.max), rests


def pairs(user):
    """How many pairs of records may be one, for who keeps records: one query."""
    return Twin.objects.visible_to(user).open().count() if keep_records(user) else 0


def reports(user):
    """[(programme, periods, whether `user` may see the findings)] where `user` has a role: two queries at most."""
    programmes = Programme.objects.visible_to(user)
    if not sees_everything(user):
        programmes = programmes.filter(pk__in=keys_of(user, "programme"))
    periods = ReportingPeriod.objects.filter(programme__in=programmes).select_related("programme")
    grouped = groupby(periods.order_by("programme__name", "programme", "-year"), key=lambda period: period.programme)
    return [(programme, list(years), see_findings(user, programme)) for programme, years in grouped]


def roles_in_words(roles):
    """(role, record, place) of each of `roles`; the record is None where there is none. A query a kind of place."""
    roles = list(roles)
    known = places({role.scope for role in roles})
    rows = []
    for role in roles:
        word, place = role_in_words(role.role, role.scope, known)
        rows.append((word, known.get(role.scope), place))
    return rows


def lately(user, number=12):
    """The newest entries of the history that `user` may read, of records with a page; one query a noun.

    Returns at most `number` lines {"words", "record", "kind", "at"}.
    """
    entries = Entry.objects.filter(noun__in=BY_LABEL).exclude(verb="recorded", actor=None).order_by("-pk")
    if not sees_everything(user):
        entries = entries.filter(audience__in=audience_tokens(user))
    entries, keys = list(entries[: number * 4]), {}
    for entry in entries:
        keys.setdefault(entry.noun, set()).add(entry.noun_id)
    records = {
        (noun, record.pk): record
        for noun, wanted in keys.items()
        for record in seen(apps.get_model(noun), user).filter(pk__in=wanted)
    }
    lines = []
    for entry in entries:
        record = records.get((entry.noun, entry.noun_id))
        if record is not None:
            lines.append({"words": entry.words(), "record": record, "kind": kind_word(record), "at": entry.at})
    return lines[:number]


def seen(model, user):
    """The records of `model` that `user` may see; all of them where it knows no audience."""
    records = model._default_manager
    return records.visible_to(user) if hasattr(records, "visible_to") else records.all()
