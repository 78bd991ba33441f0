"""Numbers about events and the records behind them."""

from django.db.models import Count, Exists, OuterRef, Sum
from django.utils.translation import gettext as _

from zhinan.kit import figures as kit
from zhinan.kit.quantities import sum_qualifier
from zhinan.network.models import Person
from zhinan.sources.figures import counted
from zhinan.sources.models import Listing

from .models import Attendance, Event, HeadCount, Mode, Part

OURS = (Part.ORGANISED, Part.SUPPORTED)


def online_events(programme, period, as_of):
    """Events held online within `period` that `programme` organised or supported: Figure with Event rows."""
    records = _ours(programme, period, as_of).filter(mode=Mode.ONLINE)
    return counted(records, Listing.objects.of(programme, "online_events", period))


def offline_events(programme, period, as_of):
    """Events held in person or hybrid within `period` that `programme` organised or supported, wholes and parts."""
    records = _ours(programme, period, as_of).filter(mode__in=(Mode.IN_PERSON, Mode.HYBRID))
    return counted(records, Listing.objects.of(programme, "offline_events", period))


def interagency_events(programme, period, as_of):
    """Events within `period` that `programme` attended to share experience: Figure with Event rows."""
    records = Event.objects.public().of_programme(programme, Part.ATTENDED).held_in(period.until(as_of))
    return counted(records, Listing.objects.of(programme, "interagency_events", period))


def attendances(programme, period, as_of):
    """Attendances of the events that `programme` organised or supported within `period`, not unique people.

    Recorded attendances are counted; of an event without any, the printed head counts. Returns a Figure with the Event
    rows that have either, its value with a qualifier, its parts by mode.
    """
    events = _ours(programme, period, as_of).annotate(
        has_list=Exists(Attendance.objects.filter(event=OuterRef("pk"))),
        has_count=Exists(HeadCount.objects.filter(event=OuterRef("pk"), counts_attendance=True)),
    )
    known = events.filter(has_list=True) | events.filter(has_count=True)
    if not known.exists():
        return kit.Figure(value=None, records=known, is_whole=False, reason=_("No attendance is recorded or printed."))
    value, qualifier = _people_at(known)
    parts = [_by_mode(known, mode) for mode in (Mode.ONLINE, Mode.IN_PERSON, Mode.HYBRID)]
    is_whole = not events.filter(has_list=False, has_count=False).exists()
    return kit.Figure(
        value=value, records=known, qualifier=qualifier, is_whole=is_whole, parts=[part for part in parts if part.value]
    )


def people_reached(programme, period, as_of):
    """Unique people at the events that `programme` organised or supported within `period`: Figure with Person rows."""
    attended = Attendance.objects.filter(event__in=_ours(programme, period, as_of).order_by().values("pk"))
    records = Person.objects.filter(pk__in=attended.exclude(person=None).values("person"))
    value = records.count()
    if not value:
        return kit.Figure(
            value=None,
            records=records,
            is_whole=False,
            reason=_("No person is recorded: only attendances are printed."),
        )
    return kit.Figure(value=value, records=records, is_whole=not attended.filter(person=None).exists())


def _ours(programme, period, as_of):
    """Public events within `period` that `programme` organised or supported."""
    return Event.objects.public().of_programme(programme, *OURS).held_in(period.until(as_of))


def _people_at(events):
    """(number, qualifier) of the attendances of `events`, which all have a list or a printed count."""
    listed = events.filter(has_list=True)
    total = Attendance.objects.filter(event__in=listed.order_by().values("pk")).aggregate(n=Count("pk"))["n"]
    printed = HeadCount.objects.filter(
        event__in=events.filter(has_list=False).order_by().values("pk"), counts_attendance=True
    )
    total += printed.aggregate(total=Sum("value"))["total"] or 0
    return total, sum_qualifier(printed.values_list("qualifier", flat=True))


def _by_mode(events, mode):
    """The Part of the attendances of `events` that belongs to `mode`."""
    records = events.filter(mode=mode)
    value, qualifier = _people_at(records)
    return kit.Part(mode.value, mode.label, value, records, qualifier)
