"""Applications side by side, on a page and as a file."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from zhinan.kit.guards import allow
from zhinan.kit.pages import with_words
from zhinan.kit.sheets import SHEETS, as_sheet

from .. import access, figures, tables
from ..models import Call, Criterion
from .listing import table_of

AT_ONCE = 6  # applications beside each other


@allow(access.read_applications, Call, join=("programme",))
def comparison(request, call):
    """Those whose numbers are asked for, or the first of the list, side by side; all of the list as a file."""
    sides = table_of(request, call, parts=True)[0].data
    if kind := request.GET.get("format"):
        lines = tables.comparison_sheet(sides, criteria_of(sides.data))
        return as_sheet(lines, "-".join((call.slug, _("comparison"))), kind)
    numbers = request.GET.get("numbers", "").replace("\0", "")
    picked = numbers.replace(",", " ").split()[:AT_ONCE]
    rows = figures.compared(sides.data.filter(number__in=picked).order_by("number")) if picked else sides[:AT_ONCE]
    words = {"call": call, "rows": rows, "total": len(sides), "numbers": numbers, "most": AT_ONCE}
    shown = criteria_of(sides.data.filter(pk__in=[row.pk for row in rows]))
    words["lines"] = [(each, [row.marks.get(each.pk) for row in rows]) for each in shown]
    words["downloads"] = [(kind.upper(), with_words(request, format=kind)) for kind in SHEETS]
    return render(request, "grants/comparison.html", words)


def criteria_of(applications):
    """The criteria by which `applications` were judged, each version's in its order."""
    return list(Criterion.objects.filter(rules__in=applications.order_by().values("rules")))
