"""Conflicts of interest: declared by whoever has one, and taken back by the office with a reason."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow
from zhinan.notices.models import Notice

from ..emails import reviews as letters
from ..models import Recusal
from .awarding import hide_grant
from .releasing import release_all


def declare(application, *, by, tie, note, now):
    """Write down at the moment `now` that `tie` binds `by` to `application`, of which they see nothing any more.

    What they were to review is taken back, and their notices about it go. Raises NotNow where they declared it before.
    """
    try:
        with alone_with(application) as stored:
            found = Recusal(application=stored, user=by, tie=tie, note=note, declared_at=now)
            found.full_clean(validate_unique=False, validate_constraints=False)
            found.save()
            record(found, "recused", by=by, to=stored.audience)
            release_all(stored, by, by=by)
            hide_grant(stored, by=by)
            Notice.objects.about(stored).filter(user=by).delete()
            letters.declared(stored, by=by)
            return found
    except IntegrityError:
        raise NotNow(_("This conflict of interest is written down already.")) from None


@transaction.atomic
def take_back(recusal, *, by, reason):
    """Take the declaration `recusal` back for a `reason`: they may judge the application again, if they are asked."""
    changes = {"recusal": [recusal.tie, reason]}
    record(recusal.application, "recusal_taken_back", by=by, changes=changes)
    recusal.delete()
