"""Where a reviewer reads an application as far as they may, and gives marks: kept as they type, sent once whole."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.pages import SAVING

from .. import access
from ..actions import reviewing as actions
from ..forms.reviewing import ReviewForm
from ..models import Application, Review
from ..states import ReviewState
from .reading import JOIN, reading_of, told_in

MOST_OTHERS = 20  # other reviews of the call that wait for the reviewer
MOST_DIGITS = 6  # of the number of a version


@allow(access.review, Application, join=(*JOIN, "rules"))
def application_review(request, application):
    """The reviewer's page: what was submitted beside the form; what was sent is only read."""
    review = application.reviews.current().get(reviewer=request.user)
    is_open = review.state != ReviewState.SENT and application.state in actions.OPEN_IN
    if request.method == "POST":
        form = ReviewForm(request.POST, review=review, rules=application.rules)
        return take(request, application, review, form)
    return page(request, application, review, ReviewForm(review=review, rules=application.rules), is_open)


def take(request, application, review, form):
    """Keep what can be kept, and send it where that is asked and nothing is missing."""
    is_right, is_sent = form.is_valid(), request.POST.get("step") == "send"
    try:
        kept = actions.keep(review, form.marks(), form.words(), by=request.user, version=read_then(request))
        if SAVING in request.headers:
            return HttpResponse(status=204)
        if is_right and (not is_sent or form.is_whole()):
            if is_sent:
                actions.send(kept, by=request.user, now=timezone.now())
            messages.success(request, _("Your review is sent.") if is_sent else _("Your review is kept as it stands."))
            return redirect("application-review", application.pk)
    except NotNow as refusal:
        if SAVING in request.headers:
            return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
        messages.error(request, refusal)
        return redirect("application-review", application.pk)
    form.initial |= ReviewForm(review=kept, rules=application.rules).initial
    return page(request, application, kept, form, True)


def read_then(request):
    """The number of the version that stood beside the form which was sent, None where it tells none."""
    told = request.POST.get("version", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < MOST_DIGITS else None


def page(request, application, review, form, is_open):
    """Answer with the page of the reviewer."""
    reading, sent = reading_of(request.user, application)
    points, is_whole = form.reckoned()
    words = {"application": application, "review": review, "form": form, "is_open": is_open, "points": points}
    words |= {"is_whole": is_whole, "title": reading.title()}
    words |= {"sent": sent, "is_earlier": review.is_of_earlier_version()}
    words |= told_in(application, reading, request.user)
    others = Review.objects.waiting_for(request.user).filter(application__call=application.call).exclude(pk=review.pk)
    words["others"] = others.select_related("application").order_by("due_on", "pk")[:MOST_OTHERS]
    return render(request, "grants/review.html", words)
