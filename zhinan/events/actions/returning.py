"""Who withdrew from a course: nominated by no other link, and taken up again at their own wish."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import listed
from zhinan.kit.secrets import mark_of

from ..models import Participant
from ..states import Participation
from .participants import step


@transaction.atomic
def nominate_again(participant, *, by, now):
    """Take back at the moment `now` that `participant` withdrew, as they asked for: they agree anew. Raises NotNow."""
    if not Participant.objects.get(pk=participant.pk).email_mark:
        raise NotNow(_("This person asked to be forgotten."))
    agreed = {"nominated_at": now, "consented_on": timezone.localdate(now), "reason": ""}
    return step(participant, "nominate_again", "reviewed_again", by=by, **agreed)


def refuse_withdrawn(course, nominees):
    """Raise NotNow where one of `nominees` withdrew from `course`; that they did is told to nobody who has a link."""
    marks = course.participants.filter(state=Participation.WITHDRAWN).values_list("email_mark", flat=True)
    gone = set(marks) - {""}
    names = [one.name for one in nominees if mark_of(one.email) in gone]
    if names:
        sentence = _("{names}: not to be nominated by a link. Take them out, or write to whoever sent you the link.")
        raise NotNow(sentence.format(names=listed(names)))
