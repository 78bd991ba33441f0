"""The awards of the portfolio to which an address narrows it."""

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from zhinan.accounts.models import roles_of
from zhinan.history.models import newest
from zhinan.kit.glances import Glance
from zhinan.kit.pages import page_number

from .. import figures, filters

PER_PAGE = 25
MANY = 200  # awards, from which on a portfolio is long: its sums are kept as long as nothing happens


def portfolio_of(request, has_sum=False):
    """The awards of the reader as the address narrows them, with `total`, how many there are in all.

    `has_sum` is whether the page lists awards, which may be narrowed to those of which a sum is not zero.

    A long list is recalled for the one who reads it: what binds somebody to an award, binds nobody else.
    """
    reader, today = request.user, timezone.localdate()
    seen = figures.in_portfolio(reader)
    glance = Glance(("awards", today, reader.pk, roles_of(reader)), newest)
    total = glance.how_many(seen)
    kept = {"glance": glance, "is_long": total > MANY}
    narrowed = filters.Portfolio(request.GET, seen, user=reader, on=today, has_sum=has_sum, **kept)
    narrowed.total = total
    return narrowed


def page_of(rows, request):
    """The page of the list `rows` that the address asks for; 404 behind its end."""
    try:
        return Paginator(rows, PER_PAGE).page(page_number(request))
    except EmptyPage:
        raise Http404(_("The list ends before this page.")) from None
