"""Reviews that are given back: by who is recused or judges no more, or because the office asks somebody else."""

from zhinan.history.actions import record

from ..models import Review
from ..states import REVIEW_LIFE


def release(review, *, by):
    """Take `review` back from its reviewer: it waits for nobody, and its marks count no more. Needs a transaction.

    Raises NotNow where it was given back before.
    """
    dropped = REVIEW_LIFE.move(review, "drop")
    dropped.total = None
    dropped.save()
    record(dropped, "review_dropped", by=by, to=dropped.application.audience)
    return dropped


def release_all(application, user, *, by):
    """Take back what `user` was to review of `application`."""
    for review in Review.objects.current().filter(application=application, reviewer=user):
        release(review, by=by)
