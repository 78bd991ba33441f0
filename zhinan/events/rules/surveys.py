"""On which day the survey of an event is put to people."""

from datetime import timedelta


def due_on(event, days):
    """The day `days` after the last day of `event`, or before its first one; None where its days are not known."""
    day = event.starts_earliest if days < 0 else event.ends_latest or event.starts_latest
    return day and day + timedelta(days=days)
