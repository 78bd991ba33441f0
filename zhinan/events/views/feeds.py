"""One event for other programs: iCalendar after RFC 5545, linked data after schema.org."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from icalendar import Calendar
from icalendar import Event as Entry

from zhinan.kit.guards import allow, public

from .. import access
from ..models import Event, Mode
from ..states import Place, State
from .own import own

CALENDAR = "text/calendar; charset=utf-8"
STATUS = {State.CANCELLED: "CANCELLED", State.POSTPONED: "TENTATIVE"}
SCHEMA = {State.CANCELLED: "EventCancelled", State.POSTPONED: "EventPostponed"}
MODES = {
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}


@allow(access.read, Event)
def calendar(request, event):
    """The event as an iCalendar file."""
    return HttpResponse(written(event, timezone.now()), content_type=CALENDAR)


@public
@never_cache
def own_calendar(request, token):
    """The event as an iCalendar file with the link to join, for who has a place."""
    row = own(token)
    terms = getattr(row.event, "admission", None) if row.state == Place.REGISTERED else None
    said = f"{settings.ADDRESS}{row.own_address()}"
    if terms is not None:
        said = "\n".join(filter(None, (terms.join_link, terms.join_words, said)))
    return HttpResponse(written(row.event, timezone.now(), said), content_type=CALENDAR)


def written(event, now, said=""):
    """The iCalendar file of `event` as bytes, with `said` as its description; raises Http404 without any day."""
    made = Entry()
    made.add("uid", f"events.event-{event.pk}@{urlsplit(settings.ADDRESS).hostname}")
    made.add("dtstamp", now)
    for name, moment in zip(("dtstart", "dtend"), ends(event), strict=True):
        if moment:
            made.add(name, moment)
    made.add("summary", str(event))
    made.add("url", settings.ADDRESS + event.get_absolute_url())
    made.add("status", STATUS.get(event.state, "CONFIRMED"))
    where = ", ".join(filter(None, (event.place, str(event.country or ""))))
    for name, text in (("location", where), ("description", said)):
        if text:
            made.add(name, text)
    file = Calendar()
    file.add("prodid", "-//Zhinan//Calendar//EN")
    file.add("version", "2.0")
    file.add_component(made)
    return file.to_ical()


def ends(event):
    """When `event` begins and ends, as moments or, where no hour is known, whole days; raises Http404 for neither."""
    if event.begins_at:
        return event.begins_at, event.ends_at
    if not event.starts_earliest:
        raise Http404(_("The day of this event is not known."))
    last = event.ends_latest or event.starts_latest
    return event.starts_earliest, last + timedelta(days=1)


@allow(access.read, Event, join=("country",))
def linked_data(request, event):
    """The event in the words of schema.org, as JSON-LD; its page points here."""
    here = settings.ADDRESS + event.get_absolute_url()
    said = {"@context": "https://schema.org", "@type": "Event", "name": event.title, "url": here}
    said |= {"description": event.description or event.theme, "location": places(event, here)}
    said["eventStatus"] = f"https://schema.org/{SCHEMA.get(event.state, 'EventScheduled')}"
    if event.mode in MODES:
        said["eventAttendanceMode"] = f"https://schema.org/{MODES[event.mode]}"
    dates = (("startDate", event.begins_at, event.starts_on), ("endDate", event.ends_at, event.ends_on))
    for name, moment, day in dates:
        said[name] = moment.isoformat() if moment else str(day or "")
    organisers = event.parties.visible_to(request.user).filter(role="organiser").select_related("organisation")
    said["organizer"] = [
        {"@type": "Organization", "name": str(one.organisation)} for one in organisers if one.organisation
    ]
    kept = {name: value for name, value in said.items() if value}
    return JsonResponse(kept, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})


def places(event, here):
    """Where `event` is, in the words of schema.org: a place, the net, both or neither."""
    found = []
    if event.place or event.country:
        address = {"@type": "PostalAddress", "addressCountry": event.country.alpha2 if event.country else ""}
        found.append({"@type": "Place", "name": event.place or str(event.country), "address": address})
    if event.mode in (Mode.ONLINE, Mode.HYBRID):
        found.append({"@type": "VirtualLocation", "url": here})
    return found
