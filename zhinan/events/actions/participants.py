"""Participants of a course step by step: reviewed, declined, done, tested."""

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow

from ..models import Certificate, CertificateKind, Mail
from ..states import PARTICIPATION


def step(participant, verb, word, *, by, mail=Mail.STATE, **values):
    """Take `participant` through `verb` of its life and let a mail tell of it; returns it. Raises NotNow."""
    moved = PARTICIPATION.move(participant, verb)
    for name, value in values.items():
        setattr(moved, name, value)
    if mail:
        moved.mail_due, moved.mail_after = mail, None
    moved.save()
    record(moved, word, by=by, changes={"state": [participant.state, moved.state]})
    return moved


@transaction.atomic
def review(participant, *, by):
    """Say that the nomination was looked at; raises NotNow."""
    return step(participant, "review", "reviewed", by=by, mail=Mail.NONE)


@transaction.atomic
def review_again(participant, *, by):
    """Look at a declined nomination once more; raises NotNow."""
    return step(participant, "review_again", "reviewed_again", by=by, mail=Mail.NONE, reason="")


@transaction.atomic
def queue(participant, *, by, now):
    """Put `participant` on the waiting list at the moment `now`, behind the others; raises NotNow."""
    return step(participant, "queue", "queued", by=by, waits_since=now)


@transaction.atomic
def turn_down(participant, *, by, reason=""):
    """Give `participant` no place, for a `reason` that only those who look after the course read; raises NotNow."""
    return step(participant, "decline", "declined", by=by, reason=reason, waits_since=None)


@transaction.atomic
def complete(participant, *, by):
    """Say that `participant` completed the course; raises NotNow."""
    return step(participant, "complete", "completed", by=by, mail=Mail.NONE)


@transaction.atomic
def complete_in_part(participant, *, by):
    """Say that `participant` completed a part of the course; raises NotNow."""
    return step(participant, "complete_in_part", "completed_in_part", by=by, mail=Mail.NONE)


@transaction.atomic
def not_completed(participant, *, by):
    """Take back that `participant` completed the course; raises NotNow, too while a certificate says so."""
    held = Certificate.objects.standing().filter(attendance=participant.attendance_id, attendance__isnull=False)
    if held.filter(kind=CertificateKind.COMPLETION).exists():
        raise NotNow(_("A certificate of completion was issued. Revoke it first."))
    return step(participant, "not_completed", "completion_taken_back", by=by, mail=Mail.NONE)


def score(participant, before, after, *, by):
    """Write down what `participant` reached in the tests before and after, in percent or None."""
    with alone_with(participant) as stored:
        stored.score_before, stored.score_after = before, after
        stored.clean_fields(exclude=[field.name for field in stored._meta.fields if not field.name.startswith("score")])
        stored.validate_constraints()
        stored.save()
        record(stored, "scored", by=by)
        return stored
