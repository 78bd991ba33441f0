"""Whom a certificate can be issued to, and what it says of the event: reads alone."""

from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import Count, Sum

from zhinan.accounts.models import VISITOR
from zhinan.kit.languages import texts

from ..models import (
    Attendance,
    Certificate,
    CertificateKind,
    Course,
    Part,
    Participant,
    Presence,
    Session,
    Speaker,
    Wording,
)
from ..rules.shares import NAMELESS, NOT_DONE, Came, who_gets
from ..states import Participation

ORGANISERS = ("organiser", "host", "co_host")
MINUTE = 60


@dataclass(frozen=True)
class Candidate:
    """Somebody who may get a certificate; `why` says why not, `held` is the one that they have already.

    `said` is what is certified of them beside the event, `links` are the columns that tie the certificate to them.
    """

    key: str
    name: str
    email: str = ""
    language: str = ""
    said: dict = field(default_factory=dict)
    links: dict = field(default_factory=dict)
    share: Fraction | None = None
    why: str = ""
    held: Certificate | None = None


def candidates(event, kind, user, least_share=0):
    """[Candidate] for certificates of `kind` for `event`, by name, among the people whom `user` may see."""
    found = speakers(event) if kind == CertificateKind.SPEAKING else those_who_came(event, kind, user, least_share)
    return sorted(found, key=lambda one: (one.name.casefold(), one.key))


def those_who_came(event, kind, user, least_share):
    """Candidates among those who came to `event`; where it is a course, only who completed it gets that certified."""
    seen = Attendance.objects.visible_to(user).filter(event=event)
    rows = seen.select_related("person", "registration__person").annotate(
        seen_in=Count("presences"), seen_for=Sum("presences__minutes")
    )
    noted = Participant.objects.filter(course__event=event, attendance__in=seen).select_related("person")
    guests = {one.attendance_id: one for one in noted}
    is_course = kind == CertificateKind.COMPLETION and Course.objects.filter(event=event).exists()
    people = [(place, who_is(place, guests.get(place.pk))) for place in rows.order_by("pk")]
    came = [Came(f"a{place.pk}", who["name"], place.seen_in, place.minutes or place.seen_for) for place, who in people]
    sessions = sessions_noted(event)
    verdicts = who_gets(came, least_share, sessions=sessions, minutes=length_of(event))
    held = issued_to(event, kind)
    for row, (place, who) in zip(came, people, strict=True):
        guest, (share, why) = guests.get(place.pk), verdicts[row.key]
        if is_course and not (guest and guest.state == Participation.COMPLETED):
            why = why or NOT_DONE
        known = next((held[link] for link in who["links"].items() if link in held), None)
        more = {"share": share, "why": why, "held": known}
        yield Candidate(key=row.key, said=hours_of(row, sessions), **who, **more)


def issued_to(event, kind):
    """{(column, key): Certificate} of what was issued, by the place in the list, the registration and the person."""
    found = {}
    for one in Certificate.objects.filter(event=event, kind=kind):
        links = ("attendance_id", "registration_id", "person_id")
        found |= {(link, getattr(one, link)): one for link in links if getattr(one, link)}
    return found


def sessions_noted(event):
    """In how many sessions of `event` anybody was noted as present."""
    return Session.objects.filter(event=event, pk__in=Presence.objects.values("session")).count()


def length_of(event):
    """How many minutes `event` takes by its hours; None where they are not known, or span days with nights."""
    if not event.begins_at or not event.ends_at:
        return None
    minutes = round((event.ends_at - event.begins_at).total_seconds() / MINUTE)
    return minutes if minutes <= 24 * MINUTE else None


def who_is(place, guest):
    """The columns of a Candidate that say who came, by what they typed themselves, else by their record, else the list.

    `guest` is the Participant who has this place in the list, or None.
    """
    typed = place.registration or guest
    person = place.person or (typed.person if typed else None)
    said = [(one.name, one.email) for one in (typed, person) if one]
    links = {"attendance_id": place.pk, "registration_id": place.registration_id, "person_id": person and person.pk}
    return {
        "name": next((name.strip() for name, _mail in said if name.strip()), place.called.strip()),
        "email": next((mail for _name, mail in said if mail), ""),
        "language": typed.language if typed else "",
        "links": links,
    }


def hours_of(came, sessions):
    """What is certified of the time that somebody was there for."""
    found = {"sessions": came.sessions, "of_sessions": sessions} if sessions and came.sessions else {}
    return found | ({"minutes": came.minutes} if came.minutes else {})


def speakers(event):
    """Candidates among those who have a part in a session of `event`: somebody who has several gets one certificate."""
    rows = Speaker.objects.filter(session__event=event).select_related("session", "person").order_by("session", "pk")
    people = {}
    for row in rows:
        people.setdefault(person_key(row.person_id, row.name), []).append(row)
    issued = Certificate.objects.filter(event=event, kind=CertificateKind.SPEAKING)
    held = {}
    for one in issued:
        held |= {person_key(one.person_id, one.name): one, person_key(None, one.name): one, one.speaker_id: one}
    held.pop(None, None)  # of those whose part was taken off the agenda
    for key, parts in people.items():
        first, found = parts[0], [held[one] for one in (key, *(part.pk for part in parts)) if one in held]
        person, name = first.person, first.name.strip()
        yield Candidate(
            key=f"s{first.pk}",
            name=name,
            email=person.email if person else "",
            said={"talks": [[part.role, texts(part.session, "title")] for part in parts]},
            links={"speaker_id": first.pk, "person_id": person and person.pk},
            why="" if name else NAMELESS,
            held=found[0] if found else None,
        )


def person_key(person, name):
    """What tells two speakers apart: the record of the person, else the name."""
    return ("person", person) if person else ("name", " ".join(name.split()).casefold())


def said_of(event):
    """What a certificate says of `event`, kept as it is now: see `models.Certificate`."""
    return {
        **worded(event),
        "titles": texts(event, "title"),
        "starts_on": str(event.starts_on or ""),
        "ends_on": str(event.ends_on or ""),
        "place": event.place,
        "country": texts(event.country, "name") if event.country else {},
        "organisers": [texts(one, "name") for one in organisers(event)],
    }


def worded(event):
    """What the office wrote for the certificates of `event`: subject, hours, and who signs, as far as they are said."""
    found, course = Wording.objects.filter(event=event).first() or Wording(), getattr(event, "course", None)
    subject = {event.language: found.subject} if found.subject else texts(course, "subject") if course else {}
    signatory = [one for one in (found.signatory, found.position) if one]
    said = {"subject": subject, "hours": found.hours, "signatory": signatory}
    return {name: value for name, value in said.items() if value}


def organisers(event):
    """The organisations in whose name a certificate is issued, else the programmes; only those that everybody sees."""
    parties = event.parties.visible_to(VISITOR).organisations(*ORGANISERS).select_related("organisation")
    found = list(dict.fromkeys(one.organisation for one in parties))
    if found:
        return found
    parts = event.involvements.visible_to(VISITOR).filter(part=Part.ORGANISED).select_related("programme")
    return [one.programme for one in parts]
