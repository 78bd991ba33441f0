"""How the ledger grows, and exchange rates with it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.codelists.models import ExchangeRate
from zhinan.history.actions import record
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.values import pointing_at

from .models import Posting


@transaction.atomic
def post(project, *, by, **facts):
    """Add a posting to the ledger of `project`; `facts` are the fields of Posting. Raises ValidationError."""
    posting = Posting(project=project, **facts)
    posting.full_clean()
    posting.save()
    record(project, "posted", by=by, changes={"posting": [None, str(posting)]})
    return posting


@transaction.atomic
def reverse(posting, *, by, on, evidence):
    """Take `posting` back with an opposite one on the day `on`.

    Raises NotNow where that was done already, ValidationError for a day before the posting's own.
    """
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if posting.reverses_id or Posting.objects.filter(reverses=posting).exists():
        raise NotNow(_("This posting is a reversal, or has been reversed already."))
    if on < posting.on:
        raise ValidationError({"on": _("A posting cannot be taken back before its own day.")})
    copied = ("contributor", "is_parallel", "kind", "stage", "currency", "usd_rate", "rate_on", "unit")
    opposite = Posting(
        project=posting.project,
        **{name: getattr(posting, name) for name in copied},
        amount=None if posting.amount is None else -posting.amount,
        quantity=None if posting.quantity is None else -posting.quantity,
        on=on,
        evidence=evidence,
        reverses=posting,
    )
    opposite.save()
    record(posting.project, "reversed", by=by, changes={"posting": [str(posting), str(opposite)]})
    return opposite


def reverse_by_hand(posting, *, by, on, evidence):
    """As `reverse`, on the page of the ledger; raises NotNow too for a posting that another record stands on."""
    held = [rows for rows, name in pointing_at(posting) if name not in ("noun_id", "reverses") and rows.exists()]
    if held:
        raise NotNow(_("Another record stands on this posting. Take it back on the page of that record."))
    return reverse(posting, by=by, on=on, evidence=evidence)


@transaction.atomic
def keep_rates(rows, *, by):
    """Keep exchange rates, each {"currency", "on", "per_usd", "source"}; one that stands already is put right.

    Returns (added, changed): a handful of queries, and one for each rate that is added or changed.
    """
    days = [row["on"] for row in rows]
    standing = ExchangeRate.objects.filter(on__range=(min(days), max(days))) if days else ()
    held, new, changed = {(one.currency_id, one.on, one.source): one for one in standing}, [], 0
    for row in rows:
        one = held.get((row["currency"].pk, row["on"], row["source"]))
        if one is None:
            new.append(ExchangeRate(**row))
        elif one.per_usd != row["per_usd"]:
            record(one, "edited", by=by, changes={"per_usd": [str(one.per_usd), str(row["per_usd"])]})
            one.per_usd = row["per_usd"]
            one.save(update_fields=["per_usd"])
            changed += 1
    for one in ExchangeRate.objects.bulk_create(new):
        record(one, "recorded", by=by, changes={"rate": [None, str(one)]})
    return len(new), changed


@transaction.atomic
def drop_rate(rate, *, by):
    """Take an exchange rate away; postings keep the rate that they were written with."""
    record(rate, "taken_away", by=by, changes={"rate": [str(rate), None]})
    rate.delete()
