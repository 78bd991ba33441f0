"""Reminding participants of the passport that they have not given yet."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow

from ..models import Mail, Participant
from ..states import ASKED

DAY = timedelta(days=1)  # nobody is written to more often


def remind(participant, *, by, now):
    """Let a mail ask `participant` at the moment `now` for the passport that is not given yet; raises NotNow."""
    with alone_with(participant.course) as course:
        stored = Participant.objects.with_details().get(pk=participant.pk)
        if stored.state not in ASKED or not course.asks_details(timezone.localdate(now)):
            raise NotNow(_("Confidential details are not asked for now."))
        if stored.has_passport:
            raise NotNow(_("{name} gave the details already.").format(name=stored))
        if not stored.email_mark:
            raise NotNow(_("This person asked to be forgotten."))
        if stored.mail_due:
            raise NotNow(_("A mail to {name} waits to be sent already.").format(name=stored))
        if stored.reminded_at is not None and now - stored.reminded_at < DAY:
            raise NotNow(_("{name} was reminded less than a day ago. Wait until tomorrow.").format(name=stored))
        stored.mail_due, stored.mail_after, stored.reminded_at = Mail.DETAILS, None, now
        stored.save()
        record(stored, "reminders_asked", by=by)
        return stored
