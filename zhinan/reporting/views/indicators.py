"""The page of an indicator: what it is to come to, what it came to, and where each number comes from."""

from django.urls import reverse
from django.utils.translation import pgettext

from zhinan.accounts.views import record_page
from zhinan.kit.guards import allow
from zhinan.results.figures import compared, groups_of
from zhinan.results.models import Indicator
from zhinan.results.tables import base_in_words, baseline_in_words, origin_in_words, parts_in_words, reached_in_words

from .. import access


@allow(access.read, Indicator, join=("result__framework__programme", "result__framework__project__programme"))
def indicator(request, indicator):
    """An indicator with its targets, what was measured, and what was corrected or withdrawn."""
    answer = pgettext("answer", "yes"), pgettext("answer", "no")
    facts = [
        (pgettext("label", "Framework"), indicator.result.framework),
        (pgettext("label", "Result"), str(indicator.result), indicator.result.get_absolute_url()),
        (pgettext("label", "Measure"), indicator.get_measure_display()),
        (pgettext("label", "Unit"), indicator.unit),
        (pgettext("label", "More is better"), answer[not indicator.is_ascending]),
        (pgettext("label", "Each value holds all before"), answer[not indicator.is_cumulative]),
        (pgettext("label", "Baseline"), baseline_in_words(indicator)),
        (
            pgettext("label", "On the baseline"),
            indicator.baseline_comment if indicator.baseline_value is not None else "",
        ),
        (pgettext("label", "Means of verification"), indicator.source),
    ]
    rows = list(indicator.measurements.select_related("indicator").prefetch_related("parts__measurement__indicator"))
    groups, periods = groups_of(rows), compared(indicator, [one for one in rows if one.is_current])
    more = {
        "periods": [(one, reached_in_words(one)) for one in periods if one.period],
        "measurements": [shown(one, groups) for one in reversed(rows)],
        "take": reverse("take-measurement", args=[indicator.pk]),
    }
    return record_page(request, "reporting/indicator.html", indicator, facts, edit=access.keep_indicator, **more)


def shown(measurement, groups):
    """What the page shows of one measurement."""
    return {
        "measurement": measurement,
        "period": measurement.period.in_words(),
        "base": base_in_words(measurement),
        "parts": parts_in_words(measurement),
        "origin": origin_in_words(measurement),
        "groups": groups.get(measurement.pk, []),
    }
