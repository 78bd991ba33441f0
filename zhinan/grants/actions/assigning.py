"""Asking for reviews: one by one, and by the plan of a whole call."""

from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext as _

from zhinan.accounts.models import User
from zhinan.history.actions import alone_with, record
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import listed

from ..emails import reviews as letters
from ..models import Application, Review
from ..rules.conflicts import bound, ties
from ..states import ReviewState, Stage
from .stages import advance
from .together import move_together

TAKES = (Stage.ELIGIBLE, Stage.APPRAISAL)


def ask(application, reviewer, *, by, now, due_on=None):
    """Ask `reviewer` for a review of `application`, which is under review from then on; returns the Review.

    Raises NotNow for who is bound to it or was asked already, and where it takes no reviewers.
    """
    with alone_with(application) as stored:
        if stored.state not in TAKES:
            raise NotNow(
                _("Reviewers are asked once an application is eligible, and until it is before the committee.")
            )
        refuse_bound(stored, reviewer)
        review, is_new = Review.objects.get_or_create(
            application=stored, reviewer=reviewer, defaults={"asked_at": now, "due_on": due_on}
        )
        if not is_new:
            begin_again(review, now=now, due_on=due_on)
        record(review, "review_asked", by=by, to=stored.audience)
        letters.asked(review, by=by)
        if stored.state == Stage.ELIGIBLE:
            advance(stored, "appraise", "appraised", by=by)
        return review


def refuse_bound(application, reviewer):
    """Raise NotNow where something binds `reviewer` to `application`."""
    found = sorted(ties(application, reviewer))
    if found:
        said = _("{name} must not review this application: {reasons}.")
        raise NotNow(said.format(name=reviewer, reasons=listed(one.label for one in found)))


def begin_again(review, *, now, due_on):
    """Ask anew for a review that was given back, with no mark in it; raises NotNow for one that was not."""
    if review.state != ReviewState.DROPPED:
        raise NotNow(_("{name} was asked already.").format(name=review.reviewer))
    review.marks.all().delete()
    review.state, review.asked_at, review.due_on, review.reminded_on = ReviewState.ASKED, now, due_on, None
    review.sent_at = review.total = review.version = None
    review.advice = review.comment = review.for_office = ""
    review.save()
    record(review, "begun_again", to=review.application.audience)


@transaction.atomic
def ask_for_all(call, pairs, *, by, now, due_on=None):
    """Ask for the reviews of `pairs`, a list of (key of an application, key of a user) of `call`; returns how many.

    A few queries and one notice a reviewer. Raises NotNow where something has changed since they were found.
    """
    wanted = {application for application, _reviewer in pairs}
    rows = call.applications.select_for_update().filter(pk__in=wanted, state__in=TAKES)
    found = {one.pk: one for one in rows}
    people = {one.pk: one for one in User.objects.filter(pk__in={reviewer for _one, reviewer in pairs})}
    barred = bound(Application.objects.filter(call=call), people.values())
    asked = set(Review.objects.filter(application__in=found).values_list("application", "reviewer"))
    for application, reviewer in pairs:
        if application not in found or application in barred[reviewer] or (application, reviewer) in asked:
            raise NotNow(_("Something has changed meanwhile. Look at the plan again."))
    made = Review.objects.bulk_create(
        Review(application=found[one], reviewer=people[reviewer], asked_at=now, due_on=due_on)
        for one, reviewer in pairs
    )
    words = {"verb": "review_asked", "actor": by.pseudonym, "audience": call.staff()}
    Entry.objects.bulk_create(Entry(**Entry.pointer(review), **words) for review in made)
    move_together(call, found.values(), "appraise", "appraised", by=by)
    record(call, "reviews_assigned", by=by, to=call.staff())
    for key, each in by_reviewer(pairs).items():
        letters.asked_for_many(call, people[key], each, by=by)
    return len(made)


def by_reviewer(pairs):
    """{key of a user: keys of the applications that they are asked about}, from pairs of the two."""
    found = defaultdict(list)
    for application, reviewer in pairs:
        found[reviewer].append(application)
    return found
