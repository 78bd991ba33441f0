"""Who a participant is, mended; and what they are told beside how their nomination stands."""

from zhinan.accounts.models import STAFF
from zhinan.history.actions import alone_with, record
from zhinan.kit.secrets import mark_of

from ..models import Mail, Participant
from ..models.registrations import new_seed
from ..states import SEATED, Participation
from .confiding import forget_details
from .nominating import bind
from .seating import refuse_full

HOPING = (*SEATED, Participation.NOMINATED, Participation.REVIEWED, Participation.WAITING)


def mend(participant, values, *, by, on):
    """Write `values`, {column: value}, of who `participant` is; the history tells that, and not what they are.

    Another mail address gets another own page, and what is confidential goes: it is asked for once more there. Raises
    NotNow where who has a place would get one of another country, and that has none left.
    """
    with alone_with(participant.course) as course:
        stored = Participant.objects.get(pk=participant.pk)
        before, country = stored.email_mark, values.get("country", stored.country)
        if stored.state in SEATED and country != stored.country:
            refuse_full(course, country, leaving=stored)
        for name, value in values.items():
            setattr(stored, name, value)
        if mark_of(stored.email) != before:
            stored.seed, stored.mail_due = new_seed(), Mail.STATE
            forget_details(stored, by=by)  # whoever reads the new address shall not read a passport there
            record(stored, "mail_changed", by=by)
        bind(stored, stored.matched_on or on)
        stored.save()
        record(stored, "edited", by=by)
        return stored


def tell_participants(event):
    """Let a mail tell those who have or hope for a place in the course of `event` how that stands now."""
    rows = Participant.objects.filter(course__event=event, state__in=HOPING).exclude(email_mark="")
    if rows.update(mail_due=Mail.OFF, mail_after=None):
        record(event, "people_told", to=STAFF)
