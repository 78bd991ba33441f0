"""Numbers about events and the records behind them."""

from collections import Counter
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from zhinan.accounts.models import PUBLIC
from zhinan.codelists.models import Country
from zhinan.kit import figures as kit
from zhinan.kit.quantities import Qualifier, sum_qualifier
from zhinan.network.models import Person
from zhinan.questionnaires import figures as questionnaires
from zhinan.questionnaires.figures import answered, readable_by_all
from zhinan.questionnaires.models import Round
from zhinan.questionnaires.rules.protection import NOT_SAID, hidden
from zhinan.sources.figures import counted
from zhinan.sources.models import Listing

from .models import Attendance, Event, HeadCount, Kind, Mode, Moment, Part, Survey
from .states import CAME, Participation, State

OVER = (State.HELD, State.CANCELLED)
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
    unseen = Person.objects.exclude(audience=PUBLIC).order_by()
    value = attended.exclude(person__in=unseen).aggregate(people=Count("person", distinct=True))["people"]
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
    nameless = attended.filter(Q(person=None) | Q(person__in=unseen))
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


def reach(events, minimum):
    """Who came to `events`, a queryset: {"attendances", "people", "unknown", "countries", "unseen", "is_over"}.

    `people` are counted once: by the person where one is recorded, else by the mail address that they registered with;
    once their names were deleted, by the registration, which counts somebody of two parts twice. Of `unknown`
    attendances nobody can tell whose they are. `countries` are [(Country, attendances)], the most first, of at least
    `minimum` each; `unseen` is how many attendances stand under none of them: they say no country, or belong to groups
    that are small or would give a small one away. `is_over` says whether all events were held or called off.
    """
    rows = Attendance.objects.filter(event__in=events.order_by().values("pk")).order_by()
    known = Person.objects.filter(pk__in=rows.exclude(person=None).values("person")).exclude(email_mark="")
    mark, registered = "registration__email_mark", Q(person=None, registration__isnull=False)
    stranger = registered & ~Q(**{mark: ""}) & ~Q(**{f"{mark}__in": known.order_by().values("email_mark")})
    found = rows.aggregate(
        attendances=Count("pk"),
        recorded=Count("person", distinct=True),
        strangers=Count(mark, distinct=True, filter=stranger),
        forgotten=Count("registration", distinct=True, filter=registered & Q(**{mark: ""})),
        unknown=Count("pk", filter=Q(person=None, registration=None)),
    )
    found["people"] = found.pop("recorded") + found.pop("strangers") + found.pop("forgotten")
    shown = countries_shown(rows, minimum)
    named = Country.objects.in_bulk(shown)
    pairs = ((named[key], number) for key, number in shown.items())
    found["countries"] = sorted(pairs, key=lambda pair: (-pair[1], str(pair[0])))
    found["is_over"] = not events.exclude(kind=Kind.SERIES).exclude(state__in=OVER).exists()
    return found | {"unseen": found["attendances"] - sum(shown.values())}


def countries_shown(rows, minimum):
    """{key of a Country: attendances} of those of `rows` that may be told: small in none of the events, nor in all."""
    sizes, apart = {}, set()
    for event, country, number in rows.values_list("event", "country").annotate(Count("pk")):
        sizes.setdefault(event, {})[country or NOT_SAID] = number
    for told in sizes.values():
        apart |= hidden(told, minimum)
    total = Counter()
    for told in sizes.values():
        total.update(told)
    apart |= hidden(total, minimum, apart)
    return {key: number for key, number in total.items() if key not in apart and key != NOT_SAID}


def trained(participants):
    """Who completed the courses of `participants`, a queryset: {"person_courses", "people", "came", "whole", "share"}.

    Somebody who completed two courses counts as two person-courses and as one person: the record tells, else the mail
    address. `share` is the percent (Decimal) of those who `came` that completed the `whole` course, or None.
    """
    rows = list(participants.finished().values_list("pk", "person", "email_mark"))
    known = {mark: person for _key, person, mark in rows if person and mark}
    people = {person or known.get(mark) or mark or f"row {key}" for key, person, mark in rows}
    came = participants.filter(state__in=CAME).count()
    whole = participants.filter(state=Participation.COMPLETED).count()
    share = (Decimal(100) * whole / came).quantize(Decimal("0.01")) if came else None
    return {"person_courses": len(rows), "people": len(people), "came": came, "whole": whole, "share": share}


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
