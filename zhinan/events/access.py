"""Who may do what with events."""

from django.db.models import prefetch_related_objects
from django.utils import timezone

from zhinan.accounts.access import keep_records, read
from zhinan.accounts.models import Role, RoleName, roles_of
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


def keep_presence(user, presence):
    """Whether `user` may take somebody out of a session: those who may change the event may."""
    return edit(user, presence.session.event)


def keep_session(user, session):
    """Whether `user` may change a session: those who may change the event may."""
    return edit(user, session.event)


def keep_certificate(user, certificate):
    """Whether `user` may revoke or mend a certificate: those who may change the event may."""
    return edit(user, certificate.event)


def scope_of(event):
    """The scope of roles for `event` alone."""
    return f"event:{event.pk}"


def officers_of(event):
    """Roles of the course officers of `event` now.

    A role that ends today is over: nobody knows the hour at which it ended, and passports wait for no midnight.
    """
    today, held = timezone.localdate(), Role.objects.filter(role=RoleName.COURSE_OFFICER, scope=scope_of(event))
    return held.current(today).exclude(ends_on=today).select_related("user").order_by("user__name", "pk")


def is_officer(user, event):
    """Whether `user` is course officer of `event` now: nobody is by another role, no administrator either."""
    if (RoleName.COURSE_OFFICER, scope_of(event)) not in roles_of(user):
        return False
    return officers_of(event).filter(user=user).exists()


def meet(user, event):
    """Whether `user` may read who takes part in the course of `event`: who may change the event, and its officers."""
    return is_officer(user, event) or edit(user, event)


def meet_participant(user, participant):
    """Whether `user` may read the page of `participant`: who may read the list of the course."""
    return meet(user, participant.course.event)


def keep_participant(user, participant):
    """Whether `user` may review and change `participant`: those who may change the event may."""
    return edit(user, participant.course.event)


def keep_confidential(user, participant):
    """Whether `user` may read and write what is confidential about `participant`: course officers alone may."""
    return is_officer(user, participant.course.event)


def keep_course(user, course):
    """Whether `user` may change the sheet of a course: those who may change the event may."""
    return edit(user, course.event)


def keep_invited(user, invited):
    """Whether `user` may give an invited country another link: those who may change the event may."""
    return edit(user, invited.course.event)
