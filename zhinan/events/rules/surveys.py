"""On which day the survey of an event is put to people."""

from datetime import timedelta


def due_on(event, days):
    """The day `days` after the last day of `event`, or before its first one; None where its days are not known."""
    day = event.starts_earliest if days < 0 else event.ends_latest or event.starts_latest
    return day and later(day, days)


def later(day, days):
    """The day so many `days` after `day`; None where the calendar of computers ends before."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
