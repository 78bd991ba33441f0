"""What is confidential about participants: given by themselves, and deleted."""

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow
from zhinan.network.models import Person

from ..models import Confidential, Mail, Participant
from ..models.registrations import new_seed
from ..states import ASKED
from .nominating import bind


def give_details(participant, values, *, on, by=None):
    """Write the confidential `values`, {column: text}, of `participant` on the day `on`.

    Raises NotNow for who is not accepted, and where the course has no day of deletion or it has come.
    """
    with alone_with(participant.course) as course:
        stored = Participant.objects.get(pk=participant.pk)
        if stored.state not in ASKED or not course.asks_details(on):
            raise NotNow(_("Confidential details are not asked for now."))
        held = Confidential.objects.filter(participant=stored).first() or Confidential(participant=stored)
        for name, value in values.items():
            setattr(held, name, value)
        held.save()
        if stored.mail_due == Mail.DETAILS and held.passport_number:
            stored.mail_due = Mail.NONE
            stored.save()
        record(stored, "details_given", by=by)
        return held


@transaction.atomic
def forget_details(participant, *, by=None):
    """Delete what is confidential about `participant`."""
    rows = Confidential.objects.filter(participant=participant)
    if rows.exists():
        rows.delete()
        record(participant, "details_erased", by=by)


def follow_people(today, most):
    """Bind up to `most` participants to the person who was recorded with their mail address since."""
    known = Person.objects.exclude(email_mark="").values("email_mark")
    rows = Participant.objects.filter(person=None, matched_on=None, email_mark__in=known).exclude(email_mark="")
    for row in rows[:most]:
        with alone_with(row) as stored:
            bind(stored, today)
            stored.save()
            record(stored, "edited", changes={"person": [None, stored.person_id]})


def forget_participants(most):
    """Empty up to `most` participants whose personal data was erased; returns how many."""
    found = list(Participant.objects.filter(person=None, matched_on__isnull=False).order_by("pk")[:most])
    for one in found:
        forget_participant(one)
    return len(found)


@transaction.atomic
def forget_participant(participant):
    """Empty what `participant` says of a person, and delete what is confidential; that somebody took part stays."""
    with alone_with(participant) as row:
        for name, value in Participant.emptied.items():
            setattr(row, name, value)
        row.seed, row.person, row.matched_on, row.mail_due = new_seed(), None, None, Mail.NONE
        row.save()
        record(row, "person_erased")
        forget_details(row)
