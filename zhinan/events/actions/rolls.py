"""Attendance files and typed lists: judged, then taken over as the secretariat decided, or thrown away."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.accounts.models import STAFF
from zhinan.codelists.models import Country
from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow
from zhinan.network.models import Person

from ..models import Attendance, Presence, Registration, Roll
from ..rules import matching
from ..states import HELD

NEW, LEAVE = "new", "leave"  # what is chosen for a row beside the key of somebody known
KEPT_FOR = timedelta(days=30)
FILLED = ("registration", "person", "country", "minutes", "called")  # what a list may add to a place


def lay(event, name, sheet, *, by, now, session=None):
    """Keep what the `sheet` of a list says of `event` or of its `session`, each person judged: a Roll.

    Nothing else is written.
    """
    visits = matching.joined(sheet.rows)
    found = matching.matched(visits, known_for(event, by))
    roll = Roll(event=event, session=session, name=name[:200], platform=sheet.platform, made_at=now)
    rows = [row_of(number, one) for number, one in enumerate(found, 1)]
    roll.hold(rows, [[one.line, one.message] for one in sheet.troubles])
    roll.save()
    return roll


def known_for(event, user):
    """Everybody who may have been there, as `rules.matching` takes them: who registered, and people `user` may see."""
    registered = event.registrations.filter(state__in=HELD).select_related("person", "country")
    rows = registered.prefetch_related("person__names")
    held = [of_registration(one) for one in rows]
    mine = {one.person_id for one in rows}
    people = Person.objects.visible_to(user).exclude(pk__in=mine).select_related("country")
    return held + [of_person(one) for one in people.prefetch_related("names", "positions__organisation")]


def of_registration(one):
    """A registration as somebody known."""
    names = (one.name, *(names_of(one.person) if one.person else ()))
    code = one.country.alpha3 if one.country else ""
    return f"r{one.pk}", names, (one.email_mark,), (one.organisation_name,), code, True


def of_person(one):
    """A person as somebody known."""
    bodies = tuple(str(each.organisation) for each in one.positions.all() if each.organisation)
    marks = (one.email_mark,) if one.email_mark else ()
    return f"p{one.pk}", names_of(one), marks, bodies, one.country.alpha3 if one.country else "", False


def names_of(person):
    """All names of a person."""
    return (person.name, *(each.name for each in person.names.all()))


def row_of(number, judged):
    """One judged visit as JSON holds it."""
    visit = judged.visit
    return {
        "number": number,
        "name": visit.name,
        "mail": visit.mail,
        "minutes": None if visit.minutes is None else round(visit.minutes),
        "country": visit.country,
        "verdict": judged.verdict,
        "key": judged.key,
        "reasons": list(judged.reasons),
        "candidates": [[one.key, round(one.score, 2), list(one.reasons)] for one in judged.candidates],
    }


@transaction.atomic
def take_roll(roll, choices, *, by, now):
    """Write down who came, by {number of a row: key, "new" or "leave"}.

    Returns (how many places that adds, how many more were in the session that it is a list of). Who stands in the list
    already is not added again. What was not decided stays for later; once nothing is left, the rows are deleted. Raises
    NotNow where that was done before.
    """
    with alone_with(roll.event) as event, alone_with(roll) as stored:
        if not stored.held:
            raise NotNow(_("This list was taken over already."))
        left, wanted, here = [], [], called(set(choices.values())) | {NEW: "", LEAVE: ""}
        for row in stored.rows:
            choice = choices.get(row["number"], "")
            if choice not in here:  # not decided, or erased since the page was opened
                left.append(row)
            elif choice != LEAVE:
                wanted.append((row, choice))
        added, present = write_down(event, wanted, stored.session)
        stored.hold(left, stored.troubles if left else ())
        stored.added += added
        stored.taken_at = now if not left else None
        stored.save()
        record(stored.event, "attendance_taken", by=by, to=STAFF)
        return added, present


def write_down(event, wanted, session=None):
    """Add a place for each of `wanted`, (row, key or "new"), who has none yet; what is empty in another is filled in.

    With a `session` all of them were there, for the minutes of their rows. Returns (how many places are added, how many
    more were in the session).
    """
    held, there = places_held(event), []
    bound = dict(event.registrations.exclude(person=None).values_list("pk", "person"))
    codes = dict(Country.objects.values_list("alpha3", "pk"))
    for row, choice in wanted:
        registration = int(choice[1:]) if choice.startswith("r") else None
        person = int(choice[1:]) if choice.startswith("p") else bound.get(registration)
        keys = [key for key in (("p", person), ("r", registration)) if key[1]]
        place = next((held[key] for key in keys if key in held), None) or Attendance(event=event)
        place.registration_id = place.registration_id or registration
        place.person_id = place.person_id or (None if ("p", person) in held else person)
        place.country_id = place.country_id or codes.get(row["country"])
        if session is None and place.minutes is None:
            place.minutes = row["minutes"]
        if place.person_id is None:
            place.called = place.called or row["name"]
        held |= dict.fromkeys(keys, place)
        there.append((place, row["minutes"]))
    new = {id(place): place for place, _minutes in there if place._state.adding}
    known = {place.pk: place for place, _minutes in there if not place._state.adding}
    Attendance.objects.bulk_create(new.values())
    Attendance.objects.bulk_update(known.values(), FILLED, batch_size=500)
    return len(new), note_present(session, there) if session else 0


def places_held(event):
    """{("p", person) or ("r", registration): Attendance} of who stands in the list of `event`."""
    found = {}
    for place in event.attendances.all():
        found |= {("p", place.person_id): place, ("r", place.registration_id): place}
    return {key: place for key, place in found.items() if key[1]}


def note_present(session, there):
    """Note that those of `there`, (Attendance, minutes), were in `session`; returns how many were not noted before."""
    before = set(session.presences.values_list("attendance", flat=True))
    minutes = {place.pk: minutes for place, minutes in there if place.pk not in before}
    Presence.objects.bulk_create(
        Presence(session=session, attendance_id=pk, minutes=minutes[pk]) for pk in sorted(minutes)
    )
    return len(minutes)


def drop_roll(roll, *, by):
    """Throw a list away; what was taken over from it stays."""
    with alone_with(roll) as stored:
        record(stored.event, "attendance_file_dropped", by=by, to=STAFF)
        stored.delete()


def forget_rolls(now):
    """Delete what lists hold that nobody took over for weeks, and of others the rows of people who were erased.

    Returns how many lists were emptied.
    """
    held = Roll.objects.exclude(held="")
    emptied = held.filter(made_at__lt=now - KEPT_FOR).update(held="", name="")
    for roll in held.all():
        keys = {row["key"] for row in roll.rows if row["key"]}
        if gone := keys - known_still(keys):
            with alone_with(roll) as stored:
                stored.hold([row for row in stored.rows if row["key"] not in gone], stored.troubles)
                stored.save()
                record(stored.event, "person_erased", to=STAFF)
    return emptied


def known_still(keys):
    """Those of `keys` that still lead to somebody with a name."""
    return {key for key, name in called(keys).items() if name}


def called(keys):
    """{key: name} of registrations and people, for those who may change the event."""
    numbers = {sign: [int(key[1:]) for key in keys if key.startswith(sign)] for sign in "rp"}
    found = {f"r{pk}": name for pk, name in Registration.objects.filter(pk__in=numbers["r"]).values_list("pk", "name")}
    people = Person.objects.filter(pk__in=numbers["p"]).values_list("pk", "name")
    return found | {f"p{pk}": name for pk, name in people}
