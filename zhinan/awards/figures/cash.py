"""How much cash is needed in which month: what was agreed, is not paid, and when it is expected."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhinan.grants.models import Gate

from ..models import DueReport, Instalment
from ..rules.worth import to_the_cent
from ..states import InstalmentState, ReportState
from .due import UNPAID
from .sums import NOTHING

NO_DAY = "-"  # the month of what has no day yet


@dataclass(frozen=True)
class Expected:
    """An instalment that is not paid, and the day on which it is expected: its own, or that of the report it waits for.

    `day` is None where neither is known.
    """

    instalment: Instalment
    day: date | None
    is_from_report: bool

    @property
    def award(self):
        """Its award."""
        return self.instalment.award

    @property
    def address(self):
        """Where it stands on the page of its award."""
        return self.instalment.get_absolute_url()

    @property
    def month(self):
        """As 2027-03; NO_DAY without a day."""
        return f"{self.day:%Y-%m}" if self.day else NO_DAY

    @property
    def dollars(self):
        """US dollars by the rate of the day of the award, to the cent."""
        return to_the_cent(self.instalment.amount * self.award.usd_rate)


@dataclass(frozen=True)
class Month:
    """What is needed in a month: the sum in US dollars, {code: sum} of each currency, and of how many instalments."""

    month: str
    dollars: Decimal
    amounts: dict
    n: int

    @property
    def first(self):
        """Its first day; None without a day."""
        return None if self.month == NO_DAY else date.fromisoformat(f"{self.month}-01")


def expected(awards):
    """[Expected] of the queryset `awards`, in the order of their days, those without one last: two queries.

    Of awards that are over nothing is paid any more. The k-th instalment that waits for a progress report waits for the
    k-th of them, as its gate has it.
    """
    going = awards.going().order_by().values("pk")
    planned = Instalment.objects.filter(award__in=going).exclude(state=InstalmentState.DROPPED)
    planned = planned.select_related("award__grant", "award__currency").order_by("award", "position")
    owed = DueReport.objects.filter(award__in=going).exclude(state=ReportState.DROPPED).order_by("award", "position")
    days, turns, found = defaultdict(list), defaultdict(int), []
    for award, is_final, day in owed.values_list("award", "is_final", "due_on"):
        days[award, Gate.FINAL if is_final else Gate.PROGRESS].append(day)
    for one in planned:
        key = one.award_id, one.gate
        reports, turn = days[key], turns[key]
        turns[key] += 1
        if one.state in UNPAID:
            report = 0 if one.gate == Gate.FINAL else turn
            waits = reports[report] if report < len(reports) else None
            found.append(Expected(one, one.due_on or waits, one.due_on is None and waits is not None))
    return sorted(found, key=lambda one: (one.day is None, one.day or date.max, one.award.pk, one.instalment.position))


def months(rows):
    """[Month] of the list `rows` of Expected, in their order."""
    found = defaultdict(list)
    for one in rows:
        found[one.month].append(one)
    return [month(word, part) for word, part in found.items()]


def month(word, rows):
    """The Month `word` of `rows`."""
    amounts = defaultdict(Decimal)
    for one in rows:
        amounts[one.award.currency.code] += one.instalment.amount
    return Month(word, sum((one.dollars for one in rows), NOTHING), dict(sorted(amounts.items())), len(rows))
