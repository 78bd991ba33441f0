"""Events for other programs: iCalendar after RFC 5545, linked data after schema.org."""

from datetime import UTC, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhinan.history.models import Entry
from zhinan.kit.calendars import CALENDAR, named, written
from zhinan.kit.dates import days_of_span, span_in_words
from zhinan.kit.guards import allow, public
from zhinan.kit.punctuation import in_a_line

from .. import access
from ..models import Event, Kind, Mode
from ..states import Place, State
from .own import own

STATUS = {State.CANCELLED: "CANCELLED", State.POSTPONED: "TENTATIVE"}
SCHEMA = {State.CANCELLED: "EventCancelled", State.POSTPONED: "EventPostponed"}
MODES = {
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}


@allow(access.read, Event, join=("country",))
def calendar(request, event):
    """The event as an iCalendar file."""
    return file_of_one(event)


@public
@never_cache
def own_calendar(request, token):
    """The event as an iCalendar file with the link to join, for who has a place."""
    row = own(token)
    terms = getattr(row.event, "admission", None) if row.state == Place.REGISTERED else None
    said = f"{settings.ADDRESS}{row.own_address()}"
    if terms is not None:
        said = "\n".join(filter(None, (terms.join_link, terms.join_words, said)))
    return file_of_one(row.event, said)


@allow(access.read, Event, join=("country",))
def series_calendar(request, event):
    """The parts of a series or another whole as an iCalendar file, with that itself where it is no series."""
    parts = event.all_parts(request.user)
    if not parts:
        raise Http404(_("This event has no parts."))
    found = parts if event.kind == Kind.SERIES else [event, *parts]
    moments, now = Entry.objects.last_changes(found), timezone.now()
    entries = (entry(one, moments.get(one, now)) for one in found)
    return HttpResponse(written(entries, str(event)), content_type=CALENDAR)


def file_of_one(event, said=""):
    """The iCalendar file of `event` alone, with `said` as its description; raises Http404 without any day."""
    moment = Entry.objects.last_changes([event]).get(event, timezone.now())
    made = entry(event, moment, said, takes_time=True)
    if made is None:
        raise Http404(_("The day of this event is not known."))
    return HttpResponse(written([made]), content_type=CALENDAR)


def entry(event, moment, said="", takes_time=False):
    """The entry of `event`, last changed at `moment`, with `said` as its description; None without any day.

    It has its hours, where they tell the whole of it, else whole days. Whoever `takes_time` for it is busy then.
    """
    if not event.begins_at and not event.starts_on:
        return None
    made, has_hours = named(event, moment), are_hours_known(event)
    summary, lines = str(event), [said] if said else []
    if has_hours:
        hours = (event.begins_at, event.ends_at)
        first, last = (moment and moment.astimezone(UTC) for moment in hours)
    else:
        first, end, is_known = days_of_span(event.starts_on, event.ends_on)
        last = end + timedelta(days=1)  # the day after the last one
        if not is_known:
            days = span_in_words(event.starts_on, event.ends_on)
            summary = f"{summary} ({days})"
            lines.append(_("The day is not known: {days}.").format(days=days))
    made.add("summary", summary)
    made.add("status", STATUS.get(event.state, "CONFIRMED"))
    made.add("transp", "OPAQUE" if takes_time and has_hours else "TRANSPARENT")
    words = {"dtstart": first, "dtend": last, "description": "\n".join(lines)}
    for name, value in (words | {"location": in_a_line(event.place, event.country)}).items():
        if value:
            made.add(name, value)
    return made


def are_hours_known(event):
    """Whether the hours of `event` tell the whole of it: of several days they need the end, too."""
    if not event.begins_at:
        return False
    one_day = event.ends_on is None or str(event.ends_on) == str(event.starts_on)
    return event.ends_at is not None or one_day


@allow(access.read, Event, join=("country", "whole"))
def linked_data(request, event):
    """The event in the words of schema.org, as JSON-LD; its page points here."""
    said = {"@context": "https://schema.org"} | plainly(event)
    said |= {"description": event.description or event.theme, "location": places(event, said["url"])}
    if event.mode in MODES:
        said["eventAttendanceMode"] = f"https://schema.org/{MODES[event.mode]}"
    organisers = event.parties.visible_to(request.user).filter(role="organiser").select_related("organisation")
    said["organizer"] = [
        {"@type": "Organization", "name": str(one.organisation)} for one in organisers if one.organisation
    ]
    if event.whole is not None and event.whole.is_visible_to(request.user):
        said["superEvent"] = plainly(event.whole)
    said["subEvent"] = [plainly(part) for part in Event.objects.visible_to(request.user).filter(whole=event)]
    kept = {name: value for name, value in said.items() if value}
    return JsonResponse(kept, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})


def plainly(event):
    """What `event` is, when and where to read of it, in the words of schema.org."""
    said = {"@type": "EventSeries" if event.kind == Kind.SERIES else "Event", "name": event.title}
    said["url"] = settings.ADDRESS + event.get_absolute_url()
    said["eventStatus"] = f"https://schema.org/{SCHEMA.get(event.state, 'EventScheduled')}"
    dates = (("startDate", event.begins_at, event.starts_on), ("endDate", event.ends_at, event.ends_on))
    for name, moment, day in dates:
        said[name] = moment.isoformat() if moment else str(day or "")
    return {name: value for name, value in said.items() if value}


def places(event, here):
    """Where `event` is, in the words of schema.org: a place, the net, both or neither."""
    found = []
    if event.place or event.country:
        address = {"@type": "PostalAddress", "addressCountry": event.country.alpha2 if event.country else ""}
        found.append({"@type": "Place", "name": event.place or str(event.country), "address": address})
    if event.mode in (Mode.ONLINE, Mode.HYBRID):
        found.append({"@type": "VirtualLocation", "url": here})
    return found
