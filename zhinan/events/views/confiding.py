"""Where participants give what is confidential, and course officers read it; nobody else does."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from zhinan.kit.guards import allow, public
from zhinan.kit.lifecycle import NotNow

from .. import access, actions
from ..forms import DetailsForm
from ..models import Confidential, Participant
from ..states import ASKED
from .participant import WITH
from .participation import own


@sensitive_variables()
@sensitive_post_parameters()
def answer_details(request, participant, back, by=None):
    """Shows what is confidential about `participant`, and takes it as long as it is asked for; leads `back`."""
    today, course = timezone.localdate(), participant.course
    held = Confidential.objects.filter(participant=participant).first() or Confidential(participant=participant)
    typed = request.POST if request.method == "POST" else None
    form = DetailsForm(typed, instance=held, today=today)
    if typed is not None and form.is_valid():
        try:
            actions.give_details(participant, form.values(), on=today, by=by)
        except NotNow as refusal:
            messages.error(request, refusal)
        else:
            messages.success(request, _("The details are saved."))
        return redirect(back)
    is_asked = participant.state in ASKED and course.asks_details(today)
    words = {"row": participant, "form": form, "held": held, "is_asked": is_asked, "back": back, "event": course.event}
    words["said"] = [(field.label, form.initial.get(name, "")) for name, field in form.fields.items()]
    return render(request, "events/participant_details.html", words | {"course": course})


@allow(access.keep_confidential, Participant, join=WITH)
@never_cache
def details(request, participant):
    """What is confidential about somebody, for course officers alone."""
    return answer_details(request, participant, participant.get_absolute_url(), by=request.user)


@require_POST
@public
def own_forget(request, token):
    """Deletes at once what a participant gave, as they ask for."""
    actions.forget_details(own(token))
    messages.success(request, _("The confidential details are deleted."))
    return redirect("own-participation", token)


@public
@never_cache
def own_details(request, token):
    """Takes the confidential details of a participant, and shows them to nobody else."""
    row = own(token)
    return answer_details(request, row, reverse("own-participation", args=[token]))
