"""What the office does with reviews: reminds, sends back for moderation, puts forward to the committee."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow

from ..emails import reviews as letters
from ..models import Application, Review
from ..rules.conflicts import bound
from ..rules.reviews import ready, waiting
from ..rules.scoring import is_far_apart
from ..states import ReviewState, Stage
from .assigning import by_reviewer
from .releasing import release
from .reviewing import open_again
from .stages import advance
from .together import move_together


@transaction.atomic
def remind(call, reviews, *, by, on):
    """Remind those who have not sent one of the queryset `reviews` of `call`, each once on the day `on`.

    Returns how many people. Raises NotNow where nobody is left to be reminded today.
    """
    due = waiting(reviews.filter(application__call=call)).exclude(reminded_on=on)
    due = list(due.select_related("reviewer"))
    barred = bound(Application.objects.filter(call=call), {review.reviewer for review in due})
    due = [review for review in due if review.application_id not in barred[review.reviewer_id]]
    if not due:
        raise NotNow(_("Everybody was reminded today already, or has sent what was asked."))
    Review.objects.filter(pk__in=[review.pk for review in due]).update(reminded_on=on)
    record(call, "reviewers_reminded", by=by, to=call.staff())
    people = {review.reviewer_id: review.reviewer for review in due}
    waiting_for = by_reviewer((review.application_id, review.reviewer_id) for review in due)
    for key, each in waiting_for.items():
        letters.reminder(call, people[key], each, by=by)
    return len(people)


@transaction.atomic
def drop(review, *, by):
    """Take `review` back from its reviewer, so that somebody else can be asked; raises NotNow."""
    if review.application.state not in (Stage.ELIGIBLE, Stage.APPRAISAL):
        raise NotNow(_("The committee has these reviews already. None is taken back."))
    return release(review, by=by)


def moderate(application, *, by):
    """Send the reviews of `application` back to be thought over; raises NotNow for fewer than two."""
    with alone_with(application) as stored:
        sent = list(stored.reviews.filter(state=ReviewState.SENT, reviewer__isnull=False))
        if len(sent) < 2:
            raise NotNow(_("There are not two reviews yet that could be compared."))
        for review in sent:
            open_again(review, by=by, tell=letters.moderation)
        record(stored, "moderated", by=by)


def put_forward(application, *, by, reason=""):
    """Put `application` before the committee, with a `reason` where a review is missing or they are far apart.

    Raises NotNow without such a reason.
    """
    with alone_with(application) as stored:
        trouble = "" if reason else unready(stored)
        if trouble:
            raise NotNow(trouble)
        moved = advance(stored, "put_forward", "put_forward", by=by)
        if reason:
            record(moved, "put_forward_early", by=by, changes={"reason": ["", reason]})
        return moved


def unready(application):
    """The sentence that tells why `application` cannot go to the committee without a reason; empty where it can."""
    states = list(application.reviews.current().values_list("state", "total"))
    totals = [points for state, points in states if state == ReviewState.SENT]
    missing = len(states) - len(totals)
    if not totals:
        return _("No review was sent yet. Wait for the reviewers, or write a reason.")
    if missing:
        told = ngettext(
            "{n} review is not sent yet. Wait for it, or write a reason.",
            "{n} reviews are not sent yet. Wait for them, or write a reason.",
            missing,
        )
        return told.format(n=missing)
    if is_far_apart(totals, application.rules.spread):
        return _("The reviews are far apart. Send them back for moderation, or write a reason.")
    return ""


@transaction.atomic
def put_all_forward(call, applications, *, by):
    """Put those of the queryset `applications` of `call` before the committee whose reviews are all there; how many."""
    found = ready(applications.filter(call=call, state=Stage.APPRAISAL)).values("pk")
    rows = list(call.applications.select_for_update().filter(pk__in=found))
    if not rows:
        raise NotNow(_("No application has all its reviews yet."))
    return move_together(call, rows, "put_forward", "put_forward", by=by)
