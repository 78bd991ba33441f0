"""What can be done with a participant of a course, one by one."""

from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.views.verbs import Verb

from .. import access, actions
from ..forms import AgreedForm, ReasonForm
from ..states import Participation

TONES = {
    **dict.fromkeys((Participation.ACCEPTED, Participation.ARRIVED, Participation.COMPLETED), "good"),
    **dict.fromkeys((Participation.NOMINATED, Participation.REVIEWED, Participation.WAITING), "waiting"),
    **dict.fromkeys((Participation.DECLINED, Participation.WITHDRAWN), "bad"),
}


def queue(participant, *, by):
    """Put somebody on the waiting list now."""
    return actions.queue(participant, by=by, now=timezone.now())


def nominate_again(participant, *, by, consent):
    """Take back that somebody withdrew, now that they agreed anew."""
    return actions.nominate_again(participant, by=by, now=timezone.now())


def arrive(participant, *, by):
    """Note that somebody is there now."""
    return actions.arrive(participant, by=by, now=timezone.now())


def withdraw(participant, *, by):
    """Take somebody off the course today."""
    return actions.withdraw(participant, by=by, on=timezone.localdate())


PARTICIPANT_VERBS = (
    Verb("review", pgettext_lazy("button", "Reviewed"), actions.review, access.keep_participant),
    Verb("accept", pgettext_lazy("button, of a participant", "Accept"), actions.accept, access.keep_participant),
    Verb("queue", gettext_lazy("Put on the waiting list"), queue, access.keep_participant),
    Verb(
        "decline",
        pgettext_lazy("button, of a participant", "Decline"),
        actions.turn_down,
        access.keep_participant,
        ReasonForm,
    ),
    Verb("review_again", gettext_lazy("Take up again"), actions.review_again, access.keep_participant),
    Verb("arrive", pgettext_lazy("button", "Arrived"), arrive, access.keep_participant),
    Verb("not_arrived", gettext_lazy("Not arrived after all"), actions.not_arrived, access.keep_participant),
    Verb("complete", pgettext_lazy("button", "Completed"), actions.complete, access.keep_participant),
    Verb("complete_in_part", gettext_lazy("Completed in part"), actions.complete_in_part, access.keep_participant),
    Verb("not_completed", gettext_lazy("Not completed after all"), actions.not_completed, access.keep_participant),
    Verb(
        "nominate_again",
        gettext_lazy("Take the withdrawal back"),
        nominate_again,
        access.meet_participant,
        AgreedForm,
    ),
    Verb("withdraw", pgettext_lazy("button", "Withdraw"), withdraw, access.keep_participant),
)
