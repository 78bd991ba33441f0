"""A trend as a small drawing; its numbers stand in the table beside it."""

from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from zhinan.kit.charts import ACCENT, QUIET, SERIES

WIDE, TALL, EDGE = 160, 40, 5  # pixels


def drawn(trend):
    """The Trend `trend` as SVG, an empty text for None: a line through what was measured, a stroke for each target."""
    if trend is None:
        return ""
    low, high = bounds(trend)
    days = [one.period.end.toordinal() for one in trend.points]
    places = [EDGE + (WIDE - 2 * EDGE) * (day - days[0]) / (days[-1] - days[0] or 1) for day in days]

    def height(value):
        return round(TALL - EDGE - (TALL - 2 * EDGE) * float((value - low) / (high - low or 1)), 1)

    line = [
        (round(x, 1), height(one.value)) for x, one in zip(places, trend.points, strict=True) if one.value is not None
    ]
    goals = [
        (round(x, 1), height(one.target)) for x, one in zip(places, trend.points, strict=True) if one.target is not None
    ]
    parts = [(*before, *after, "line", SERIES, 2) for before, after in pairwise(line)]
    parts += [(x - EDGE, y, x + EDGE, y, "axis", QUIET, 2) for x, y in goals]
    strokes = format_html_join(
        "", '<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}" stroke="{}" stroke-width="{}"/>', parts
    )
    return format_html(
        '<svg class="chart" role="img" width="{}" height="{}" direction="ltr" aria-label="{}">{}'
        '<circle class="bar" cx="{}" cy="{}" r="3" fill="{}"/></svg>',
        *(WIDE, TALL, in_words(trend), strokes, *line[-1], ACCENT),
    )


def bounds(trend):
    """The lowest and the highest number of a Trend; the line stands on zero where nothing lies below."""
    numbers = [number for one in trend.points for number in (one.value, one.target) if number is not None]
    return min(0, *numbers), max(numbers)


def in_words(trend):
    """A Trend for whoever does not see it: from what to what."""
    first, last = trend.ends()
    return _("From {first} ({period}) to {last} ({later})").format(
        first=trend.indicator.in_words(first.value),
        period=first.period.in_words(),
        last=trend.indicator.in_words(last.value),
        later=last.period.in_words(),
    )
