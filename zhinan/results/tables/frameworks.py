"""A framework as its page and its files show it: one wording for both."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhinan.kit.punctuation import in_a_line
from zhinan.kit.templatetags.kit import day, number

from ..figures import trend
from ..models import Measure
from .trends import drawn


def base_in_words(measurement):
    """From how many a measurement was found: n, or that nobody says so; then the response rate where it has one."""
    return in_a_line(n_in_words(measurement), rate_in_words(measurement))


def n_in_words(found):
    """The n of a measurement or an Aggregated, or that somebody does not state it."""
    return _("base not stated") if found.n is None else _("n {number}").format(number=number(found.n))


def rate_in_words(measurement):
    """Who answered a measurement that comes from answers; an empty text for any other."""
    if measurement.answered is None:
        return ""
    answered = number(measurement.answered)
    if measurement.rate is None:
        return _("{answered} answered, response rate: base not stated").format(answered=answered)
    return _("{answered} of {asked} answered, response rate {rate}%").format(
        answered=answered, asked=number(measurement.asked), rate=number(measurement.rate)
    )


def parts_in_words(measurement):
    """“31 of 38”: what a percentage was made of; an empty text where that is not kept."""
    if measurement.numerator is None:
        return ""
    return _("{numerator} of {denominator}").format(
        numerator=number(measurement.numerator), denominator=number(measurement.denominator)
    )


def baseline_in_words(indicator):
    """The baseline with its year; what is said on it where it has no number."""
    if indicator.baseline_value is None:
        return indicator.baseline_comment
    said = indicator.in_words(indicator.baseline_value)
    return pgettext("baseline and its year", "{value} ({year})").format(value=said, year=indicator.baseline_year)


def reached_in_words(compared):
    """Whether a target is reached, or that it is not; an empty text where that cannot be told."""
    return reached_words(compared.is_reached)


def reached_words(is_reached):
    """The words for True and for False; an empty text for None, where nobody can tell."""
    return {True: pgettext("target", "reached"), False: pgettext("target", "not reached")}.get(is_reached, "")


def origin_in_words(measurement):
    """Where a measurement comes from, and when it was found."""
    return in_a_line(measurement.origin, _("found on {day}").format(day=day(measurement.taken_on)))


def lines_of(row):
    """[dict] of the periods of a Row, in words, for page and file alike, and where what was measured is read."""
    lines, before, trends = [], None, trends_of(row.periods)
    for one in row.periods:
        lines.append(
            {
                "indicator": one.indicator,
                "is_first": one.indicator != before,
                "trend": trends[one.indicator] if one.indicator != before else "",
                "baseline": baseline_in_words(one.indicator),
                "period": one.period.in_words() if one.period else "",
                "target": one.target.in_words() if one.target else "",
                "is_number": one.indicator.measure != Measure.QUALITATIVE,
                "reached": reached_in_words(one),
                **measured_in_words(one),
                "total": total_in_words(one),
            }
        )
        before = one.indicator
    return lines


def measured_in_words(compared):
    """{"actual", "base", "parts", "origin", "address"} of one period: its measurement, or those within it together."""
    actual, together, indicator = compared.actual, compared.together, compared.indicator
    if actual is not None:
        return {
            "actual": actual.in_words(),
            "base": base_in_words(actual),
            "parts": parts_in_words(actual),
            "origin": origin_in_words(actual),
            "address": actual.get_absolute_url(),
        }
    if together is None:
        return dict.fromkeys(("actual", "base", "parts", "origin", "address"), "")
    said = ngettext("from {n} measurement", "from {n} measurements", together.measurements)
    return {
        "actual": indicator.in_words(together.value),
        "base": together.reason or said.format(n=number(together.measurements)),
        "parts": parts_in_words(together),
        "origin": "",
        "address": indicator.get_absolute_url(),
    }


def total_in_words(compared):
    """What grants come to in a period, from how many, or why there is no number; an empty text without grants."""
    total, target = compared.total, compared.target
    if total is None:
        return ""
    reached = reached_words(compared.indicator.reaches(total.value, target and target.value))
    base = n_in_words(total) if total.value is not None and compared.indicator.measure == Measure.PERCENTAGE else ""
    return total.reason or in_a_line(compared.indicator.in_words(total.value), base, from_in_words(total), reached)


def from_in_words(total):
    """From how many of all grants an Aggregated is put together."""
    words = {"counted": number(total.counted), "of": number(total.of)}
    return ngettext("from {counted} of {of} grant", "from {counted} of {of} grants", total.of).format(**words)


def trends_of(periods):
    """{indicator: the drawing of its trend, an empty text for none} of a list of Compared.

    Where nothing was measured for an indicator itself, its line is that of the grants.
    """
    rows, measured = {}, {one.indicator for one in periods if one.actual}
    for one in periods:
        source = one.actual if one.indicator in measured else one.total
        values = source and source.value, one.target and one.target.value
        rows.setdefault(one.indicator, []).extend([(one.period, *values)] if one.period else [])
    return {indicator: drawn(trend(indicator, found)) for indicator, found in rows.items()}


def sheet_of(rows):
    """Yield the rows of a spreadsheet, its head first: a line a period of an indicator, as the page shows it."""
    yield (
        pgettext("column of a sheet", "Number"),
        pgettext("column of a sheet", "Level"),
        pgettext("column of a sheet", "Result"),
        pgettext("column of a sheet", "Indicator"),
        pgettext("column of a sheet", "Measure"),
        pgettext("column of a sheet", "Baseline"),
        pgettext("column of a sheet", "Period"),
        pgettext("column of a sheet", "Target"),
        pgettext("column of a sheet", "Actual"),
        pgettext("column of a sheet", "Base"),
        pgettext("column of a sheet", "Of its parts"),
        pgettext("column of a sheet", "Target reached"),
        pgettext("column of a sheet", "Where it comes from"),
        pgettext("column of a sheet", "From the grants"),
    )
    for row in rows:
        head = (row.number, row.result.get_level_display(), str(row.result))
        lines = lines_of(row)
        for line in lines:
            names = ("baseline", "period", "target", "actual", "base", "parts", "reached", "origin", "total")
            indicator = line["indicator"]
            yield (*head, str(indicator), indicator.get_measure_display(), *(line[name] for name in names))
        if not lines:
            yield (*head, *[""] * 11)
