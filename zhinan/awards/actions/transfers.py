"""What paying and returning have in common: how money that changed hands is posted, and taken back."""

from django.utils.translation import gettext as _

from zhinan.kit.lifecycle import NotNow
from zhinan.programmes.actions import post, reverse
from zhinan.programmes.models import Kind

from ..rules.worth import rate_for


def posted(transfer, award, stage, evidence, *, by):
    """The posting of `transfer` at `stage` in the ledger of the project of the grant, as money of who pays it."""
    rate, rate_on = rate_for(transfer.currency, transfer.on, "currency")
    return post(
        award.grant.project, by=by, contributor=award.payer, is_parallel=False, kind=Kind.CASH, stage=stage,
        on=transfer.on, amount=transfer.amount, currency=transfer.currency, usd_rate=rate, rate_on=rate_on,
        evidence=evidence,
    )  # fmt: skip


def taken_back(transfer, *, by, on, because, evidence):
    """`transfer`, locked and taken back on the day `on` by an opposite posting; whoever asks saves it.

    `evidence` is what the ledger says. Raises NotNow where that was done, ValidationError for a day before its own.
    """
    found = type(transfer).objects.select_for_update().get(pk=transfer.pk)
    if found.taken_back_id:
        raise NotNow(_("This was taken back already."))
    found.taken_back = reverse(found.posting, by=by, on=on, evidence=evidence)
    found.taken_back_because = because
    return found
