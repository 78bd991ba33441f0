"""A number and the query behind it, declared once."""

from dataclasses import dataclass, field
from functools import wraps

from .dates import PartialDate, span_in_words


@dataclass(frozen=True)
class Period:
    """Two days, both inside, that a figure speaks of."""

    start: object
    end: object

    def until(self, day):
        """The part of the period that had passed on `day`."""
        return Period(self.start, min(self.end, day))

    def in_words(self):
        """As a reader expects it: 2020, 1 May 2020 – 30 April 2021."""
        if (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31):
            days = str(self.start.year), str(self.end.year)
        else:
            days = self.start.isoformat(), self.end.isoformat()
        return span_in_words(*map(PartialDate, days))

    def __str__(self):
        if (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31):
            return str(self.start.year) if self.start.year == self.end.year else f"{self.start.year}-{self.end.year}"
        return f"{self.start.isoformat()}/{self.end.isoformat()}"


@dataclass(frozen=True)
class Declaration:
    """What a figure is, whoever asks: key, label, unit, and a definition in a sentence with its version."""

    key: str
    label: str
    unit: str
    definition: str
    version: int


@dataclass
class Part:
    """A share of a figure: a label, its value, and the records behind it."""

    key: str
    label: str
    value: object
    records: object
    qualifier: str = "exact"


@dataclass
class Figure:
    """A value and the queryset that lists its records.

    `value` is an int, a Decimal, or None with the `reason` why nothing can be derived; `base` is the denominator of a
    share or None; `is_whole` says whether the sources give the lists that it was counted from completely; `counted` is
    the number of `records` where it is known already.
    """

    value: object
    records: object
    qualifier: str = "exact"
    base: int | None = None
    reason: str = ""
    parts: list = field(default_factory=list)
    is_whole: bool = True
    currency: str = ""
    counted: int | None = None
    declaration: Declaration | None = None

    @property
    def unit(self):
        """What stands behind the value of a share: %; nothing for all others."""
        return "" if self.base is None else "%"

    @property
    def key(self):
        """The declaration's key."""
        return self.declaration.key

    def n(self):
        """Number of the records behind the value: asks the database where nobody has counted them yet."""
        return self.records.count() if self.counted is None else self.counted


def figure(key, label, unit, definition, version=1):
    """Mark a function (programme, period, as_of) -> Figure as the figure `key`; its answers carry the declaration."""
    declaration = Declaration(key, label, unit, definition, version)

    def mark(function):
        @wraps(function)
        def declared(*args, **options):
            answer = function(*args, **options)
            answer.declaration = declaration
            return answer

        declared.declaration = declaration
        return declared

    return mark
