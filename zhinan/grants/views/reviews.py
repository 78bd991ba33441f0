"""The reviews of an application beside each other, for those who decide; and what the office does with them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zhinan.accounts.models import User
from zhinan.accounts.views.verbs import Verb, buttons
from zhinan.history.models import Entry
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .. import access
from ..actions import moderating, reviewing
from ..forms.recusing import PerhapsWhyForm
from ..models import Application, Review
from ..rules.scoring import average, is_far_apart, spread
from ..rules.submitted import title_of
from ..states import APPLICATION_LIFE, ReviewState, Stage

WITH = ("call__programme", "rules")
VERBS = (
    Verb(
        "put_forward", gettext_lazy("Put before the committee"), moderating.put_forward, access.office, PerhapsWhyForm
    ),
)
TONES = {ReviewState.SENT: "good", ReviewState.ASKED: "waiting", ReviewState.WRITING: "waiting"}


@allow(access.read_reviews, Application, join=WITH)
def application_reviews(request, application):
    """Marks, reasons, advice and comments of every reviewer, and who has not sent theirs."""
    reviews = list(application.reviews.current().select_related("reviewer").prefetch_related("marks"))
    for one in reviews:
        one.tone = TONES[one.state]
    sent = [one for one in reviews if one.state == ReviewState.SENT]
    totals = [one.total for one in sent]
    words = {"application": application, "reviews": reviews, "sent": sent, "lines": lines(application, sent)}
    words["title"] = title_of(application) if access.see_names(request.user, application) else application.number
    words |= {"average": average(totals), "spread": spread(totals)}
    words["earlier"] = sum(one.is_of_earlier_version() for one in sent)
    words["is_far_apart"] = is_far_apart(totals, application.rules.spread)
    words["is_office"] = access.office(request.user, application)
    words["is_open"] = application.state in (Stage.ELIGIBLE, Stage.APPRAISAL)
    if words["is_office"]:
        words |= office_words(request.user, application)
    return render(request, "grants/reviews.html", words)


def lines(application, sent):
    """(criterion, [mark or None of each of the reviews `sent`], their average) for each line of the rubric."""
    given = [{mark.criterion_id: mark for mark in one.marks.all()} for one in sent]
    found = []
    for criterion in application.rules.criteria.all():
        marks = [each.get(criterion.pk) for each in given]
        found.append((criterion, marks, average([mark.points for mark in marks if mark and mark.points is not None])))
    return found


def office_words(user, application):
    """What the office alone reads: who is recused and why, what was taken back, and what it may do."""
    back = list(Entry.objects.about(application).filter(verb="recusal_taken_back").order_by("-pk"))
    names = User.objects.names(entry.actor for entry in back)
    return {
        "recusals": application.recusals.select_related("user"),
        "taken_back": [(entry.at, names.get(entry.actor, ""), entry.changes["recusal"][1]) for entry in back],
        "verbs": buttons(application, user, VERBS, APPLICATION_LIFE),
    }


def done(request, application, act, told):
    """Do `act()`, and say how that went; back to the reviews."""
    try:
        act()
    except NotNow as refusal:
        messages.error(request, refusal)
    else:
        messages.success(request, told)
    return redirect("application-reviews", application.pk)


@require_POST
@allow(access.office, Application, join=WITH, by=("pk",))
def open_review(request, application, review):
    """Lets a reviewer change what was sent."""
    found = get_object_or_404(application.reviews.select_related("reviewer"), pk=review)
    return done(
        request, application, lambda: reviewing.open_again(found, by=request.user), _("The review is open again.")
    )


@require_POST
@allow(access.office, Application, join=WITH, by=("pk",))
def drop_review(request, application, review):
    """Takes a review back from whoever was asked for it."""
    found = get_object_or_404(application.reviews.select_related("reviewer"), pk=review)
    return done(request, application, lambda: moderating.drop(found, by=request.user), _("The review is taken back."))


@require_POST
@allow(access.office, Application, join=WITH)
def moderate(request, application):
    """Sends the reviews back to those who wrote them."""
    told = _("The reviewers are asked to read their marks again.")
    return done(request, application, lambda: moderating.moderate(application, by=request.user), told)


@require_POST
@allow(access.office, Application, join=WITH, by=("pk",))
def remind_reviewer(request, application, review):
    """Reminds one reviewer."""
    words = {"by": request.user, "on": timezone.localdate()}
    rows = Review.objects.filter(pk=review, application=application)
    return done(
        request, application, lambda: moderating.remind(application.call, rows, **words), _("The reviewer is reminded.")
    )
