"""The page of an application: the same address for its authors, the office, the panel and who pays the grant."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache

from zhinan.accounts.models import User
from zhinan.accounts.views import record_page
from zhinan.accounts.views.records import line_of
from zhinan.history.models import Entry
from zhinan.kit.guards import allow
from zhinan.kit.punctuation import in_rows
from zhinan.kit.quantities import money

from .. import access
from ..models import Application
from ..rules import requested
from ..rules.writing import rules_now, said
from ..states import UNSETTLED, WRITABLE, Stage
from .reading import JOIN, countries_told, head, reading_of, told_in
from .steps import buttons, steps
from .told import TONES, comments_for, decisions_for, state_for


@allow(access.read, Application, join=(*JOIN, "grant"))
@never_cache
def application(request, application):
    """What is applied for, how far it has come, and what may be done with it."""
    user = request.user
    reading, sent = reading_of(user, application)
    decisions, submissions = decisions_for(user, application), list(application.submissions.defer("content"))
    state = state_for(user, application, decisions)
    more = head(application, reading) | told_in(application, reading, user)
    more |= {
        "state": state.label,
        "tone": TONES.get(state, ""),
        "ways": buttons(user, application),
        "may_write": sent is None and application.state in WRITABLE,
        "sent": sent,
        "steps": steps(application, submissions, decisions),
        "submissions": submissions,
        "decisions": decisions,
        "comments": comments_for(user, application, decisions),
        "countries": countries_of(application, reading, sent),
        "earlier": application.reviews.of_earlier_versions().count() if access.office(user, application) else 0,
    }
    more["entries"] = history_of(application) if access.read_history(user, application) else None
    facts = facts_of(application, reading, sent, state)
    return record_page(request, "grants/application.html", application, facts, **more)


def countries_of(application, reading, sent):
    """Which countries of `reading` count: on the day when it was sent, or today and under the newest rules."""
    rules = sent.rules if sent else rules_now(application)
    return countries_told(application, reading, rules, timezone.localdate(sent.submitted_at if sent else None))


def facts_of(application, reading, sent, state):
    """[(label, value)] of what stands above the sections, in the `state` that the reader knows of; names as read."""
    rules = sent.rules if sent else application.rules
    authors = application.authors.select_related("user", "organisation") if reading.names else ()
    until = (application.revise_by or application.call.closes_at) if application.state in WRITABLE else None
    return [
        (pgettext("of an application", "Call"), application.call),
        (pgettext("label", "Number"), application.number),
        (_("Requested"), money(requested(reading.content), reading.content["currency"])),
        (_("To be submitted before"), said(until, rules.zone) if until else ""),
        (pgettext("label", "Submitted"), said(sent.submitted_at, rules.zone) if sent else ""),
        (_("Institution that applies"), lead_of(application, reading) if reading.names else ""),
        (_("Written by"), in_rows(one.user for one in authors)),
        (pgettext("noun", "Grant"), application.grant if state == Stage.AWARDED else None),
        (_("Hash of what was submitted (SHA-256)"), sent.digest if sent else ""),
    ]


def lead_of(application, reading):
    """The institution that applies: by its name alone where authors may be naming another one in what they revise."""
    if application.state in UNSETTLED:
        return reading.content["about"]["lead"]["name"]
    return application.lead


def history_of(application):
    """What happened to `application`, line by line, newest first; 2 queries."""
    entries = list(Entry.objects.timeline(application))
    names = User.objects.names(entry.actor for entry in entries if entry.actor)
    return [line_of(entry, names.get(entry.actor, "")) for entry in entries]
