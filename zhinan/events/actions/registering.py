"""What people do themselves: register, alone or as a group, answer, cancel; and what the mails to them need."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.codelists.models import Country
from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import sentences
from zhinan.kit.secrets import mark_of
from zhinan.network.models import Person
from zhinan.questionnaires import actions as questionnaires

from ..models import Admission, Attendance, Mail, Registration
from ..models.registrations import new_seed
from ..states import HELD, REGISTRATION, Place, State

PAUSE = timedelta(minutes=10)  # between two mails that give the same address again
LATER = timedelta(minutes=5)  # until a mail that could not be sent is tried again


@dataclass(frozen=True)
class Guest:
    """Somebody who is to be registered."""

    name: str
    email: str
    organisation_name: str = ""
    country: Country | None = None
    language: str = ""


def register(event, guest, *, now, values=None):
    """Register the Guest `guest` for `event` at the moment `now`, with `values`, the answers to its own questions.

    Whoever stands in the list already gets their address once more by mail, and nothing changes: what happens looks
    the same to whoever asks. Raises NotNow while nobody can register, and where no place is left.
    """
    with alone_with(event) as stored:
        terms = only_open(stored, now)
        state = next_state(terms)
        again = address_again(stored, guest.email, now=now)
        if state is not None and not again:
            made = enter(stored, guest, state, now=now)
            if values:
                answer(made, values, now=now)
    if state is None:
        raise NotNow(_("All places are taken."))


def register_group(event, group, guests, *, now):
    """Register the list `guests` of Guest for `event` in one go, with the unsaved GroupRegistration `group`.

    Either all are taken, with places or on the waiting list, or nobody: then NotNow says how many places are left.
    """
    with alone_with(event) as stored:
        terms = only_open(stored, now)
        new = [guest for guest in guests if not address_again(stored, guest.email, now=now)]
        left = places_left(terms)
        if left is not None and len(new) > left and not (terms.has_waiting_list or terms.needs_approval):
            told = ngettext("{left} place is left.", "{left} places are left.", left).format(left=left)
            raise NotNow(sentences(told, _("Take some lines away, or register them one by one.")))
        group.event, group.registered_at = stored, now
        group.save()
        record(group, "group_registered")
        for guest in new:
            enter(stored, guest, next_state(terms), now=now, group=group)
        return group


def only_open(event, now):
    """The Admission of `event`; raises NotNow while nobody can register."""
    terms = Admission.objects.filter(event=event).first()
    if terms is None:
        raise NotNow(_("Nobody registers here for this event."))
    terms.event = event
    if not terms.is_open(now):
        raise NotNow(_("Registration is not open now."))
    return terms


def places_left(terms):
    """How many places are free, never below 0; None where there is room for everybody."""
    if terms.capacity is None:
        return None
    return max(terms.capacity - Registration.objects.filter(event=terms.event, state=Place.REGISTERED).count(), 0)


def next_state(terms):
    """The state that the next one gets who registers; None where there is no place and no waiting list."""
    if terms.needs_approval:
        return Place.PENDING
    if places_left(terms) != 0:
        return Place.REGISTERED
    return Place.WAITING if terms.has_waiting_list else None


def enter(event, guest, state, *, now, group=None):
    """Write `guest` into the list of `event`; whoever cancelled before stands there again, behind the others."""
    mark = mark_of(guest.email)
    row = Registration.objects.filter(event=event, email_mark=mark).first() or Registration(event=event)
    for name in ("name", "email", "organisation_name", "country", "language"):
        setattr(row, name, getattr(guest, name))
    row.state, row.group, row.registered_at = state, group, now
    row.consented_on = timezone.localdate(now)
    row.person = Person.objects.filter(email_mark=mark).first()
    row.matched_on = row.consented_on if row.person else None
    row.mail_due, row.told_of = Mail.STATE, ""
    row.save()
    record(row, "registered")
    return row


def address_again(event, email, *, now):
    """Let a mail give their address once more to whoever stands in the list of `event` with `email`.

    Returns whether somebody does. It is sent once in ten minutes, however often it is asked for.
    """
    held = event.registrations.exclude(state=Place.CANCELLED).filter(email_mark=mark_of(email)).first()
    if held is None:
        return False
    if held.mail_due == Mail.NONE and (held.mailed_at is None or held.mailed_at < now - PAUSE):
        held.mail_due = Mail.AGAIN
        held.save()
        record(held, "address_asked")
    return True


@transaction.atomic
def answer(registration, values, *, now):
    """Write `values`, {key: value or None}, as the answers of `registration`, in place of earlier ones.

    Raises NotNow where its event asks nothing, or where the registration stands on no list.
    """
    terms = Admission.objects.filter(event=registration.event).first()
    if terms is None or terms.round is None or registration.state not in HELD:
        raise NotNow(_("No answers are taken here now."))
    response = questionnaires.begin(terms.round, now=now, language=registration.language)
    questionnaires.save(response, values, now=now)
    earlier, registration.response = registration.response, questionnaires.send(response, now=now)
    registration.save()
    record(registration, "answered")
    if earlier is not None:
        earlier.delete()


def step(registration, verb, word, *, by, mail=Mail.STATE):
    """Take `registration` through `verb` of its life and let a mail tell of it; returns it. Raises NotNow."""
    moved = REGISTRATION.move(registration, verb)
    moved.mail_due, moved.mail_after = mail, None
    moved.save()
    record(moved, word, by=by, changes={"state": [registration.state, moved.state]})
    return moved


def move_up(terms, *, by=None):
    """Give the places that are free to those who wait the longest; returns how many moved up.

    The row of the event is held by whoever calls.
    """
    left, line = places_left(terms), Registration.objects.filter(event=terms.event).in_line()
    moved = list(line if left is None else line[:left])
    for one in moved:
        step(one, "promote", "moved_up", by=by)
    return len(moved)


def cancel_registration(registration, *, by=None):
    """Take `registration` off the list; whoever waits the longest moves up. Raises NotNow, too once it took place."""
    with alone_with(registration.event) as event:
        if event.state == State.HELD:
            raise NotNow(_("The event took place already."))
        gone = step(registration, "cancel", "cancelled", by=by)
        terms = Admission.objects.filter(event=event).first()
        if terms is not None:
            terms.event = event
            move_up(terms)
        return gone


def follow_places(today, most):
    """Bind up to `most` registrations to the person whom their place in the list of those who came belongs to."""
    rows = Registration.objects.filter(person=None, matched_on=None).exclude(name="")
    for row in rows.filter(pk__in=Attendance.objects.exclude(person=None).values("registration"))[:most]:
        place = row.event.attendances.filter(registration=row).exclude(person=None).first()
        with alone_with(row) as stored:
            stored.person_id, stored.matched_on = place.person_id, today
            stored.save()
            record(stored, "edited", changes={"person": [None, place.person_id]})


def forget_erased(most):
    """Empty up to `most` registrations of people whose personal data was erased; returns how many."""
    found = list(Registration.objects.filter(person=None, matched_on__isnull=False).order_by("pk")[:most])
    for one in found:
        forget(one)
    return len(found)


@transaction.atomic
def forget(registration):
    """Empty what `registration` says of a person, with the answers; that somebody registered stays."""
    with alone_with(registration) as row:
        response, row.response, row.matched_on = row.response, None, None
        row.name = row.email = row.organisation_name = ""
        row.seed, row.mail_due = new_seed(), Mail.NONE
        row.save()
        record(row, "person_erased")
        if response is not None:
            response.delete()


def claim(registration, now):
    """Note that the mail that is due to `registration` goes out at `now`; False where another worker was first."""
    rows = registration.__class__.objects.filter(pk=registration.pk, mail_due=registration.mail_due)
    return bool(rows.update(mail_due=Mail.NONE, mail_after=None, mailed_at=now))


def unclaim(registration, now):
    """Let the mail to `registration`, which could not be sent, be due again a little later than `now`."""
    rows = registration.__class__.objects.filter(pk=registration.pk, mail_due=Mail.NONE)
    rows.update(mail_due=registration.mail_due, mail_after=now + LATER, mailed_at=registration.mailed_at)
