"""The reviews of a whole call: who has not sent theirs, what is far apart, what can go to the committee."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import page_number

from .. import access
from ..actions import moderating as actions
from ..actions.reviewing import OPEN_IN
from ..models import Application, Call, Review
from ..rules.conflicts import ties_among
from ..rules.reviews import far_apart, ready, waiting
from ..states import Stage

PER_PAGE = 50


@allow(access.read_applications, Call, join=("programme",))
def call_reviews(request, call):
    """What is waited for, a page at a time; what is far apart; and what is ready."""
    seen = call.applications.listed_to(request.user)
    rows = waiting(Review.objects.filter(application__in=seen)).select_related("application", "reviewer")
    rows = rows.order_by("due_on", "asked_at", "pk")
    page = Paginator(rows, PER_PAGE).get_page(page_number(request))
    under_review = seen.filter(state=Stage.APPRAISAL)
    apart = Paginator(far_apart(under_review), PER_PAGE).get_page(page_number(request, "apart"))
    mark_bound(page.object_list)
    earlier = Review.objects.of_earlier_versions().filter(application__in=seen.filter(state__in=OPEN_IN))
    earlier = earlier.select_related("application", "reviewer").order_by("application__number", "pk")
    words = {"call": call, "page": page, "apart": apart, "ready": ready(under_review).count()}
    words["earlier"] = Paginator(earlier, PER_PAGE).get_page(page_number(request, "earlier"))
    words["waits"] = seen.filter(state=Stage.ELIGIBLE).count()
    words |= {"may_keep": access.keep_call(request.user, call), "today": timezone.localdate()}
    words["titles"] = access.read_titles(request.user, call)
    return render(request, "grants/call_reviews.html", words)


def mark_bound(reviews):
    """Note on each of `reviews` whether something binds its reviewer by now, so that they cannot write it."""
    found = ties_among(
        Application.objects.filter(pk__in=[one.application_id for one in reviews]), {one.reviewer for one in reviews}
    )
    for one in reviews:
        one.is_bound = one.application_id in found[one.reviewer_id]


@require_POST
@allow(access.keep_call, Call, join=("programme",))
def remind_all(request, call):
    """Reminds everybody who has not sent a review."""
    rows = Review.objects.filter(application__in=call.applications.listed_to(request.user))
    try:
        number = actions.remind(call, rows, by=request.user, on=timezone.localdate())
    except NotNow as refusal:
        messages.error(request, refusal)
    else:
        told = ngettext("{n} reviewer is reminded.", "{n} reviewers are reminded.", number)
        messages.success(request, told.format(n=number))
    return redirect("call-reviews", call.slug)


@require_POST
@allow(access.keep_call, Call, join=("programme",))
def put_all_forward(request, call):
    """Puts before the committee whatever has all its reviews."""
    try:
        number = actions.put_all_forward(call, call.applications.listed_to(request.user), by=request.user)
    except NotNow as refusal:
        messages.error(request, refusal)
    else:
        told = ngettext(
            "{n} application is before the committee.", "{n} applications are before the committee.", number
        )
        messages.success(request, told.format(n=number))
    return redirect("call-reviews", call.slug)
