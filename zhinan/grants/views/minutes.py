"""Minutes of a meeting as PDF."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhinan.kit.guards import allow
from zhinan.kit.typesetting import CannotSet

from .. import access
from ..editions.minutes import minutes_pdf
from ..figures.agenda import agenda_of
from ..models import Meeting
from .letters import as_pdf


@allow(access.meet, Meeting, join=("call__programme",))
@never_cache
def meeting_minutes(request, meeting):
    """The minutes, as far as the reader may hear of each item; nothing is kept of them."""
    try:
        content = minutes_pdf(meeting, agenda_of(meeting, request.user), now=timezone.now())
    except CannotSet as trouble:
        messages.error(request, _("The minutes cannot be set as PDF: {trouble}").format(trouble=trouble))
        return redirect(meeting)
    return as_pdf(content, f"{meeting.call.slug}-{meeting.on}")
