"""Whatever changes an award locks its row first, so that no two do so at once; once it is closed nothing changes it."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.kit.lifecycle import NotNow

from ..models import Award
from ..states import AwardState


def refuse_file(file, award, field):
    """Raises ValidationError at `field` where `file`, or nothing, is not one of `award`."""
    if file is not None and file.record() != award:
        raise ValidationError({field: _("This is a file of something else. Choose one of this award.")})


@contextmanager
def alone_with_award(key):
    """Inside nobody else changes the award with the key `key`; gives it as it stands now. Raises NotNow once closed."""
    with transaction.atomic():
        found = Award.objects.select_for_update().get(pk=key)
        if found.state == AwardState.CLOSED:
            raise NotNow(_("This award is closed. Nothing of it changes any more."))
        yield found
