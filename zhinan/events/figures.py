"""Numbers about events and the records behind them."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from zhinan.accounts.models import PUBLIC
from zhinan.kit import figures as kit
from zhinan.kit.quantities import Qualifier, sum_qualifier
from zhinan.network.models import Person
from zhinan.questionnaires import figures as questionnaires
from zhinan.questionnaires.figures import answered, readable_by_all
from zhinan.questionnaires.models import Round
from zhinan.sources.figures import counted
from zhinan.sources.models import Listing

from .models import Attendance, Event, HeadCount, Kind, Mode, Moment, Part, Survey

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
    events = _ours(programme, period, as_of)
    known = events.filter(
        Exists(Attendance.objects.filter(event=OuterRef("pk")))
        | Exists(HeadCount.objects.filter(event=OuterRef("pk"), counts_attendance=True))
    )
    counts = _people_at(events)
    numbers = [number for _mode, found in counts for number in found]
    if not numbers:
        return kit.Figure(
            value=None, records=known, is_whole=False, reason=_("No attendance is recorded or printed."), counted=0
        )
    value, qualifier = _added_up(numbers)
    parts = [
        kit.Part(mode.value, mode.label, *added[:1], known.filter(mode=mode), added[1])
        for mode in (Mode.ONLINE, Mode.IN_PERSON, Mode.HYBRID)
        if (added := _added_up(number for held, found in counts if held == mode for number in found))[0]
    ]
    return kit.Figure(
        value=value,
        records=known,
        qualifier=qualifier,
        is_whole=all(found for _mode, found in counts) and _lists_are_whole(programme, period),
        parts=parts,
        counted=sum(1 for _mode, found in counts if found),
    )


def people_reached(programme, period, as_of):
    """Unique people at the events that `programme` organised or supported within `period`: Figure with Person rows."""
    attended = Attendance.objects.filter(event__in=_ours(programme, period, as_of).order_by().values("pk"))
    records = Person.objects.public().filter(pk__in=attended.exclude(person=None).values("person"))
    hidden = Person.objects.exclude(audience=PUBLIC).order_by()
    value = attended.exclude(person__in=hidden).aggregate(people=Count("person", distinct=True))["people"]
    if not value:
        return kit.Figure(
            value=None,
            records=records,
            is_whole=False,
            reason=_("No person is recorded: only attendances are printed."),
            counted=0,
        )
    events = _ours(programme, period, as_of)
    unlisted = events.exclude(Exists(Attendance.objects.filter(event=OuterRef("pk"))))
    nameless = attended.filter(Q(person=None) | Q(person__in=hidden))
    is_whole = not nameless.exists() and not unlisted.exists() and _lists_are_whole(programme, period)
    return kit.Figure(value=value, records=records, is_whole=is_whole, counted=value)


def satisfaction(programme, period, as_of):
    """The share of answers that agreed, in percent, in the surveys after webinars of `programme` within `period`.

    Returns a Figure: value (Decimal), base the answers on a scale that count, Round rows of the surveys whose results
    everybody may read.
    """
    webinars = _ours(programme, period, as_of).filter(kind=Kind.WEBINAR)
    surveys = Survey.objects.filter(
        Q(event__in=webinars.order_by().values("pk"))
        | Q(event__kind=Kind.SERIES, event__parts__in=webinars.order_by().values("pk")),
        moment=Moment.SATISFACTION,
    )
    rounds = Round.objects.filter(pk__in=surveys.values("round"), closes_on__lte=as_of)
    open_to_all = answered(readable_by_all(rounds))
    found = questionnaires.satisfaction(list(rounds.select_related("questionnaire")))
    reason = _("No answer of a survey is recorded.") if found.value is None else ""
    whole = found.is_whole and found.value is not None
    return kit.Figure(found.value, open_to_all, base=found.base, is_whole=whole, reason=reason)


def _lists_are_whole(programme, period):
    """Whether the sources give the events of `programme` within `period` whole, online and in person."""
    return Listing.objects.of(programme, "online_events", period).are_whole() and (
        Listing.objects.of(programme, "offline_events", period).are_whole()
    )


def _ours(programme, period, as_of):
    """Public events within `period` that `programme` organised or supported."""
    return Event.objects.public().of_programme(programme, *OURS).held_in(period.until(as_of))


def _people_at(events):
    """Of each of `events` its mode and [(number, qualifier)]: the length of its list, else its printed counts."""
    keys, printed = events.order_by().values("pk"), {}
    seats = Attendance.objects.filter(event__in=keys).order_by().values_list("event")
    listed = dict(seats.annotate(Count("pk")))
    rows = HeadCount.objects.filter(event__in=keys, counts_attendance=True).order_by()
    for event, number, qualifier in rows.values_list("event", "value", "qualifier"):
        printed.setdefault(event, []).append((number, qualifier))
    return [
        (mode, [(listed[event], Qualifier.EXACT)] if event in listed else printed.get(event, []))
        for event, mode in events.order_by().values_list("pk", "mode")
    ]


def _added_up(numbers):
    """The sum of `numbers`, pairs with a qualifier, and its own qualifier."""
    pairs = list(numbers)
    return sum(number for number, _kind in pairs), sum_qualifier(kind for _number, kind in pairs)
