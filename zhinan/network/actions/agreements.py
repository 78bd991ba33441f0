"""What is told of an agreement that comes to its end."""

from django.db import transaction
from django.utils.translation import gettext_noop

from zhinan.accounts.models import STAFF, User
from zhinan.history.actions import record
from zhinan.notices.actions import tell

from ..models import Agreement

TOLD = gettext_noop("“{agreement}” expires on {day}.")


@transaction.atomic
def remind(*, on):
    """Tell those who keep records, once, of each agreement that runs out on the day `on`; returns how many.

    One that nobody may see, or whose last day is changed, is told of as soon as somebody can be.
    """
    keepers, told = list(User.objects.keeping_records()), 0
    for agreement in Agreement.objects.to_remind(on).select_for_update():
        people = [one for one in keepers if agreement.is_visible_to(one)]
        if people:
            tell(people, TOLD, agreement, agreement=str(agreement), day=agreement.expires_latest.isoformat())
            agreement.reminded_of = agreement.expires_latest
            agreement.save(update_fields=["reminded_of"])
            record(agreement, "reminded", to=STAFF)
            told += 1
    return told
