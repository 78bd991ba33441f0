"""Who may do what with solutions, publications, collections and stories."""

from zhinan.accounts.access import keep_records, read
from zhinan.programmes.access import keep_in

__all__ = ["edit", "edit_item", "keep_records", "read"]


def edit(user, record):
    """Whether `user` may change a solution, publication, collection or story: the secretariat of its programme may."""
    return keep_in(user, record.programme)


def edit_item(user, item):
    """Whether `user` may change a good practice: those who may change its collection may."""
    return edit(user, item.collection)
