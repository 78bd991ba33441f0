"""What indicators of grants come to together, as page and file show it: one wording for both."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhinan.codelists.models import Country
from zhinan.kit.punctuation import sentences
from zhinan.kit.templatetags.kit import number

from ..models import Dimension, Sex
from .frameworks import from_in_words, n_in_words, parts_in_words, reached_words


def total_of(indicator, found, period, target=None):
    """{name: words} of an Aggregated `found` of all grants in a `period`, beside its `target`, a Target or None."""
    is_reached = indicator.reaches(found.value, target and target.value)
    return {
        **told(indicator, found),
        "period": period.in_words(),
        "key": str(period),
        "target": target.in_words() if target else "",
        "from": from_in_words(found) if found.of else "",
        "reached": reached_words(is_reached),
    }


def told(indicator, found):
    """{name: words} of an Aggregated `found`: its value, or why there is none, its base, and what was left out."""
    return {
        "value": indicator.in_words(found.value),
        "reason": found.reason,
        "parts": parts_in_words(found),
        "base": n_in_words(found) if found.value is not None else "",
        "beyond": beyond_in_words(found) if found.value is not None else "",
    }


def beyond_in_words(found):
    """How many measurements an Aggregated left out since they are of another time as well; nothing for none."""
    if not found.beyond:
        return ""
    return ngettext(
        "{number} measurement goes beyond this period and is left out.",
        "{number} measurements go beyond this period and are left out.",
        found.beyond,
    ).format(number=number(found.beyond))


def groups_in_words(indicator, groups, found):
    """[(dimension, group, value, told)] of the list `groups` of Group, beside the Aggregated `found`; one query."""
    codes = {one.key for one in groups if one.dimension == Dimension.COUNTRY}
    names = {one.alpha3: str(one) for one in Country.objects.filter(alpha3__in=codes)} if codes else {}
    names |= dict(Sex.choices)
    dimensions = dict(Dimension.choices)
    told_in = _("told in {told} of {measurements} measurements")
    return [
        (
            dimensions.get(one.dimension, one.dimension),
            names.get(one.key, one.key),
            indicator.in_words(one.value),
            told_in.format(told=number(one.told), measurements=number(found.measurements)),
        )
        for one in groups
    ]


def sheet_from_grants(indicator, periods):
    """Yield the rows of a spreadsheet, its head first: a line for all grants in a period, then one for each of them.

    `periods` are (total, lines): as `total_of`, and (name of the grant, its indicator, as `told`).
    """
    yield (
        pgettext("column of a sheet", "Period"),
        pgettext("column of a sheet", "Grant"),
        pgettext("column of a sheet", "Indicator"),
        pgettext("column of a sheet", "Target"),
        pgettext("column of a sheet", "Actual"),
        pgettext("column of a sheet", "Of its parts"),
        pgettext("column of a sheet", "Base"),
        pgettext("column of a sheet", "Grants"),
        pgettext("column of a sheet", "Target reached"),
        pgettext("column of a sheet", "Remark"),
    )
    for total, lines in periods:
        head = (total["period"], _("all grants"), str(indicator), total["target"])
        yield (*head, *shown(total), total["from"], total["reached"], sentences(total["reason"], total["beyond"]))
        for name, below, line in lines:
            yield (
                *(total["period"], name, str(below), "", *shown(line), "", ""),
                sentences(line["reason"], line["beyond"]),
            )


def shown(line):
    """The cells of a line that tell its number."""
    return line["value"], line["parts"], line["base"]
