"""The applications of a call: the list, and how many stand where."""

from django.core.paginator import EmptyPage
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.kit import charts
from zhinan.kit.guards import allow
from zhinan.kit.pages import page_number
from zhinan.kit.sheets import SHEETS, as_sheet

from .. import access, figures, filters, tables
from ..models import Application, Call

PER_PAGE = 25
SORTS = 3  # columns that the list is sorted by at once, at most


def sent_to(call, user):
    """The applications to `call` that were sent and that `user` reads as its office, evaluator or committee.

    What somebody judges without names stands in no list for them: titles, institutions and countries tell names.
    """
    sent = Application.objects.visible_to(user).filter(call=call, submitted_at__isnull=False)
    blind = Application.objects.filter(call=call, rules__is_blind=True, reviews__reviewer=user)
    return sent.exclude(authors__user=user).exclude(recusals__user=user).exclude(pk__in=blind.values("pk"))


@allow(access.read_applications, Call, join=("programme",))
def applications(request, call):
    """The list of what was sent: narrowed, sorted, a page at a time, and whole as a file."""
    seen = sent_to(call, request.user)
    narrowed = filters.Applications(request.GET, seen)
    chosen = narrowed.chosen()
    table = tables.Applications(tables.Side(tables.reckoned(narrowed.qs)), request.user)
    table.order_by = order = sorts(request, table)
    if kind := request.GET.get("format"):
        return as_sheet(table.as_values(), "-".join((call.slug, _("applications"))), kind)
    try:
        table.paginate(page=page_number(request), per_page=PER_PAGE)
    except EmptyPage:
        raise Http404(_("The list ends before this page.")) from None
    words = {"call": call, "table": table, "form": narrowed.form, "sorted": order, "clear": bool(chosen)}
    words["downloads"] = [(kind.upper(), with_words(request, format=kind)) for kind in SHEETS]
    words["compare"] = with_words(request, address=reverse("call-comparison", args=[call.slug]))
    return render(request, "grants/applications.html", words | {"total": seen.count()})


def sorts(request, table):
    """The columns that the address asks to be sorted by; unknown ones count for nothing."""
    known = {column.name for column in table.columns if column.orderable}
    asked = [word for word in request.GET.getlist("sort") if word.removeprefix("-") in known]
    return tuple(asked[:SORTS]) or ("number",)


def with_words(request, address="", **more):
    """`address` with the words by which the list is narrowed and sorted, and with `more`; without its page."""
    words = request.GET.copy()
    for name in ("page", "format"):
        words.pop(name, None)
    for name, value in more.items():
        words[name] = value
    return f"{address}?{words.urlencode()}" if words else address or "?"


@allow(access.read_applications, Call, join=("programme",))
def call_charts(request, call):
    """How many applications stand where, as charts; what can be listed opens its list."""
    seen = sent_to(call, request.user)
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
