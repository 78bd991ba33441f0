"""Targets against what was measured, a line a period, beside what grants come to; see `adding` for what is added up."""

from dataclasses import dataclass, field, replace

from django.db.models import Prefetch

from zhinan.codelists.models import Country
from zhinan.kit.figures import Period

from ..models import Dimension, Indicator, Measurement, Result, Sex, Target
from ..rules import Aggregated, outline
from .adding import from_grants, over_time


@dataclass(frozen=True)
class Compared:
    """One period of an indicator: its Target and its current Measurement, each None where there is none.

    `total` is the Aggregated of the grants whose indicators count towards it; None where none does, or nobody asked.
    `together` is that of its own measurements within the period, where the period as a whole was not measured.
    """

    indicator: Indicator
    period: Period | None
    target: Target | None = None
    actual: Measurement | None = None
    total: Aggregated | None = None
    together: Aggregated | None = None

    @property
    def is_reached(self):
        """Whether what was measured reaches the target; None where the two cannot be compared."""
        values = [one and one.value for one in (self.actual or self.together, self.target)]
        return self.indicator.reaches(*values)


@dataclass(frozen=True)
class Row:
    """A result with its number, and the Compared periods of its indicators."""

    number: str
    result: Result
    parent: Result | None
    periods: list = field(default_factory=list)


def rows_of(framework, user):
    """[Row] of all results of `framework`, in their order: four queries, however many there are.

    For one of a programme two more, for what grants come to of which `user` may see the frameworks; and two where a
    target is about more days than any measurement.
    """
    results = framework.results.order_by("position").prefetch_related(
        Prefetch("indicators", Indicator.objects.order_by("position", "pk")),
        "indicators__targets",
        Prefetch("indicators__measurements", Measurement.objects.current(), to_attr="current"),
    )
    rows = []
    for number, result, parent in outline(results):
        periods = [one for indicator in result.indicators.all() for one in compared(indicator, indicator.current)]
        rows.append(Row(number, result, parent, periods))
    rows = put_together_in(rows)
    return with_totals(rows, user) if framework.programme_id else rows


def put_together_in(rows):
    """The list `rows` of Row, each target that was not measured as a whole beside what was measured in its days."""
    gaps = [one for row in rows for one in row.periods if one.target and not one.actual and one.indicator.current]
    if not gaps:
        return rows
    indicators, periods = (list(dict.fromkeys(getattr(one, name) for one in gaps)) for name in ("indicator", "period"))
    found = over_time(indicators, periods)
    there = {key: one for key, one in found.items() if one.measurements or one.beyond}
    asked = {(one.indicator.pk, one.period) for one in gaps} & there.keys()

    def filled(one):
        key = one.indicator.pk, one.period
        return replace(one, together=there[key]) if key in asked else one

    return [replace(row, periods=[filled(one) for one in row.periods]) for row in rows]


def with_totals(rows, user):
    """The list `rows` of Row, each period beside what grants come to in it."""
    each = [one for row in rows for one in row.periods]
    indicators, periods = (dict.fromkeys(getattr(one, name) for one in each) for name in ("indicator", "period"))
    found = from_grants(list(indicators), [one for one in periods if one], user)
    known = {key: total for key, total in found.items() if total.of}
    return [
        replace(row, periods=[replace(one, total=known.get((one.indicator.pk, one.period))) for one in row.periods])
        for row in rows
    ]


def compared(indicator, measurements):
    """[Compared] of the periods that `indicator` has targets or current `measurements` for; one without any is left."""
    targets = {(one.starts_on, one.ends_on): one for one in indicator.targets.all()}
    actuals = {(one.starts_on, one.ends_on): one for one in measurements}
    days = sorted(targets.keys() | actuals.keys())
    found = [Compared(indicator, Period(*each), targets.get(each), actuals.get(each)) for each in days]
    return found or [Compared(indicator, None)]


def groups_of(measurements):
    """{key of a measurement: [(dimension, group, value, n)]} of the list `measurements`, in words: two queries."""
    rows = [part for one in measurements for part in one.parts.all()]
    codes = {part.key for part in rows if part.dimension == Dimension.COUNTRY and not part.label}
    countries = {one.alpha3: str(one) for one in Country.objects.filter(alpha3__in=codes)} if codes else {}
    sexes, found = dict(Sex.choices), {}
    for part in rows:
        name = part.label or countries.get(part.key) or sexes.get(part.key) or part.key
        line = (part.get_dimension_display(), name, part.measurement.indicator.in_words(part.value), part.n)
        found.setdefault(part.measurement_id, []).append(line)
    return found
