"""Who may do what with events."""

from zhinan.accounts.access import keep_records, read
from zhinan.programmes.access import keep_in

__all__ = ["edit", "keep_records", "read"]


def edit(user, event):
    """Whether `user` may change `event`: the secretariat of a programme that has a part in it may.

    Without a programme all who keep records may.
    """
    if not keep_records(user):
        return False
    programmes = [one.programme for one in event.involvements.all()] or [None]
    return any(keep_in(user, programme) for programme in programmes)
