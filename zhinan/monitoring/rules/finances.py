"""Lines of the budget against what was spent on them."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from zhinan.awards.states import ReportState
from zhinan.grants.models import BudgetSource

from ..models import ReportedLine


@dataclass(frozen=True)
class Line:
    """A line of the budget: what it was to cost, what was spent on it `before` the report, and in its days.

    Amounts are in the currency of the award. One that the budget does not have has a `budget` of nothing.
    """

    heading: str
    source: str
    budget: Decimal
    before: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    explanation: str = ""
    is_said: bool = True  # somebody wrote down what was spent, be it nothing

    @property
    def key(self):
        """What tells it from the other lines."""
        return self.heading, self.source

    @property
    def place(self):
        """Its place in the report, under which remarks stand."""
        return f"line-{self.source}-{self.heading}"

    @property
    def to_date(self):
        """What was spent on it until the end of the report."""
        return self.before + self.spent

    @property
    def left(self):
        """What its budget leaves; below zero where it was overspent."""
        return self.budget - self.to_date

    def must_be_explained(self, percent, is_final):
        """Whether it lies `percent` or more from its budget: above it at any time, below it once it is final."""
        if not self.budget:
            return self.spent > 0
        is_far = abs(self.left) * 100 >= self.budget * percent and self.left != 0
        return is_far and (self.left < 0 or is_final)


def budget_of(award):
    """{(heading, source): amount} of the budget that was decided, over all years; empty where no call led to it."""
    sums = Counter()
    for row in award.submission.content["budget"] if award.submission else ():
        sums[row["heading"], row["source"]] += Decimal(row["amount"])
    return sums


def lines_of(report):
    """[Line] of `report`: those of the budget in its order, then what was added; two queries.

    What was spent before is what earlier reports say that were accepted.
    """
    rows = list(ReportedLine.objects.filter(report=report))
    accepted = ReportedLine.objects.filter(
        report__award=report.award_id, report__position__lt=report.position, report__state=ReportState.ACCEPTED
    )
    before = Counter()
    for heading, source, spent in accepted.order_by("pk").values_list("heading", "source", "spent"):
        before[heading, source] += spent
    said = {(one.heading, one.source): one for one in rows}
    budget = budget_of(report.award)
    order = {BudgetSource.GRANT: 0, BudgetSource.MATCH: 1}
    keys = sorted(dict.fromkeys([*budget, *before, *said]), key=lambda key: order[key[1]])
    found = []
    for key in keys:
        row = said.get(key)
        words = {"spent": row.spent, "explanation": row.explanation} if row else {"is_said": False}
        found.append(Line(*key, Decimal(budget[key]), Decimal(before[key]), **words))
    return found


def spent_of_grant(lines):
    """(to date, in the days of the report) of what `lines` spent of the grant."""
    own = [one for one in lines if one.source == BudgetSource.GRANT]
    return sum((one.to_date for one in own), Decimal(0)), sum((one.spent for one in own), Decimal(0))


def wrong_in(lines, award, is_final):
    """{place: sentence} of what cannot stand in the `lines` of a report of `award`."""
    away = _("{line}: say why it is {left} away from its budget.")
    beside = _("{line}: it is not in the budget. Say what it was needed for.")
    asked = [one for one in lines if one.must_be_explained(award.explained_from, is_final)]
    wrong = {
        one.place: (away if one.budget else beside).format(line=one.heading, left=award.in_words(abs(one.left)))
        for one in asked
        if not one.explanation.strip()
    }
    if lines and not any(one.is_said for one in lines):
        wrong["finances"] = _("Write what was spent. Where nothing was, say why at one of the lines.")
    to_date, _now = spent_of_grant(lines)
    if to_date > award.amount:
        more = _("{spent} of the grant were spent to date, and {awarded} were awarded.")
        wrong["finances"] = more.format(spent=award.in_words(to_date), awarded=award.in_words(award.amount))
    return wrong
