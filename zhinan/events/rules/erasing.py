"""On which day the names of those who registered for an event are deleted."""

from zhinan.kit.zones import wall_of

from ..states import State
from .surveys import later


def last_day(event):
    """The last day on which `event` may still be, by its days and its hours; None where neither is known."""
    hours = (wall_of(moment, event.zone) for moment in (event.begins_at, event.ends_at) if moment)
    known = (event.starts_latest, event.ends_latest, *(wall.date() for wall in hours))
    return max(filter(None, known), default=None)


def erased_on(event, days):
    """The day that comes `days` after `event` is over; None while nobody knows when that will be."""
    last = None if event.state == State.POSTPONED else last_day(event)
    return last and later(last, days)
