"""The sheet of a course: its officers, and the day on which confidential details are deleted."""

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.accounts import actions as accounts
from zhinan.accounts.models import STAFF, RoleName
from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow

from ..access import scope_of
from ..models import Confidential, Course, Participant
from .confiding import forget_participant
from .inviting import drop_contacts


def drop_course(course, *, by):
    """Take the sheet of an event away; raises NotNow once somebody was nominated."""
    with alone_with(course) as stored:
        if stored.participants.exists():
            raise NotNow(_("People were nominated already. Cancel the event instead."))
        record(stored, "taken_away", by=by)
        record(stored.event, "edited", by=by)  # its search document loses the sheet
        stored.delete()


@transaction.atomic
def name_officer(course, user, *, by, on):
    """Let `user` read and write the confidential details of `course` from the day `on`.

    Raises ValidationError where they may already.
    """
    role = accounts.give_role(user, RoleName.COURSE_OFFICER, scope_of(course.event), by=by, starts_on=on)
    record(course, "officer_named", by=by, to=STAFF)
    return role


@transaction.atomic
def end_officer(course, role, *, by, on):
    """Let the holder of `role` read no confidential details of `course` any more, from this moment of the day `on`.

    Raises NotNow where the role begins later.
    """
    accounts.take_role(role, by=by, on=on)
    record(course, "officer_ended", by=by, to=STAFF)


def erase_details(course, *, by, on):
    """Delete the confidential details of `course` now, on the day `on`; nobody is asked for them any more."""
    with alone_with(course) as stored:
        before, stored.erase_on = stored.erase_on, on
        stored.save()
        Confidential.objects.filter(participant__course=stored).delete()
        changes = {"erase_on": [before and before.isoformat(), on.isoformat()]}
        record(stored, "details_erased", by=by, to=STAFF, changes=changes if before != on else {})


def erase_due(today):
    """Delete the confidential details of courses whose day of deletion has come; returns of how many courses.

    Once the course is over, who had no place in it loses name and mail address on that day, too.
    """
    due, found = [], 0
    for course in Course.objects.exclude(erase_on=None).select_related("event"):
        if course.deleted_on() <= today:
            due.append(course.pk)
            if Confidential.objects.filter(participant__course=course).exists():
                erase_details(course, by=None, on=course.deleted_on())
                found += 1
            if course.last_day() is not None and course.last_day() < today:
                drop_contacts(course)
    for one in Participant.objects.without_place().filter(course__in=due).select_related("course__event"):
        last = one.course.last_day()
        if last is not None and last < today:
            forget_participant(one)
    return found
