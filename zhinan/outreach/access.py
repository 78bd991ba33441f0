"""Who may do what with engagements, visits and disseminations."""

from zhinan.accounts.access import keep_records, read
from zhinan.programmes.access import keep_in

__all__ = ["edit", "keep_records", "read"]


def edit(user, contact):
    """Whether `user` may change a contact: the secretariat of its programme may."""
    return keep_in(user, contact.programme)
