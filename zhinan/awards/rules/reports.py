"""Which reports an award owes, over which days, and when people are reminded of them."""

from datetime import timedelta
from typing import NamedTuple

from zhinan.kit.dates import last_day_of

WRITING = timedelta(days=30)  # from the last day of its period until a report is due; each can be given another day
REMINDED = (-14, 1, 14, 30)  # days from the one on which a report is due, on which people are reminded of it


class Planned(NamedTuple):
    """A report as it is planned: whether it is the final one, and its days."""

    is_final: bool
    starts_on: object
    ends_on: object
    due_on: object


def schedule(lines, starts_on, ends_on):
    """[Planned] of an award that runs from `starts_on` to `ends_on`; `lines` are (is_final, months after the start).

    Each begins where the one before ends, the final one is about the last days; progress that would be told of after
    the end is left out. The final report is planned whether the rules name it or not: nothing is closed without one.
    """
    ends = sorted(last_day_of(starts_on, months) for is_final, months in lines if not is_final)
    ends = [day for day in dict.fromkeys(ends) if day < ends_on]
    begins = [starts_on, *(day + timedelta(days=1) for day in ends)]
    due = [day + WRITING for day in (*ends, ends_on)]
    rows = zip(begins, (*ends, ends_on), due, strict=True)
    return [Planned(n == len(ends), *row) for n, row in enumerate(rows)]


def reminders(due_on, on):
    """How many reminders of a report that is due on `due_on` are to have been sent by the day `on`."""
    return sum((on - due_on).days >= days for days in REMINDED)
