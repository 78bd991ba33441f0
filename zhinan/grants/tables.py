"""Columns of the list of applications, and of their comparison: one declaration for page, CSV and XLSX."""

from django.db.models import Avg, Case, Count, F, Max, Min, OuterRef, Q, Subquery, Sum, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhinan.kit.lists import Day, Listed, Name, Text
from zhinan.kit.punctuation import in_rows
from zhinan.kit.quantities import in_digits, money
from zhinan.kit.rows import Rows

from .figures import compared
from .models import BudgetLine, BudgetSource, Review
from .states import UNSETTLED, ReviewState, Stage

REVISED = ("title", "lead__name", "lead__country__name", "theme__position", "requested")  # what authors may revise


class Amount(Text):
    """An amount or a number of points, as digits in groups on the page."""

    def shown(self, record, value, user):
        return in_digits(value)


def one(rows, name, number):
    """The subquery that reckons `number` over those of `rows` that lead to the application of the row."""
    rows = rows.filter(application=OuterRef("pk")).order_by().values("application")
    return Subquery(rows.annotate(**{name: number}).values(name))


def reckoned(applications):
    """The queryset `applications` with what the columns reckon; the database does so for those that are asked for."""
    asked = BudgetLine.objects.filter(source=BudgetSource.GRANT)
    current, sent = Review.objects.current(), Review.objects.filter(state=ReviewState.SENT)
    return applications.annotate(
        requested=one(asked, "all", Sum("amount")),
        asked=one(current, "n", Count("pk")),
        sent=one(current, "n", Count("pk", filter=Q(state=ReviewState.SENT))),
        mean=one(sent, "mean", Avg("total")),
        spread=one(sent, "apart", Max(F("total")) - Min(F("total"))),
    )


class Sides(Rows):
    """The rows of the list: what is compared of each of the queryset `applications`, with its `parts` if need be."""

    def __init__(self, applications, parts, *kept):
        super().__init__(applications, *kept)
        self.parts = parts

    def ordered(self):
        """The keys as a queryset, for which the columns are reckoned."""
        return reckoned(self.data).order_by(*self.orders()).values_list("pk", flat=True)

    def sorted_by(self, path):
        """The rows, but for what may be revised: that stands last, since its place would tell what is written now."""
        row = F(path)
        return Case(When(state__in=UNSETTLED, then=None), default=row) if path in REVISED else row

    def __getitem__(self, key):
        """Those of a slice of the keys that are still seen."""
        wanted = self.keys[key]
        found = {row.pk: row for row in compared(self.data.filter(pk__in=wanted), self.parts)}
        return [found[one] for one in wanted if one in found]

    def __iter__(self):
        """All of them at once: the applications of one call."""
        found = {row.pk: row for row in compared(self.data, self.parts)}
        return (found[one] for one in self.keys if one in found)


class Applications(Listed):
    """The applications of a call."""

    number = Name(pgettext_lazy("of an application", "Number"))
    title = Text(pgettext_lazy("of an application", "Title"))
    lead = Text(pgettext_lazy("of an application", "Institution"), order_by="lead__name")
    country = Text(gettext_lazy("Country or area"), order_by="lead__country__name")
    theme = Text(pgettext_lazy("of a call", "Priority area"), order_by="theme__position")
    state = Text(pgettext_lazy("column", "State"))
    requested = Amount(gettext_lazy("Amount requested"))
    currency = Text(pgettext_lazy("column", "Currency"), order_by="rules__currency__code")
    asked = Text(gettext_lazy("Reviewers asked"))
    sent = Text(gettext_lazy("Reviews sent"))
    total = Amount(gettext_lazy("Mean of reviews, of 100"), order_by="mean")
    spread = Amount(gettext_lazy("Points apart"))
    submitted = Day(pgettext_lazy("of an application", "Submitted"), accessor="submitted_at")


def comparison_sheet(rows, criteria):
    """Yield the head, and then one line for each of `rows`, Compared; `criteria` are those of the rules, in order."""
    head = [pgettext("of an application", "Number"), pgettext("of an application", "Title")]
    head += [pgettext("of an application", "Institution"), _("Country or area"), _("Participating countries")]
    head += [pgettext("of a call", "Priority area"), pgettext("column", "State"), _("Amount requested")]
    head += [pgettext("column", "Currency"), _("Other sources in the budget"), _("Match"), _("Months")]
    head += [_("People who benefit"), _("Women among them"), _("Reviewers asked"), _("Reviews sent")]
    yield (*head, _("Mean of reviews, of 100"), _("Points apart"), *(str(each) for each in criteria))
    stages = {stage.value: str(stage.label) for stage in Stage}
    keys = [each.pk for each in criteria]
    for row in rows:
        match = in_rows(money(amount, currency) for currency, amount in row.match)
        plain = (row.number, row.title, row.lead, row.country, in_rows(row.countries), row.theme, stages[row.state])
        numbers = (row.requested, row.currency, row.beside, match, row.months, row.people, row.women)
        yield (*plain, *numbers, row.asked, row.sent, row.total, row.spread, *map(row.marks.get, keys))
