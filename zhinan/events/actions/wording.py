"""What certificates of an event are to say beside its title and its days."""

from zhinan.accounts.models import STAFF
from zhinan.history.actions import alone_with, record

from ..models import Wording


def word_certificates(event, values, *, by):
    """Write `values`, {column: value}, of what certificates of `event` say from now on; returns the Wording.

    Raises ValidationError for values that it refuses. The history tells that, and not who signs.
    """
    with alone_with(event) as stored:
        found = Wording.objects.filter(event=stored).first() or Wording(event=stored)
        for name, value in values.items():
            setattr(found, name, value)
        found.full_clean()
        found.save()
        record(stored, "edited", by=by, to=STAFF)
        return found
