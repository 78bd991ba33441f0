"""The calendar as a file that other programs read again and again: iCalendar after RFC 5545."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Max, Q
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import cache_control
from icalendar import Calendar, Event

from zhinan.accounts.models import VISITOR
from zhinan.events.states import State
from zhinan.history.models import Entry
from zhinan.kit.guards import public

from ..figures import SOURCES, occasions
from ..filters import DaysForm
from ..models import Feed
from ..rules import Month

BEFORE = timedelta(days=366)  # how far back a feed goes
AFTER = timedelta(days=3660)
STATUS = {State.CANCELLED: "CANCELLED", State.POSTPONED: "TENTATIVE"}


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
    """The file of what `user` may see, narrowed as the address asks."""
    now = timezone.now()
    today = timezone.localdate(now)
    asked = DaysForm(request.GET, user, Month.of(today)).asked()
    kind, programme = asked.get("kind") or "", asked.get("programme")
    found = occasions(user, today - BEFORE, today + AFTER, kind, programme)
    content = written(found, revised(found), now)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def revised(found):
    """{(noun, key): when it was last changed} of the records of the occasions `found`: one query."""
    keys = {}
    for one in found:
        keys.setdefault(one.record._meta.label_lower, []).append(one.record.pk)
    about = Q(pk=None)
    for noun, several in keys.items():
        about |= Q(noun=noun, noun_id__in=several)
    entries = Entry.objects.filter(about).order_by().values("noun", "noun_id").annotate(last=Max("at"))
    return {(entry["noun"], entry["noun_id"]): entry["last"] for entry in entries}


def written(found, moments, now):
    """The iCalendar file of the occasions `found`, as bytes."""
    made = Calendar()
    made.add("prodid", "-//Zhinan//Calendar//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", pgettext("name of a calendar", "Zhinan"))
    for one in found:
        made.add_component(entry(one, moments.get((one.record._meta.label_lower, one.record.pk), now)))
    return made.to_ical()


def entry(one, moment):
    """One occasion as whole days: it takes nobody's time, and a date that is not known to the day says so."""
    made, address = Event(), f"{settings.ADDRESS}{one.record.get_absolute_url()}"
    made.add("uid", f"{one.record._meta.label_lower}-{one.record.pk}@{urlsplit(settings.ADDRESS).hostname}")
    made.add("dtstamp", moment)
    made.add("last-modified", moment)
    made.add("dtstart", one.start)
    made.add("dtend", one.end + timedelta(days=1))  # the day after the last one
    made.add("summary", one.title if one.has_days else f"{one.title} ({one.days})")
    made.add("url", address)
    made.add("categories", [str(SOURCES[one.kind].label)])
    made.add("status", STATUS.get(one.state, "CONFIRMED"))
    made.add("transp", "TRANSPARENT")
    if one.place:
        made.add("location", one.place)
    if not one.has_days:
        made.add("description", _("The day is not known: {days}.").format(days=one.days))
    return made
