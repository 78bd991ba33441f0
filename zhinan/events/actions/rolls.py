"""Attendance files: read and judged, then taken over as the secretariat decided, or thrown away."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.accounts.models import STAFF
from zhinan.codelists.models import Country
from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow
from zhinan.network.models import Person

from ..models import Attendance, Registration, Roll
from ..rules import matching
from ..states import HELD

LEAVE = "leave"  # what is chosen for a row beside the key of somebody known and "new"
KEPT_FOR = timedelta(days=30)


def lay(event, name, sheet, *, by, now):
    """Keep what the `sheet` of an attendance file says, each person judged: a Roll. Nothing else is written."""
    visits = matching.joined(sheet.rows)
    found = matching.matched(visits, known_for(event, by))
    roll = Roll(event=event, name=name[:200], platform=sheet.platform, made_at=now)
    roll.rows = [row_of(number, one) for number, one in enumerate(found, 1)]
    roll.troubles = [[one.line, one.message] for one in sheet.troubles]
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
    """Write down who came, by {number of a row: key, "new" or "leave"}; returns how many places that adds.

    Who stands in the list already is not added again. What was not decided stays for later; once nothing is left, the
    rows are deleted. Raises NotNow where that was done before.
    """
    with alone_with(roll) as stored:
        if not stored.held:
            raise NotNow(_("This list was taken over already."))
        left, wanted = [], []
        for row in stored.rows:
            choice = choices.get(row["number"], "")
            if not choice:
                left.append(row)
            elif choice != LEAVE:
                wanted.append((row, choice))
        added = write_down(stored.event, wanted)
        stored.rows, stored.added = left, stored.added + added
        stored.taken_at = now if not left else None
        stored.save()
        record(stored.event, "attendance_taken", by=by, to=STAFF)
        return added


def write_down(event, wanted):
    """Add a place for each of `wanted`, (row, key or "new"), who has none yet; returns how many."""
    held = event.attendances.values_list("person", "registration")
    people, registered = {one for one, _other in held if one}, {other for _one, other in held if other}
    bound = dict(event.registrations.exclude(person=None).values_list("pk", "person"))
    places = []
    codes = dict(Country.objects.values_list("alpha3", "pk"))
    for row, choice in wanted:
        place = Attendance(event=event, minutes=row["minutes"], country_id=codes.get(row["country"]))
        if choice.startswith("r"):
            place.registration_id = int(choice[1:])
            place.person_id = bound.get(place.registration_id)
        elif choice.startswith("p"):
            place.person_id = int(choice[1:])
        if place.person_id is None:
            place.called = row["name"]
        if place.registration_id in registered or place.person_id in people:
            continue
        registered |= {place.registration_id} - {None}
        people |= {place.person_id} - {None}
        places.append(place)
    Attendance.objects.bulk_create(places)
    return len(places)


def drop_roll(roll, *, by):
    """Throw a list away; what was taken over from it stays."""
    with alone_with(roll) as stored:
        record(stored.event, "attendance_file_dropped", by=by, to=STAFF)
        stored.delete()


def forget_rolls(now):
    """Delete the rows of lists that nobody took over for weeks; returns how many lists that were."""
    return Roll.objects.exclude(held="").filter(made_at__lt=now - KEPT_FOR).update(held="")


def called(keys):
    """{key: name} of registrations and people, for those who may change the event."""
    numbers = {sign: [int(key[1:]) for key in keys if key.startswith(sign)] for sign in "rp"}
    found = {f"r{pk}": name for pk, name in Registration.objects.filter(pk__in=numbers["r"]).values_list("pk", "name")}
    people = Person.objects.filter(pk__in=numbers["p"]).values_list("pk", "name")
    return found | {f"p{pk}": name for pk, name in people}
