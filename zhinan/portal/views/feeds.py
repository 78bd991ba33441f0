"""The calendar as a file that other programs read again and again: iCalendar after RFC 5545."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import cache_control

from zhinan.accounts.models import VISITOR
from zhinan.events.views import feeds as events
from zhinan.history.models import Entry
from zhinan.kit.calendars import CALENDAR, named, written
from zhinan.kit.guards import public

from ..figures import SOURCES, occasions
from ..filters import DaysForm
from ..models import Feed
from ..rules import Month

BEFORE = timedelta(days=366)  # how far back a feed goes
AFTER = timedelta(days=3660)


@public
@cache_control(public=True, max_age=3600)
def feed(request):
    """What everybody may see."""
    return answer(request, VISITOR)


@public
@cache_control(private=True, no_store=True)
def own_feed(request, token):
    """What the person may see whose address holds `token`."""
    found = Feed.objects.with_token(token)
    if found is None:
        raise Http404(_("There is no such calendar."))
    return answer(request, found.owner)


def answer(request, user):
    """The file of what `user` may see, narrowed as the address asks; raises Http404 where that cannot be read."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = DaysForm(request.GET, user, Month.of(today))
    asked = form.asked()
    if form.errors:
        raise Http404(_("There is no such calendar."))
    kind, programme = asked.get("kind") or "", asked.get("programme")
    found = occasions(user, today - BEFORE, today + AFTER, kind, programme)
    moments = Entry.objects.last_changes([one.record for one in found])
    entries = (entry(one, moments.get(one.record, now)) for one in found)
    name = str(programme) if programme else pgettext("name of a calendar", "Zhinan")
    return HttpResponse(written(entries, name), content_type=CALENDAR)


def entry(one, moment):
    """One occasion: an event as its own file tells it, what else ends or expires as whole days that take no time."""
    if one.kind == "event":
        made = events.entry(one.record, moment)
    else:
        made = named(one.record, moment)
        made.add("dtstart", one.start)
        made.add("dtend", one.end + timedelta(days=1))  # the day after the last one
        made.add("summary", one.title if one.has_days else f"{one.title} ({one.days})")
        made.add("status", "CONFIRMED")
        made.add("transp", "TRANSPARENT")
        if not one.has_days:
            made.add("description", _("The day is not known: {days}.").format(days=one.days))
    made.add("categories", [str(SOURCES[one.kind].label)])
    return made
