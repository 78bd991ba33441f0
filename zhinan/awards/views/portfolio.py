"""The portfolio of awards: the list with its sums, the sums by year, country, sector and state, and what is late."""

from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlencode

from django.core.paginator import EmptyPage
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from zhinan.kit import charts
from zhinan.kit.guards import allow
from zhinan.kit.narrowing import sorts
from zhinan.kit.pages import page_number, with_words
from zhinan.kit.punctuation import in_a_line
from zhinan.kit.quantities import in_digits, money
from zhinan.kit.sheets import SHEETS, as_sheet

from .. import access, figures, tables
from ..models import Award
from .narrowed import PER_PAGE, page_of, portfolio_of

MOST = 15  # bars of a chart, at most
BY = {
    "year": gettext_lazy("Year of the award"),
    "country": gettext_lazy("Country or area"),
    "sector": pgettext_lazy("label", "Sector"),
    "state": pgettext_lazy("label", "State"),
}
KINDS = [(one.value, one.label) for one in figures.Kind]


def table_of(request, narrowed):
    """The list of the awards of `narrowed`, sorted as the address asks."""
    measure = dict(narrowed.chosen()).get("sum", "")
    awards = narrowed.with_sum(measure) if measure else narrowed.qs
    rows = tables.Lines(awards, narrowed.on, narrowed.glance, narrowed.is_long, narrowed.chosen())
    table = tables.Awards(rows, request.user, measure)
    table.order_by = sorts(request, table) or ("-on",)
    return table


@allow(access.look_over)
def award_list(request):
    """The portfolio: what was awarded, paid, spent and matched, and the awards behind each number."""
    narrowed = portfolio_of(request, has_sum=True)
    table = table_of(request, narrowed)
    if kind := request.GET.get("format"):
        return as_sheet(table.as_values(), _("awards"), kind)
    try:
        table.paginate(page=page_number(request), per_page=PER_PAGE)
    except EmptyPage:
        raise Http404(_("The list ends before this page.")) from None
    sums = narrowed.summed()
    words = {"table": table, "total": narrowed.total, "sums": sums, "tiles": tiles(request, sums)}
    words |= {"late": narrowed.number_late(), "late_address": with_words(request, reverse("overdue"), kind="late")}
    words |= {"chosen": sums.totals.get(table.measure), "clear": bool(narrowed.chosen()), "unrated": unrated(sums)}
    words |= {"narrowing": narrowed.drawn(tuple(table.order_by)), "ledgers": ledgers(request), "ways": ways(request)}
    words["downloads"] = [(kind.upper(), with_words(request, format=kind)) for kind in SHEETS]
    return render(request, "awards/portfolio.html", words)


def ledgers(request):
    """The files with every posting of the list, for those who may take them out."""
    if not access.audit(request.user):
        return []
    return [(kind.upper(), with_words(request, reverse("portfolio-ledger", args=[kind]))) for kind in SHEETS]


def tiles(request, sums):
    """The sums as tiles, each a link to the awards that it was added up from."""
    return [tile(request, one, sums.ratio(one.measure)) for one in sums.totals.values()]


def tile(request, total, ratio):
    """The tile of one Total: whole dollars, and under them the exact sum and of how many awards."""
    told = ngettext("of {n} award", "of {n} awards", total.n).format(n=in_digits(Decimal(total.n)))
    exact = money(total.dollars, "USD") if total.dollars % 1 else ""
    each = _("{ratio} for each unit awarded").format(ratio=in_digits(ratio)) if is_match(total) and ratio else ""
    return {
        "label": total.label,
        "value": total.dollars.quantize(Decimal(1), ROUND_HALF_UP),
        "reason": in_a_line(exact, told, each),
        "url": with_words(request, reverse("awards"), sum=total.measure),
        "main": total.measure == "awarded",
    }


def is_match(total):
    """Whether `total` is what others give."""
    return total.measure in ("pledged", "secured", "delivered")


def unrated(sums):
    """The awards with postings that no rate makes comparable; one query, and none where there are none."""
    return list(Award.objects.filter(pk__in=sums.unrated).select_related("grant")) if sums.unrated else []


def ways(request):
    """Links to the other pages of the portfolio, narrowed as this one."""
    named = [("awards", _("List")), ("award-figures", _("By year, country, sector and state"))]
    named += [("overdue", _("Who still has to report, and what is late")), ("cash", _("Cash needed by month"))]
    return [(label, with_words(request, reverse(name)), reverse(name) == request.path) for name, label in named]


