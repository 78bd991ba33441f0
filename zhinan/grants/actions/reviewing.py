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


def keep(review, marks, words, *, by, version=None):
    """Keep what `by` has written of `review`: `marks` {criterion: (points or None, reason)}, `words` {column: text}.

    `version` is that of the application which they had before them, the newest where it is None. What they write is
    told to nobody, only that they began. Raises NotNow where it was sent, or its application is no longer under review.
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
        newest = kept.application.version
        kept.total, kept.version = total_of(kept), min(version or newest, newest)
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


def refuse_earlier(review):
    """Raise NotNow where the application of `review` was submitted again since its reviewer read it."""
    if review.is_of_earlier_version():
        told = _("It was submitted again while you wrote. Read version {number}, look at your marks, and send then.")
        raise NotNow(told.format(number=review.application.version))


@transaction.atomic
def send(review, *, by, now):
    """Send `review`, of which every mark was found to be there.

    Raises NotNow where one is missing, it was sent, or it is about a version that is not the newest any more.
    """
    sent = REVIEW_LIFE.move(review, "send")
    refuse_late(sent)
    refuse_earlier(sent)
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
