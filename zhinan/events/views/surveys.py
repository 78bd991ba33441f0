"""The surveys of an event: what was planned, put to people and answered."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhinan.accounts.views import kind_word
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .. import access, actions
from ..forms import SurveyForm
from ..models import Event, Survey
from ..rules import due_on


@allow(access.edit, Event)
def surveys(request, event):
    """Plans surveys of an event, and leads to their answers."""
    typed = request.POST if request.method == "POST" else None
    form = SurveyForm(typed, instance=Survey(event=event), user=request.user)
    if typed is not None and form.is_valid():
        chosen, is_anonymous = form.cleaned_data["questionnaire"], form.cleaned_data["is_anonymous"]
        try:
            actions.plan_survey(form.instance, chosen, is_anonymous, by=request.user)
        except NotNow as refusal:
            form.add_error("questionnaire", str(refusal))
        else:
            return redirect("event-surveys", event.slug)
    planned = event.surveys.select_related("round")
    rows = [{"survey": one, "day": due_on(event, one.days), "round": one.round} for one in planned]
    words = {"event": event, "kind": kind_word(event), "mark": event.mark, "form": form, "rows": rows}
    return render(request, "events/surveys.html", words)


@require_POST
@allow(access.keep_survey, Survey, join=("event",))
def drop_survey(request, survey):
    """Takes a planned survey back."""
    try:
        actions.drop_survey(survey, by=request.user)
    except NotNow as refusal:
        messages.error(request, refusal)
    return redirect("event-surveys", survey.event.slug)
