"""What the committee decided about one application."""

from django.shortcuts import redirect, render
from django.utils import timezone

from zhinan.kit.guards import allow

from .. import access, actions
from ..forms import DecideForm
from ..models import Application, Meeting
from ..rules import requested
from ..rules.submitted import content_sent, lead_of, title_of
from ..rules.verdicts import most_of, requested_each
from ..states import APPLICATION_LIFE, MeetingState
from .screening import done


@allow(access.office, Application, join=("call__programme", "rules__currency", "lead"))
def application_decide(request, application):
    """Takes what a meeting decided; without a meeting that has the application on its agenda it says what to do."""
    rules = application.rules
    content = content_sent(application)
    asked = requested(content) if content else requested_each([application.pk]).get(application.pk)
    most = most_of(asked, rules.ceiling)
    meetings = Meeting.objects.filter(state=MeetingState.PLANNED, agenda__application=application)
    first = request.GET.get("meeting") or meetings.values_list("pk", flat=True).first()
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        initial={"meeting": first, "amount": most},
        meetings=meetings, most=most, zone=rules.zone,
    )  # fmt: skip

    def decide():
        said = form.cleaned_data
        verdict, meeting = form.verdict(said["amount"]), said["meeting"]
        return actions.decide(application, verdict, meeting=meeting, by=request.user, now=timezone.now())

    if form.is_bound and form.is_valid() and done(request, form, decide):
        return redirect(form.cleaned_data["meeting"])
    words = {"application": application, "form": form, "asked": asked, "most": most, "meetings": meetings}
    words["title"], words["lead"] = title_of(application), lead_of(application)
    words["is_now"] = APPLICATION_LIFE.allows(application, "award")
    return render(request, "grants/decide.html", words | {"currency": rules.currency})
