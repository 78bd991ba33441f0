"""The ledger of an award with its balances, and what auditors take out: of one award, and of the whole portfolio."""

from collections import defaultdict
from decimal import Decimal
from io import TextIOWrapper

from django.core.files.temp import NamedTemporaryFile
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.kit.guards import allow
from zhinan.kit.sheets import SHEETS
from zhinan.programmes.figures import totals
from zhinan.programmes.models import Stage

from .. import access, figures, tables
from ..models import Award
from ..rules.postings import SIGNS, sign
from ..rules.worth import to_the_cent
from .narrowed import portfolio_of

JOIN = ("grant__project", "currency")
AT_ONCE = 100  # awards whose postings are held at once while a file is written


@allow(access.look, Award, join=JOIN)
def award_ledger(request, award):
    """Every posting of the grant's project, with the balance of the award's own cash after each, and sums."""
    rows = figures.rows_of([award], request.user)
    words = {"record": award, "rows": rows, "totals": totals([one.posting for one in rows])}
    words |= {"balances": balances(rows), "balance": rows[-1].balance if rows else Decimal(0)}
    words["unrated"] = [one for one in rows if one.counted is None and sign(one.posting)]
    words["crumbs"] = [(award, award.get_absolute_url())]
    names = [(kind.upper(), reverse("award-ledger-file", args=[award.pk, kind])) for kind in SHEETS]
    return render(request, "awards/ledger.html", words | {"downloads": names})


def balances(rows):
    """[(stage, sum in the currency of the award)] of its own cash, in the order in which cash goes."""
    found = defaultdict(Decimal)
    for one in rows:
        if sign(one.posting):
            found[one.posting.stage] += one.counted or 0
    return [(Stage(stage).label, to_the_cent(found[stage])) for stage in SIGNS]


@allow(access.look, Award, join=JOIN)
def award_ledger_file(request, award, kind):
    """The ledger of an award, as auditors take it out."""
    return as_file(figures.rows_of([award], request.user), f"award-{award.pk}-ledger", kind)


@allow(access.audit)
def portfolio_ledger(request, kind):
    """The ledgers of all awards of the portfolio, as the address narrows it, some awards at a time."""
    return as_file(rows_of_all(portfolio_of(request).qs, request.user), pgettext("file name", "ledger"), kind)


def rows_of_all(awards, user):
    """Yield the Rows of the queryset `awards`, AT_ONCE of them at a time."""
    keys = list(awards.order_by("-awarded_on", "-pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        part = Award.objects.select_related(*JOIN).in_bulk(keys[start : start + AT_ONCE])
        yield from figures.rows_of([part[key] for key in keys[start : start + AT_ONCE] if key in part], user)


def as_file(rows, name, kind):
    """An answer with the ledger `rows`; it is written to the disk first, so that memory holds some of it at a time."""
    if kind not in SHEETS:
        raise Http404(_("There is no such format."))
    content_type, write = SHEETS[kind]
    body = NamedTemporaryFile()  # the answer closes it once it is sent, and with that it is gone
    values = tables.ledger_sheet(rows)
    if kind == "csv":
        text = TextIOWrapper(body, encoding="utf-8", newline="")
        write(next(values), values, text)
        text.flush()
        text.detach()
    else:
        write(next(values), values, body)
    body.seek(0)
    return FileResponse(body, as_attachment=True, filename=f"{name}.{kind}", content_type=content_type)
