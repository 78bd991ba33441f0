"""How the days of a calendar are laid out."""

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta

from zhinan.kit.dates import PartialDate

YEARS = range(1900, 2200)  # that the calendar shows
LONG = timedelta(days=14)  # what takes longer stands beside the days, not on each of them


@dataclass(frozen=True)
class Month:
    """A month, by its first day."""

    first: date

    @classmethod
    def of(cls, day):
        """The month of `day`."""
        return cls(day.replace(day=1))

    @classmethod
    def read(cls, text):
        """The month that “2020-09” means; raises ValueError for one that the calendar does not show."""
        first = date.fromisoformat(f"{text}-01")
        if first.year not in YEARS:
            raise ValueError(text)
        return cls(first)

    def __str__(self):
        return f"{self.first:%Y-%m}"

    def in_words(self):
        """As a reader expects it: September 2020."""
        return PartialDate(str(self)).in_words()

    @property
    def last(self):
        """Its last day."""
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])

    def moved(self, months):
        """The month so many months later; None where the calendar does not show it."""
        year, month = divmod(self.first.year * 12 + self.first.month - 1 + months, 12)
        return Month(date(year, month + 1, 1)) if year in YEARS else None

    def weeks(self, first_weekday):
        """Its weeks of seven days each, with those of its neighbours that fill them; 0 is Sunday."""
        return calendar.Calendar((first_weekday - 1) % 7).monthdatescalendar(self.first.year, self.first.month)


@dataclass
class Spread:
    """Occasions, by where they stand: on their days, over a long time, or on a day that nobody knows."""

    days: dict = field(default_factory=dict)
    long: list = field(default_factory=list)
    open: list = field(default_factory=list)


def spread(occasions, first, last):
    """The Spread of `occasions`, with `start`, `end` and `has_days` each, over the days from `first` to `last`."""
    found = Spread()
    for one in occasions:
        if not one.has_days:
            found.open.append(one)
        elif one.end - one.start >= LONG:
            found.long.append(one)
        else:
            for day in days_between(max(one.start, first), min(one.end, last)):
                found.days.setdefault(day, []).append(one)
    return found


def days_between(first, last):
    """Each day from `first` to `last`."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
