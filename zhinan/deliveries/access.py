"""Who may do what with deliveries."""

from zhinan.accounts.access import keep_records, read
from zhinan.programmes.access import keep_in

__all__ = ["edit", "keep_records", "read"]


def edit(user, delivery):
    """Whether `user` may change `delivery`: the secretariat of its programme, or of its project's, may."""
    programme = delivery.programme or (delivery.project and delivery.project.programme)
    return keep_in(user, programme)
