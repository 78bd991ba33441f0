"""Applications side by side, on a page and as a file."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from zhinan.kit.guards import allow
from zhinan.kit.sheets import SHEETS, as_sheet

from .. import access, figures, filters, tables
from ..models import Call, Criterion
from .listing import sent_to, with_words

AT_ONCE = 6  # applications beside each other


@allow(access.read_applications, Call, join=("programme",))
def comparison(request, call):
    """Those whose numbers are asked for, or the first of the list, side by side; all of the list as a file."""
    narrowed = filters.Applications(request.GET, sent_to(call, request.user))
    narrowed.chosen()
    criteria = list(Criterion.objects.filter(rules__in=narrowed.qs.order_by().values("rules")))
    if kind := request.GET.get("format"):
        rows = figures.compared(narrowed.qs.order_by("number"), whole=False)
        return as_sheet(tables.comparison_sheet(rows, criteria), "-".join((call.slug, _("comparison"))), kind)
    numbers = request.GET.get("numbers", "").replace("\0", "")
    picked = numbers.replace(",", " ").split()[:AT_ONCE]
    shown = narrowed.qs.filter(number__in=picked) if picked else narrowed.qs
    keys = list(shown.order_by("number").values_list("pk", flat=True)[:AT_ONCE])
    rows = figures.compared(narrowed.qs.filter(pk__in=keys).order_by("number"), whole=False)
    words = {"call": call, "rows": rows, "total": narrowed.qs.count(), "numbers": numbers, "most": AT_ONCE}
    words["lines"] = [(each, [row.marks.get(each.pk) for row in rows]) for each in criteria]
    words["downloads"] = [(kind.upper(), with_words(request, format=kind)) for kind in SHEETS]
    return render(request, "grants/comparison.html", words)
