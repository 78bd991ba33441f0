"""Who may do what with events."""

from django.db.models import prefetch_related_objects

from zhinan.accounts.access import keep_records, read
from zhinan.programmes.access import keep_in

__all__ = ["edit", "keep_attendance", "keep_records", "read"]


def edit(user, event):
    """Whether `user` may change `event`: the secretariat of a programme that has a part in it may.

    Without a programme all who keep records may.
    """
    if not keep_records(user):
        return False
    prefetch_related_objects([event], "involvements__programme")  # asked for once, however often the rule is
    programmes = [one.programme for one in event.involvements.all()] or [None]
    return any(keep_in(user, programme) for programme in programmes)


def keep_attendance(user, attendance):
    """Whether `user` may read and change who came to an event: those who may change the event may."""
    return edit(user, attendance.event)


def keep_survey(user, survey):
    """Whether `user` may take a survey back: those who may change the event may."""
    return edit(user, survey.event)


def keep_roll(user, roll):
    """Whether `user` may read and take over an attendance file: those who may change the event may."""
    return edit(user, roll.event)


def keep_registration(user, registration):
    """Whether `user` may note that somebody who registered is there: those who may change the event may."""
    return edit(user, registration.event)
