"""When the mail of a notice is due."""

from datetime import timedelta

from django.utils import timezone

from .models import Often

HOUR = 6  # of the day on which a daily or weekly mail goes out, in the time of the installation
PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))  # between attempts
LEASE = timedelta(minutes=10)  # that one worker has for a mail before another one tries


def due_at(often, now):
    """The moment at which what is told at the moment `now` goes out by mail to whom wants it so `often`, or None."""
    if often == Often.PAGE_ONLY:
        return None
    if often == Often.AT_ONCE:
        return now
    morning = timezone.localtime(now).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if often == Often.DAILY:
        return morning if morning > now else morning + timedelta(days=1)
    monday = morning - timedelta(days=morning.weekday())
    return monday if monday > now else monday + timedelta(days=7)


def next_attempt(attempts, now):
    """The moment of the next attempt after so many failed `attempts`, or None where the mail is given up."""
    return now + PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
