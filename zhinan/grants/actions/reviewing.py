"""A review as it is written: kept as it goes, sent once it is whole, opened again by the office."""

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow

from ..emails import reviews as letters
from ..models import Mark
from ..rules.scoring import total
from ..states import REVIEW_LIFE, ReviewState, Stage
from .stages import advance

OPEN_IN = (Stage.ELIGIBLE, Stage.APPRAISAL)


def keep(review, marks, words, *, by):
    """Keep what `by` has written of `review`: `marks` {criterion: (points or None, reason)}, `words` {column: text}.

    What they write is told to nobody, only that they began. Raises NotNow where it was sent, or its application is no
    longer under review.
    """
    with alone_with(review) as stored:
        refuse_late(stored)
        is_begun, kept = stored.state != ReviewState.ASKED, REVIEW_LIFE.move(stored, "write")
        for name, value in words.items():
            setattr(kept, name, value)
        for criterion, (points, reason) in marks.items():
            Mark.objects.update_or_create(
                review=kept, criterion=criterion, defaults={"points": points, "reason": reason}
            )
        kept.total = total_of(kept)
        kept.save()
        if not is_begun:
            record(kept, "review_begun", by=by, to=kept.application.audience)
        return kept


def total_of(review):
    """The total of `review` by the rules of its application, None until every criterion has its mark."""
    rules = review.application.rules
    given = dict(review.marks.values_list("criterion", "points"))
    marks = [(given.get(one.pk), one.weight) for one in rules.criteria.all()]
    return total(marks, rules.scale_least, rules.scale_most)


def refuse_late(review):
    """Raise NotNow where the application of `review` is reviewed no more."""
    if review.application.state not in OPEN_IN:
        raise NotNow(_("This application is no longer under review. Nothing was changed."))


@transaction.atomic
def send(review, *, by, now):
    """Send `review`, of which every mark was found to be there; raises NotNow where one is missing or it was sent."""
    sent = REVIEW_LIFE.move(review, "send")
    refuse_late(sent)
    sent.total, sent.sent_at = total_of(sent), now
    if sent.total is None:
        raise NotNow(_("A mark is missing. Give one for every criterion before you send."))
    sent.save()
    record(sent, "review_sent", by=by, to=sent.application.audience)
    return sent


@transaction.atomic
def open_again(review, *, by, tell=letters.opened_again):
    """Let the reviewer change what was sent, and `tell` them so; an application that came back is under review again.

    Raises NotNow where it was not sent, or the application is before the committee or decided.
    """
    if review.reviewer_id is None:
        raise NotNow(_("Whoever wrote this review has no account any more. It stays as it is."))
    opened = REVIEW_LIFE.move(review, "open_again")
    refuse_late(opened)
    opened.sent_at = None
    opened.save()
    record(opened, "review_opened", by=by, to=opened.application.audience)
    tell(opened, by=by)
    if opened.application.state == Stage.ELIGIBLE:
        advance(opened.application, "appraise", "appraised", by=by)
    return opened
