"""What indicators of grants come to for those of their programme, put together by the database.

One condition says which indicators count towards another one for a reader, and one says which of their measurements do:
the number and the list of grants under it are both made of these, so that they cannot disagree.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, IntegerField, Min, OuterRef, Q, Sum, Value

from zhinan.kit.figures import Period
from zhinan.programmes.models import Project

from ..models import Disaggregation, Framework, Indicator, Measure, Measurement
from ..rules import Facts, put_together

AT_ONCE = 100  # periods: SQLite unites no more than 500 queries
SUMS = {
    "total": Sum("value"),
    "numerators": Sum("numerator"),
    "denominators": Sum("denominator"),
    "bases": Sum("n"),
    "stated": Count("n"),
    "measurements": Count("pk"),
    "counted": Count("indicator", distinct=True),
    "partless": Min("indicator", filter=Q(measure=Measure.PERCENTAGE) & ~Q(denominator__gt=0)),
}  # as `Facts` has them


@dataclass(frozen=True)
class Group:
    """What one group comes to over all grants, told in so many of the measurements that count.

    A group is added to itself alone. Whoever takes part in several grants is counted in each of them.
    """

    dimension: str
    key: str
    value: Decimal
    told: int


def contributions(indicator, user):
    """Indicators of grants that count towards `indicator` and that `user` may see, grant after grant."""
    below = Indicator.objects.filter(counting_towards([indicator], user))
    return below.order_by("result__framework__project__title", "pk")


def counting_towards(indicators, user, before=""):
    """Condition that an indicator, to which `before` leads, counts towards one of `indicators`, and `user` may see it.

    Those `indicators` are of one programme; a project that went to another one counts no more.
    """
    framework, programmes = f"{before}result__framework", {one.result.framework.programme_id for one in indicators}
    words = {f"{before}towards__in": indicators, f"{framework}__project__programme__in": programmes}
    return Q(**words, **{f"{framework}__in": Framework.objects.visible_to(user)})


def from_grants(indicators, periods, user):
    """{(key of an indicator, Period): Aggregated} of the list `indicators` of a programme in each of `periods`.

    Two queries, however many there are: how many count towards them, and what these come to. Where an indicator has
    several measurements in a period, one more asks whether they overlap; two say whose number is refused.
    """
    if not (indicators and periods):
        return {}
    below = Indicator.objects.filter(counting_towards(indicators, user)).order_by()
    of = dict(below.values_list("towards").annotate(Count("pk")))
    found = facts_of(counting_towards(indicators, user, "indicator__"), periods if of else [], "indicator__towards")
    names = names_of([one for facts in found.values() for one in (facts.clashing, facts.partless) if one], user)
    return {
        (one.pk, period): put_together(one, found.get((one.pk, period), Facts()), of.get(one.pk, 0), names)
        for one in indicators
        for period in periods
    }


def over_time(indicators, periods):
    """{(key, Period): Aggregated} of what each of the queryset `indicators` came to by itself in each of `periods`.

    All of a period is added up, of numbers to date the latest counts. Two queries, three where one has several
    measurements in a period.
    """
    found = facts_of(Q(indicator__in=indicators), periods, "indicator")
    return {
        (one.pk, period): put_together(one, found.get((one.pk, period), Facts()), 1)
        for one in indicators
        for period in periods
    }


def facts_of(own, periods, by):
    """{(key, Period): Facts} of the measurements for which the condition `own` holds, by the column `by`.

    One query, and one more where an indicator has several measurements that count: only these can overlap.
    """
    found, several = {}, set()
    for row in each_period(sums_in, own, periods, by):
        key, is_inside = (row.pop(by), periods[row.pop("period")]), row.pop("is_inside")
        found.setdefault(key, {}).update(row if is_inside else {"beyond": row["measurements"]})
        several |= {key[1]} if is_inside and row["measurements"] > row["counted"] else set()
    asked = [period for period in periods if period in several]
    for row in each_period(clashes_in, own, asked, by):
        found[row[by], asked[row["period"]]]["clashing"] = row["clashing"]
    return {key: Facts(**row) for key, row in found.items()}


def each_period(ask, own, periods, by):
    """Yield rows of what `ask` finds in each of `periods`, with the number of the period; a query for every AT_ONCE."""
    for first in range(0, len(periods), AT_ONCE):
        parts = [
            ask(touching(own, period).annotate(period=Value(number, IntegerField())), period, by)
            for number, period in enumerate(periods[first : first + AT_ONCE], first)
        ]
        yield from parts[0].union(*parts[1:], all=True)


def sums_in(rows, period, by):
    """The SUMS of the measurements `rows`, apart for those of the `period` and those that go beyond it."""
    return rows.annotate(is_inside=within(period)).values(by, "period", "is_inside").annotate(**SUMS)


def clashes_in(rows, period, by):
    """The first indicator of which two of the measurements `rows` that count in the `period` share a day.

    Numbers to date clash where two end on the same day.
    """
    other = Measurement.objects.current().exclude(pk=OuterRef("pk")).filter(indicator=OuterRef("indicator"))
    same = Q(starts_on__lte=OuterRef("ends_on"), ends_on__gte=OuterRef("starts_on"))
    same &= Q(indicator__is_cumulative=False) | Q(ends_on=OuterRef("ends_on"))
    clashing = rows.filter(within(period), Exists(other.filter(within(period), same)))
    return clashing.values(by, "period").annotate(clashing=Min("indicator"))


def within(period):
    """Condition that a measurement that shares a day with the `period` is of it; a number to date only ends in it."""
    return Q(ends_on__lte=period.end) & (Q(indicator__is_cumulative=True) | Q(starts_on__gte=period.start))


def touching(own, period):
    """Current measurements for which the condition `own` holds and that share a day with the `period`.

    Of numbers to date only the latest in the period, beside those that go beyond it.
    """
    later = Measurement.objects.current().filter(indicator=OuterRef("indicator"), ends_on__gt=OuterRef("ends_on"))
    counts = Q(indicator__is_cumulative=False) | Q(ends_on__gt=period.end)
    counts |= ~Exists(later.filter(ends_on__lte=period.end))
    rows = Measurement.objects.current().filter(own, counts, starts_on__lte=period.end, ends_on__gte=period.start)
    return rows.order_by()


def groups_from_grants(indicator, period, user):
    """[Group] of what counts towards an `indicator` in a `period`; one query. Groups in a source's own words are left.

    The caller asks first whether there is a sum, and of which measure: percentages of groups cannot be put together.
    """
    counted = touching(counting_towards([indicator], user, "indicator__"), period).filter(within(period))
    rows = Disaggregation.objects.filter(measurement__in=counted, label="", value__isnull=False)
    found = rows.order_by("dimension", "key").values_list("dimension", "key").annotate(Sum("value"), Count("pk"))
    return [Group(*row) for row in found]


def names_of(keys, user):
    """{key of an indicator: whose it is}: its project as far as `user` may see it, else its framework; two queries."""
    if not keys:
        return {}
    found = Indicator.objects.filter(pk__in=keys).select_related("result__framework__project")
    frameworks = {one.pk: one.result.framework for one in found}
    projects = [one.project_id for one in frameworks.values()]
    seen = set(Project.objects.visible_to(user).filter(pk__in=projects).values_list("pk", flat=True))
    return {key: str(one.project if one.project_id in seen else one) for key, one in frameworks.items()}


def periods_of(indicator, user):
    """[Period] in which an `indicator` of a programme is looked at, in their order.

    Those of its targets, else the years in which something ends that counts towards it and that `user` may see.
    """
    days = indicator.targets.order_by("starts_on", "ends_on").values_list("starts_on", "ends_on")
    if days:
        return [Period(*each) for each in days]
    rows = Measurement.objects.current().filter(counting_towards([indicator], user, "indicator__")).order_by()
    return [Period(day, day.replace(month=12, day=31)) for day in rows.dates("ends_on", "year")]
