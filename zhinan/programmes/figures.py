"""Numbers from the ledger and the records behind them."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _

from zhinan.kit.figures import Figure, Part
from zhinan.sources.figures import nothing_recorded
from zhinan.sources.models import Listing

from .models import Kind, Posting, Stage
from .rules import DOLLAR


def parallel_funding(programme, period, as_of):
    """Parallel funding secured for the projects of `programme` within `period`, in US dollars at the dated rates.

    Returns a Figure of Posting rows, its value a Decimal with parts by kind of contribution; None where nothing is
    posted, or where a posting has no dated rate.
    """
    until = period.until(as_of)
    secured = Posting.objects.public().parallel().filter(project__programme=programme, stage=Stage.SECURED)
    records = secured.filter(on__range=(until.start, until.end)).select_related("project", "contributor", "currency")
    sums = records.order_by().aggregate(
        total=Sum(F("amount") * F("usd_rate")),
        all=Count("pk"),
        unrated=Count("amount", filter=Q(usd_rate=None)),
        **{kind.value: Sum(F("amount") * F("usd_rate"), filter=Q(kind=kind)) for kind in Kind},
    )
    if not sums["all"]:
        extents = Listing.objects.of(programme, "parallel_funding", period).values_list("extent", flat=True)
        return Figure(value=None, records=records, is_whole=False, reason=nothing_recorded(set(extents)), counted=0)
    if sums["unrated"]:
        reason = _("A posting has no dated exchange rate: enter it to add the amounts up.")
        return Figure(value=None, records=records, is_whole=False, reason=reason, counted=sums["all"])
    parts = [Part(kind.value, kind.label, _to_the_cent(sums[kind]), records.filter(kind=kind)) for kind in Kind]
    return Figure(
        value=_to_the_cent(sums["total"]),
        records=records,
        currency="USD",
        is_whole=Listing.objects.of(programme, "parallel_funding", period).are_whole(),
        parts=parts,
        counted=sums["all"],
    )


def ledger(project, user):
    """The postings of `project` that `user` may see, the first one first."""
    return Posting.objects.visible_to(user).filter(project=project).select_related("contributor", "currency")


def totals(postings):
    """Sums of the list `postings` by whose money it is, stage and kind, in the order of the vocabularies.

    Returns [{"is_parallel", "stage", "kind", "amounts": [(code, Decimal)], "quantities": [(unit, Decimal)], "dollars":
    Decimal or None, "unrated": [code], "rates": (first day, last day) or None}]. What was reversed is in none of them;
    `unrated` are currencies of amounts that have no dated rate and so are not in `dollars`.
    """
    groups = defaultdict(list)
    for posting in postings:
        groups[not posting.is_parallel, posting.stage, posting.kind].append(posting)
    order = [(own, stage, kind) for own in (False, True) for stage in Stage for kind in Kind]
    sums = [_sums(groups[key], *key) for key in order if key in groups]
    return [one for one in sums if one["amounts"] or one["quantities"]]


def _sums(postings, is_own, stage, kind):
    """One line of `totals`."""
    money = [one for one in postings if one.amount is not None]
    rated = [one for one in money if one.usd_rate is not None]
    amounts = _added((one.currency.code, one.amount) for one in money)
    foreign = {code for code, _sum in amounts} - {DOLLAR}
    days = [one.rate_on for one in rated if one.currency.code in foreign]
    counted = [one for one in postings if one.quantity is not None]
    return {
        "is_parallel": not is_own,
        "stage": Stage(stage),
        "kind": Kind(kind),
        "amounts": amounts,
        "quantities": _added((one.unit, one.quantity) for one in counted),
        "dollars": _to_the_cent(sum(one.amount * one.usd_rate for one in rated)) if rated else None,
        "unrated": [
            code for code, _sum in _added((one.currency.code, one.amount) for one in money if one not in rated)
        ],
        "rates": (min(days), max(days)) if days else None,
    }


def _added(pairs):
    """[(word, sum)] of `pairs` (word, number), by the words in order; sums of nothing stay away."""
    found = defaultdict(Decimal)
    for word, number in pairs:
        found[word] += number
    return sorted((word, number) for word, number in found.items() if number)


def _to_the_cent(amount):
    """The sum `amount`, None where nothing was added up, as a Decimal with two places."""
    return Decimal(amount or 0).quantize(Decimal("0.01"))
