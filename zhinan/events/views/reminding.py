"""Who has given the details for the visa and who has not, and the mails that remind of them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .. import access, actions
from ..models import Participant
from ..states import ASKED


def counted(course):
    """(how many gave a passport, how many are asked for it) of the participants of `course`."""
    held = course.participants.asked().with_details().values_list("has_passport", flat=True)
    given = list(held)
    return sum(given), len(given)


def standing(row):
    """In words whether `row`, of `with_details`, gave the details for the visa; empty of who is not asked."""
    if row.has_passport:
        return pgettext("details for the visa", "given")
    if row.state not in ASKED:
        return ""
    return (
        pgettext("details for the visa", "without passport")
        if row.has_details
        else pgettext("details for the visa", "missing")
    )


def details_of(participant):
    """Whether `participant` gave the details for the visa, in words, and whether a mail can remind of them now."""
    row = Participant.objects.with_details().select_related("course__event").get(pk=participant.pk)
    is_asked = row.state in ASKED and row.course.asks_details(timezone.localdate())
    return {"details": standing(row), "may_remind": is_asked and not row.has_passport}


def remind_now(participant, *, by):
    """Let a mail remind somebody now."""
    return actions.remind(participant, by=by, now=timezone.now())


@require_POST
@allow(access.meet_participant, Participant, join=("course__event",))
def remind(request, participant):
    """Reminds one participant of the details for the visa."""
    try:
        remind_now(participant, by=request.user)
    except NotNow as refusal:
        messages.error(request, refusal)
    else:
        messages.success(request, _("A mail asks {name} for the details.").format(name=participant))
    return redirect(participant)
