"""The list of calls, and the page of each."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

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
from .call_life import CALL_VERBS
from .told import own_in

PER_PAGE = 25
TONES = {CallState.OPEN: "good", CallState.DRAFT: "waiting", CallState.CANCELLED: "bad"}
NEWEST = Prefetch(
    "versions",
    CallRules.objects.filter(state=VersionState.PUBLISHED).select_related("currency").order_by("-number"),
    to_attr="in_force",
)
OFFICE = (  # pages of those who keep a call or judge its applications; a button where somebody may go
    ("call-applications", pgettext_lazy("button", "Applications")),
    ("call-screen", pgettext_lazy("button", "Screening")),
    ("call-comparison", pgettext_lazy("button", "Side by side")),
    ("call-panel", pgettext_lazy("button", "Panel")),
    ("call-assign", pgettext_lazy("button", "Assignment")),
    ("call-reviews", pgettext_lazy("button", "Reviews")),
    ("call-meetings", pgettext_lazy("button", "Meetings")),
    ("call-letters", pgettext_lazy("button", "Letters")),
    ("call-charts", pgettext_lazy("button", "Charts")),
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
        "verbs": buttons(call, request.user, (*CALL_VERBS, *ANNOUNCE_VERBS), CALL_LIFE),
        "rules": rules,
        "said": said_beside(rules) if rules else [],
        "answered": call.questions.answered(),
        "announcement": call.announced_at and way("call-announcement", request.user, call),
    }
    more |= applying(call, request.user, now) | (kept_by_office(call, request.user) if keeps else {})
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
    offices = [(label, way(name, user, call)) for name, label in OFFICE]
    return {
        "takes": takes,
        "apply": way("call-apply", user, call) if takes else "",
        "own": own_in(call, user) if user.is_authenticated else [],
        "offices": [{"label": label, "url": url} for label, url in offices if url],
    }


def kept_by_office(call, user):
    """What the page of `call` shows to its office alone."""
    return {"draft": call.draft(), "waiting": call.questions.waiting().count(), "keeps": True}


def clocks(request, rules):
    """{"hours"}: the deadline of `rules` by the clocks of the call and by the reader's own; None without rules."""
    if rules is None or rules.deadline_at is None:
        return {"hours": None}
    zone, moment = zone_of(request, rules.zone), rules.deadline_at
    shown = {"there": (hours_in_words(moment, None, rules.zone), zone_in_words(rules.zone, moment)), "zone": zone}
    if zone != rules.zone:
        shown["here"] = (hours_in_words(moment, None, zone), zone_in_words(zone, moment))
    return {"hours": shown | {"zones": zones_to_choose(moment, zone, rules.zone), "title": _("Deadline")}}