@allow(access.look_over)
def award_figures(request):
    """The sums of the portfolio by year, country, sector and state; each leads to its awards."""
    narrowed = portfolio_of(request)
    found, sums = narrowed.groups(), narrowed.summed()
    if kind := request.GET.get("format"):
        return as_sheet(tables.groups_sheet(found, BY), _("awards"), kind)
    words = {"parts": [part(request, what, rows) for what, rows in found.items()], "sums": sums, "ways": ways(request)}
    words |= {"measures": [figures.MEASURES[one] for one in figures.COLUMNS], "clear": bool(narrowed.chosen())}
    words |= {"narrowing": narrowed.drawn(())}
    words["downloads"] = [(kind.upper(), with_words(request, format=kind)) for kind in SHEETS]
    return render(request, "awards/portfolio_figures.html", words)


def part(request, what, rows):
    """One way to group: (its key, its name, its chart, rows as `linked` makes them, how many the chart leaves out)."""
    draw = charts.columns if what == "year" else charts.bars
    shown = list(reversed(rows[:MOST])) if what == "year" else rows[:MOST]
    drawn = draw([(one.label, whole(one.totals[0].dollars)) for one in shown], title=BY[what], unit="USD")
    kept = request.GET.copy()
    for name in (what, "sum", "format", "page"):
        kept.pop(name, None)
    way = f"{reverse('awards')}?{kept.urlencode()}{'&' if kept else ''}"  # made once, for hundreds of rows
    return what, BY[what], drawn, [linked(way, what, one) for one in rows], len(rows) - len(shown)


def linked(way, what, group):
    """(Group, its list, [(label, amount, its list)]); `way` leads to the list as far as the page is narrowed itself."""
    way = f"{way}{urlencode({what: group.word})}&sum="
    return group, f"{way}awarded", [(one.label, one.dollars, f"{way}{one.measure}") for one in group.totals]


def whole(amount):
    """An amount in whole units, for a bar."""
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


@allow(access.look_over)
def overdue(request):
    """What is late of the portfolio, and who still has to report; each row opens the award there."""
    narrowed = portfolio_of(request)
    rows = figures.to_do(narrowed.qs, narrowed.on)
    counts = [(word, label, sum(one.kind == word for one in rows)) for word, label in KINDS]
    counts = [("late", _("late"), sum(one.is_late for one in rows)), *counts]
    kind, asked = request.GET.get("kind", ""), request.GET.get("format")
    rows = [one for one in rows if kind in ("", one.kind) or (kind == "late" and one.is_late)]
    if asked:
        return as_sheet(tables.Late(rows).as_values(), _("late"), asked)
    page = page_of(rows, request)
    words = {"table": tables.Late(page.object_list, template_name="kit/table.html"), "page": page, "kind": kind}
    words["kinds"] = [(label, n, with_words(request, kind=word), word) for word, label, n in counts]
    words |= {"whole": with_words(request, kind=""), "narrowing": narrowed.drawn(()), "ways": ways(request)}
    words["downloads"] = [(one.upper(), with_words(request, format=one)) for one in SHEETS]
    return render(request, "awards/portfolio_overdue.html", words | {"clear": bool(narrowed.chosen())})


@allow(access.look_over)
def cash(request):
    """What is needed in each month; a month opens its instalments."""
    narrowed = portfolio_of(request)
    rows, month, kind = figures.expected(narrowed.qs), request.GET.get("month"), request.GET.get("format")
    months, listed = figures.months(rows), [one for one in rows if one.month == month]
    if kind:
        values = tables.Cash(listed).as_values() if month else tables.months_sheet(months)
        return as_sheet(values, _("cash"), kind)
    shown = [(tables.month_in_words(one.month), one, with_words(request, month=one.month)) for one in months]
    words = {"months": shown, "asked": next((one for one in shown if one[1].month == month), None)}
    if words["asked"]:
        words["page"] = page_of(listed, request)
        words["table"] = tables.Cash(words["page"].object_list, template_name="kit/table.html")
    words["ways"] = ways(request)
    bars = [(label, whole(one.dollars)) for label, one, _address in shown]
    words["chart"] = charts.bars(bars[:MOST], title=_("Cash needed by month"), unit="USD")
    words |= {"narrowing": narrowed.drawn(()), "clear": bool(narrowed.chosen())}
    words["downloads"] = [(one.upper(), with_words(request, format=one)) for one in SHEETS]
    return render(request, "awards/portfolio_cash.html", words)
