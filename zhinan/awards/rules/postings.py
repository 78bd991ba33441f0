"""Which postings of a ledger are the award's own cash, and what one is worth in the currency of the award."""

from django.db.models import Q

from zhinan.programmes.models import Kind, Stage

SIGNS = {Stage.DISBURSED: 1, Stage.SPENT: -1, Stage.RETURNED: -1}  # what each does to the cash at hand
OWN = Q(is_parallel=False, kind=Kind.CASH)


def is_own(posting):
    """Whether `posting` is the award's own cash: no money of partners, and nothing in kind."""
    return not posting.is_parallel and posting.kind == Kind.CASH


def worth(amount, currency, usd_rate, award):
    """What a posting is worth in the currency of `award`, unrounded: by its own rate and that of the award's day.

    `currency` is a key. None where there is no amount, or no rate to say it by.
    """
    if amount is None or currency == award.currency_id:
        return amount
    return None if usd_rate is None else amount * usd_rate / award.usd_rate


def sign(posting):
    """1 where `posting` brings cash to who receives the award, -1 where it takes it away, 0 for all else."""
    return SIGNS.get(posting.stage, 0) if is_own(posting) else 0
