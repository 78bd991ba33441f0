"""Minutes of a meeting as PDF."""

from django.utils import timezone
from django.views.decorators.cache import never_cache

from zhinan.kit.guards import allow
from zhinan.kit.typesetting import printed

from .. import access
from ..editions.minutes import minutes_pdf
from ..figures.agenda import agenda_of
from ..models import Meeting


@allow(access.meet, Meeting, join=("call__programme",))
@never_cache
def meeting_minutes(request, meeting):
    """The minutes, as far as the reader may hear of each item; nothing is kept of them."""
    items, now = agenda_of(meeting, request.user), timezone.now()
    name, how = f"{meeting.call.slug}-{meeting.on}", {"is_shown": True, "is_listed": False}
    return printed(request, lambda: minutes_pdf(meeting, items, now=now), name, meeting, **how)
