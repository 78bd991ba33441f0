"""Who may do what with grants."""

from zhinan.accounts.access import keep_records, read
from zhinan.programmes.access import keep_in

__all__ = ["decide", "edit", "keep_records", "read"]


def edit(user, grant):
    """Whether `user` may change `grant`: the secretariat of its project's programme may."""
    return keep_in(user, grant.project.programme)


def decide(user, grant):
    """Whether `user` may write down that `grant` was approved, started, closed or cancelled: who may change it."""
    return edit(user, grant)
