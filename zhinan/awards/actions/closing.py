"""How an award is closed, once its money is settled."""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from zhinan.grants import actions as grants
from zhinan.grants.states import State
from zhinan.history.actions import record
from zhinan.kit.dates import PartialDate
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import labelled, sentences
from zhinan.programmes.models import Posting

from ..rules.closing import gates, shut
from ..rules.worth import refuse_future
from ..states import AWARD_LIFE, AgreementState
from .locking import alone_with_award


def close_award(award, *, by, on, today, because="", further=()):
    """Close `award` on the day `on`, and its grant with it: nothing of it changes any more.

    `further` are Gates of rooms above. Raises NotNow with what is to be done while one is shut, but for those that may
    be passed with `because`; ValidationError for a day after `today` or before the ledger's last one.
    """
    with alone_with_award(award.pk) as found:
        if not AWARD_LIFE.allows(found, "close"):
            raise NotNow(AWARD_LIFE.refusal(found, "close"))
        refuse_shut([*gates(found), *further], because)
        refuse_day(on, found, today)
        found = AWARD_LIFE.move(found, "close")
        found.closed_on, found.closed_because = on, because.strip()
        found.save()
        if found.grant.state == State.ACTIVE:
            grants.close(found.grant, by=by, on=on)
        changes = {"closed_on": [None, on.isoformat()]}
        record(found, "closed", by=by, changes=changes | ({"reason": [None, because]} if because.strip() else {}))
        return found


def refuse_shut(stands, because):
    """Raises NotNow with what would open those of `stands` that are shut, and may not be passed `because` of something.

    What may be passed is named, too, as long as no reason is given.
    """
    held = [one for one in shut(stands) if not (one.may_pass and because.strip())]
    if held:
        hint = _("Some of this may be passed with a reason.") if any(one.may_pass for one in held) else ""
        raise NotNow(sentences(*(labelled(one.words, one.mend) for one in held), hint))


def refuse_day(on, award, today):
    """Raises ValidationError for a day after `today`, or before the last one of the ledger of `award`."""
    refuse_future(on, today)
    told = award.agreements.filter(state=AgreementState.SIGNED).aggregate(last=Max("in_force_on"))["last"]
    if told is not None and on < told:
        sentence = _("Its last document is in force since {day}. Write that day or a later one.")
        raise ValidationError({"on": sentence.format(day=told.isoformat())})
    last = Posting.objects.filter(project=award.grant.project_id).aggregate(last=Max("on"))["last"]
    if last is not None and on < last:
        sentence = _("The last posting of its ledger is of {day}. Write that day or a later one.")
        raise ValidationError({"on": sentence.format(day=PartialDate(last.isoformat()).in_words())})
