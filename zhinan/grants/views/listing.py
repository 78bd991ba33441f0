"""The applications of a call: the list, and how many stand where."""

from django.core.paginator import EmptyPage
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.models import roles_of
from zhinan.history.models import newest
from zhinan.kit import charts
from zhinan.kit.glances import LONG, Glance
from zhinan.kit.guards import allow
from zhinan.kit.narrowing import sorts
from zhinan.kit.pages import page_number, with_words
from zhinan.kit.sheets import SHEETS, as_sheet

from .. import access, figures, filters, tables
from ..models import Call

PER_PAGE = 25


def table_of(request, call, parts=False):
    """(the list of what `listed_to` gives as the address narrows and sorts it, its filters, how many there are in all).

    A long list is recalled for the one who reads it: what binds somebody to an application, binds nobody else.
    """
    reader = request.user
    seen = call.applications.listed_to(reader)
    glance = Glance(("applications", call.pk, reader.pk, roles_of(reader)), newest)
    total = glance.how_many(seen)
    narrowed = filters.Applications(request.GET, seen, glance=glance, is_long=total > LONG)
    rows = tables.Sides(narrowed.qs, parts, glance, narrowed.is_long, narrowed.chosen())
    table = tables.Applications(rows, reader)
    table.order_by = sorts(request, table) or ("number",)
    return table, narrowed, total


@allow(access.read_applications, Call, join=("programme",))
def applications(request, call):
    """The list of what was sent: narrowed, sorted, a page at a time, and whole as a file."""
    table, narrowed, total = table_of(request, call)
    if kind := request.GET.get("format"):
        return as_sheet(table.as_values(), "-".join((call.slug, _("applications"))), kind)
    try:
        table.paginate(page=page_number(request), per_page=PER_PAGE)
    except EmptyPage:
        raise Http404(_("The list ends before this page.")) from None
    words = {"call": call, "table": table, "clear": bool(table.data.words)}
    words["narrowing"] = narrowed.drawn(tuple(table.order_by))
    words["downloads"] = [(kind.upper(), with_words(request, format=kind)) for kind in SHEETS]
    words["compare"] = with_words(request, reverse("call-comparison", args=[call.slug]))
    return render(request, "grants/applications.html", words | {"total": total})


@allow(access.read_applications, Call, join=("programme",))
def call_charts(request, call):
    """How many applications stand where, as charts; what can be listed opens its list."""
    seen = call.applications.listed_to(request.user)
    titles = {
        "state": _("Applications by state"),
        "country": _("By country of the institution that applies"),
        "theme": pgettext("chart", "By priority area"),
        "goal": _("By Sustainable Development Goal (several each)"),
        "mean": _("Mean of the reviews, in points of 100"),
    }
    total, found = seen.count(), figures.pipeline(seen)
    parts = []
    for key, rows in found.items():
        if rows:
            drawn = (charts.columns if key == "mean" else charts.bars)(
                [(label, n) for label, n, _words in rows], title=titles[key], n=None if key == "mean" else total
            )
            parts.append((drawn, [(label, n, words) for label, n, words in rows if words]))
    return render(request, "grants/charts.html", {"call": call, "parts": parts, "total": total})
