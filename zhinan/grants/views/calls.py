"""The list of calls, and the page of each."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from zhinan.accounts.views.records import verbs_of
from zhinan.accounts.views.verbs import buttons
from zhinan.files.views import record_page
from zhinan.kit.clocks import keep_zone, zone_of, zones_to_choose
from zhinan.kit.guards import allow, public, way
from zhinan.kit.pages import page_number
from zhinan.kit.zones import hours_in_words, zone_in_words

from .. import access
from ..models import Call, CallRules
from ..rules import in_sentences
from ..states import CALL_LIFE, CallState, VersionState
from .announcing import ANNOUNCE_VERBS
from .applying import whom_to_ask
from .call_life import CALL_VERBS
from .next_step import next_step
from .told import own_in

PER_PAGE = 25
TONES = {CallState.OPEN: "good", CallState.DRAFT: "waiting", CallState.CANCELLED: "bad"}
NEWEST = Prefetch(
    "versions",
    CallRules.objects.filter(state=VersionState.PUBLISHED).select_related("currency").order_by("-number"),
    to_attr="in_force",
)
OFFICE = (  # pages of those who keep a call or judge its applications, in groups; a button where somebody may go
    (
        pgettext_lazy("group of buttons", "Applications"),
        (
            ("call-applications", pgettext_lazy("button", "Applications")),
            ("call-screen", pgettext_lazy("button", "Screening")),
            ("call-comparison", pgettext_lazy("button", "Side by side")),
            ("call-charts", pgettext_lazy("button", "Charts")),
        ),
    ),
    (
        pgettext_lazy("group of buttons", "Reviews"),
        (
            ("call-panel", pgettext_lazy("button", "Panel")),
            ("call-assign", pgettext_lazy("button", "Assignment")),
            ("call-reviews", pgettext_lazy("button", "Reviews")),
        ),
    ),
    (
        pgettext_lazy("group of buttons", "Committee"),
        (("call-meetings", pgettext_lazy("button", "Meetings")), ("call-letters", pgettext_lazy("button", "Letters"))),
    ),
)


@public
def calls(request):
    """Calls that are open, those that are over, and those that are being prepared, as far as the reader sees them."""
    now, seen = timezone.now(), Call.objects.visible_to(request.user).prefetch_related(NEWEST)
    opened = seen.open_on(now)
    words = {
        "open_calls": [(one, closing(one)) for one in opened.order_by("closes_at")],
        "drafts": seen.filter(state=CallState.DRAFT),
        "add": way("add-call", request.user),
    }
    over = seen.exclude(state=CallState.DRAFT).exclude(pk__in=opened.order_by().values("pk"))
    words["page"] = Paginator(over.order_by("-closes_at", "-pk"), PER_PAGE).get_page(page_number(request))
    return render(request, "grants/calls.html", words)


def closing(call):
    """The deadline of `call` in words, by its own clocks; `in_force` are its published rules, the newest first."""
    zone = call.in_force[0].zone if call.in_force else "UTC"
    return hours_in_words(call.closes_at, None, zone), zone_in_words(zone, call.closes_at)


@allow(access.read, Call, join=("programme", "fund", "questionnaire"))
def call(request, call):
    """A call: until when, what is asked, how to apply, questions and answers; for its office the next steps."""
    rules, now = call.rules(), timezone.now()
    keeps = access.keep_call(request.user, call)
    facts = [
        (pgettext("label", "Programme"), call.programme),
        (pgettext("label", "Fund"), call.fund),
        (pgettext("label", "Year"), str(call.year)),
    ]
    more = {
        "state": pgettext("state of a call", "deadline over") if is_over(call, now) else call.get_state_display(),
        "tone": TONES.get(call.state, "") if not is_over(call, now) else "",
        "rules": rules,
        "said": said_beside(rules) if rules else [],
        "answered": call.questions.answered(),
        "announcement": call.announced_at and way("call-announcement", request.user, call),
    }
    more |= applying(call, request.user, now) | (kept_by_office(call, request.user, now) if keeps else {})
    more["groups"] = groups_of(call, request.user, keeps)
    page = record_page(request, "grants/call.html", call, facts, edit=access.keep_call, **more | clocks(request, rules))
    return keep_zone(request, page)


def said_beside(rules):
    """What `rules` say to applicants, but for the deadline, which stands above it."""
    return [one for one in in_sentences(rules, for_applicants=True) if "deadline_at" not in one.names]


def is_over(call, now):
    """Whether the deadline of the open `call` is over, though nothing closed it yet."""
    return call.state == CallState.OPEN and not call.takes_applications(now)


def applying(call, user, now):
    """How `user` applies to `call`, and asks about it, at the moment `now`."""
    takes = call.takes_applications(now)
    return {
        "takes": takes,
        "apply": way("call-apply", user, call) if takes else "",
        "office": whom_to_ask(call, user) if takes and not user.is_authenticated else None,
        "own": own_in(call, user) if user.is_authenticated else [],
    }


def groups_of(call, user, keeps):
    """[(heading, buttons)] of the pages of `call` that `user` may go to, and its verbs for who keeps it."""
    found = []
    for heading, pages in OFFICE:
        ways = [(label, way(name, user, call)) for name, label in pages]
        found.append((heading, [{"label": label, "url": url} for label, url in ways if url]))
    if keeps:
        own = [{**one, "main": False} for one in verbs_of(call)]
        own += buttons(call, user, (*CALL_VERBS, *ANNOUNCE_VERBS), CALL_LIFE)
        found.append((pgettext("group of buttons", "The call itself"), own))
    return [(heading, items) for heading, items in found if items]


def kept_by_office(call, user, now):
    """What the page of `call` shows to its office alone; its buttons stand in groups below the next step."""
    draft, waiting = call.draft(), call.questions.waiting().count()
    step = next_step(call, user, now, draft, waiting)
    return {"draft": draft, "waiting": waiting, "keeps": True, "step": step, "actions": ()}


def clocks(request, rules):
    """{"hours"}: the deadline of `rules` by the clocks of the call and by the reader's own; None without rules."""
    if rules is None or rules.deadline_at is None:
        return {"hours": None}
    zone, moment = zone_of(request, rules.zone), rules.deadline_at
    shown = {"there": (hours_in_words(moment, None, rules.zone), zone_in_words(rules.zone, moment)), "zone": zone}
    if zone != rules.zone:
        shown["here"] = (hours_in_words(moment, None, zone), zone_in_words(zone, moment))
    return {"hours": shown | {"zones": zones_to_choose(moment, zone, rules.zone), "title": _("Deadline")}}
