"""Whatever changes money locks the row of its award first, so that no two do so at once."""

from contextlib import contextmanager

from django.db import transaction

from ..models import Award


@contextmanager
def alone_with_award(key):
    """Inside nobody else changes the money of the award with the key `key`; gives it as it stands now."""
    with transaction.atomic():
        yield Award.objects.select_for_update().get(pk=key)
