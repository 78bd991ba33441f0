"""What the secretariat does: the hours of an event, the terms of registration, and who gets a place."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from zhinan.accounts.models import STAFF
from zhinan.history.actions import alone_with, record, write
from zhinan.kit.lifecycle import NotNow
from zhinan.questionnaires.actions import open_round
from zhinan.questionnaires.models import Round, Way

from ..models import Admission, Mail
from ..states import HELD, State
from .registering import cancel_registration, move_up, places_left, step

OFF = (State.CANCELLED, State.POSTPONED)


def set_times(event, zone, begins_at, ends_at, *, by):
    """Set the `zone` and the two moments of `event`; returns the Entry or None. Raises ValidationError."""
    moments = {"begins_at": begins_at, "ends_at": ends_at}
    return write(event, {"zone": zone, **{name: one and one.isoformat() for name, one in moments.items()}}, by=by)


def set_terms(terms, values, *, by):
    """Write `values` of the Admission `terms`, open a round for its questions, and let those who wait move up.

    Raises ValidationError for values that it refuses, NotNow for a questionnaire of which nothing is published.
    """
    with alone_with(terms.event) as event:
        terms.event = event
        write(terms, values, by=by)
        if terms.questionnaire_id != (terms.round and terms.round.questionnaire_id):
            terms.round = terms.questionnaire and round_for(terms, by=by)
            terms.save()
            record(terms, "asks", by=by)
        move_up(terms, by=by)
        return terms


def round_for(terms, *, by):
    """A new round of the questionnaire of `terms`, open for whoever registers."""
    asked = terms.questionnaire
    made = Round(questionnaire=asked, language=asked.language)
    title = _("Registration: {event}").format(event=terms.event)[:200]
    write(made, {"title": title, "way": Way.INSIDE, "audience": STAFF}, by=by)
    return open_round(made, by=by)


@transaction.atomic
def approve(registration, *, by):
    """Give `registration` a place, or one on the waiting list where all are taken; raises NotNow."""
    terms = locked(registration)
    if places_left(terms) != 0:
        return step(registration, "approve", "approved", by=by)
    if not terms.has_waiting_list:
        raise NotNow(_("All places are taken. Raise their number, or cancel another registration first."))
    return step(registration, "queue", "queued", by=by)


def decline(registration, *, by):
    """Give `registration` no place; raises NotNow."""
    with transaction.atomic():
        return step(registration, "decline", "declined", by=by)


@transaction.atomic
def promote(registration, *, by):
    """Give `registration`, which waits, a place before its turn; raises NotNow where none is free."""
    if places_left(locked(registration)) == 0:
        raise NotNow(_("All places are taken. Raise their number, or cancel another registration first."))
    return step(registration, "promote", "moved_up", by=by)


def remove(registration, *, by):
    """Cancel somebody's `registration`; a mail tells them. Raises NotNow."""
    return cancel_registration(registration, by=by)


def locked(registration):
    """The Admission of the event of `registration`, whose row is held until the transaction ends; raises NotNow."""
    with alone_with(registration.event) as event:
        terms = Admission.objects.filter(event=event).first()
    if terms is None:
        raise NotNow(_("Nobody registers here for this event."))
    terms.event = event
    return terms


def tell_of_event(terms, most):
    """Let mails tell up to `most` of those who registered how the event of `terms` stands; returns how many.

    Who was told of this state is told no second time; where nobody is left, there is no news any more.
    """
    with alone_with(terms) as stored:
        told = stored.event.state if stored.event.state in OFF else ""
        waiting = stored.event.registrations.filter(~Q(told_of=told), state__in=HELD).order_by("pk")
        found = list(waiting.select_for_update()[:most])
        for one in found:
            one.mail_due, one.told_of = Mail.OFF, told
            one.save()
        if len(found) < most:
            stored.news_due = False
            stored.save()
        if found:
            record(stored, "people_told")
        return len(found)
