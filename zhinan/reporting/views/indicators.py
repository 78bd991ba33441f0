"""The page of an indicator: what it is to come to, what it came to, and where each number comes from."""

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import pgettext

from zhinan.accounts.views import record_page
from zhinan.kit.guards import allow
from zhinan.kit.pages import page_number
from zhinan.kit.sheets import SHEETS
from zhinan.results import figures, tables
from zhinan.results.models import Indicator, Measure
from zhinan.results.rules import GROUPS_OF_SHARES

from .. import access

JOIN = ("result__framework__programme", "result__framework__project__programme", "towards__result__framework")
PER_PAGE = 20  # grants under a sum


@allow(access.read, Indicator, join=JOIN)
def indicator(request, indicator):
    """An indicator with its targets, what was measured, corrected or withdrawn, and what grants come to for it."""
    rows = list(indicator.measurements.select_related("indicator").prefetch_related("parts__measurement__indicator"))
    groups = figures.groups_of(rows)
    periods = [one for one in figures.compared(indicator, [one for one in rows if one.is_current]) if one.period]
    more = {
        "periods": [(one, tables.reached_in_words(one)) for one in periods],
        "trend": tables.trends_of(periods).get(indicator, ""),
        "measurements": [shown(one, groups) for one in reversed(rows)],
        "take": reverse("take-measurement", args=[indicator.pk]),
        "grants": from_grants(request, indicator) if indicator.result.framework.programme_id else None,
    }
    facts = facts_of(indicator, request.user)
    return record_page(request, "reporting/indicator.html", indicator, facts, edit=access.keep_indicator, **more)


def facts_of(indicator, user):
    """[(label, value) or (label, value, address)] of an indicator, as far as `user` may see where it leads."""
    answer, above = (pgettext("answer", "yes"), pgettext("answer", "no")), indicator.towards
    is_above_seen = above is not None and above.result.framework.is_visible_to(user)
    return [
        (pgettext("label", "Framework"), indicator.result.framework),
        (pgettext("label", "Result"), str(indicator.result), indicator.result.get_absolute_url()),
        (pgettext("label", "Counts towards"), above if is_above_seen else ""),
        (pgettext("label", "Measure"), indicator.get_measure_display()),
        (pgettext("label", "Unit"), indicator.unit),
        (pgettext("label", "More is better"), answer[not indicator.is_ascending]),
        (pgettext("label", "Each value holds all before"), answer[not indicator.is_cumulative]),
        (pgettext("label", "Baseline"), tables.baseline_in_words(indicator)),
        (
            pgettext("label", "On the baseline"),
            indicator.baseline_comment if indicator.baseline_value is not None else "",
        ),
        (pgettext("label", "Means of verification"), indicator.source),
    ]


def from_grants(request, indicator):
    """What `results/from_grants.html` shows; None where nothing counts towards `indicator` that the reader may see."""
    below = figures.contributions(indicator, request.user)
    page = Paginator(below, PER_PAGE).get_page(page_number(request))
    if not page.paginator.count:
        return None
    targets = {one.period: one for one in indicator.targets.all()}
    periods = list(targets) or figures.periods_of(indicator, request.user)
    found = {period: one for (_key, period), one in figures.from_grants([indicator], periods, request.user).items()}
    chosen = chosen_period(request, found)
    values = [
        (period, one.value, targets[period].value if period in targets else None) for period, one in found.items()
    ]
    return {
        "totals": [tables.total_of(indicator, one, period, targets.get(period)) for period, one in found.items()],
        "trend": tables.drawn(figures.trend(indicator, values)),
        "chosen": chosen,
        "lines": lines_of(page.object_list, chosen, request.user),
        "page": page,
        "groups": groups_of(indicator, chosen, found.get(chosen), request.user),
        "groups_refused": indicator.measure == Measure.PERCENTAGE and GROUPS_OF_SHARES,
        "downloads": [(kind.upper(), reverse("from-grants-sheet", args=[indicator.pk, kind])) for kind in SHEETS],
    }


def chosen_period(request, found):
    """The period that the address asks for, else the last one with a number, else the last; None for no period."""
    asked = [period for period in found if str(period) == request.GET.get("period")]
    known = [period for period, one in found.items() if one.value is not None]
    return next(reversed(asked or known or list(found)), None)


def lines_of(below, period, user):
    """[(name of the grant, its indicator, what it came to in words)] of the queryset `below` in a `period`, or None."""
    names = figures.names_of([one.pk for one in below], user)
    found = figures.over_time(below, [period] if period else [])
    return [(names[one.pk], one, tables.told(one, found[one.pk, period]) if period else {}) for one in below]


def groups_of(indicator, period, found, user):
    """The groups of all grants in words, where there is a number to take apart."""
    if found is None or found.value is None or indicator.measure != Measure.UNIT:
        return []
    return tables.groups_in_words(indicator, figures.groups_from_grants(indicator, period, user), found)


def shown(measurement, groups):
    """What the page shows of one measurement."""
    return {
        "measurement": measurement,
        "period": measurement.period.in_words(),
        "base": tables.base_in_words(measurement),
        "parts": tables.parts_in_words(measurement),
        "origin": tables.origin_in_words(measurement),
        "groups": groups.get(measurement.pk, []),
    }
