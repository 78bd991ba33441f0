"""How the ledger grows."""

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.history.actions import record
from zhinan.kit.lifecycle import NotNow

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
    """Take `posting` back with an opposite one on the day `on`; raises NotNow where that was done already."""
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if posting.reverses_id or Posting.objects.filter(reverses=posting).exists():
        raise NotNow(_("This posting is a reversal, or has been reversed already."))
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
