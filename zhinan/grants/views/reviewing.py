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
from .reading import JOIN, files_in, reading_of

MOST_OTHERS = 20  # other reviews of the call that wait for the reviewer


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
        kept = actions.keep(review, form.marks(), form.words(), by=request.user)
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


def page(request, application, review, form, is_open):
    """Answer with the page of the reviewer."""
    reading, _sent = reading_of(request.user, application)
    points, is_whole = form.reckoned()
    words = {"application": application, "review": review, "form": form, "is_open": is_open, "points": points}
    words |= {"is_whole": is_whole, "sections": reading.sections(), "title": reading.title()}
    words["files"] = files_in(application, reading, request.user) if reading.names else None
    others = Review.objects.waiting_for(request.user).filter(application__call=application.call).exclude(pk=review.pk)
    words["others"] = others.select_related("application").order_by("due_on", "pk")[:MOST_OTHERS]
    return render(request, "grants/review.html", words)
