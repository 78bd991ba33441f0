"""Screening of applications by the office: one by one with the checks, or many that pass every check."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhinan.accounts.views.verbs import Verb
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .. import access, actions
from ..forms import ReturnForm, ScreenForm
from ..models import Application, Outcome, Reason
from ..rules.eligibility import checks
from ..rules.submitted import content_sent, lead_of, title_of

REASON_OF = {  # the reason that a failed check suggests
    "countries": Reason.NATIONAL,
    "match": Reason.NO_MATCH,
    "ceiling": Reason.OVER_CEILING,
    "institution": Reason.DUPLICATE,
}
SCREEN_VERBS = (
    Verb("screen_again", gettext_lazy("Take the screening back"), actions.screen_again, access.office),
    Verb("reconsider", gettext_lazy("Bring it before the committee again"), actions.reconsider, access.office),
)


@allow(access.office, Application, join=("call__programme", "rules", "lead"))
def application_screen(request, application):
    """Shows how each rule stands, and takes whether the application is eligible."""
    found = checks(
        application, application.rules, timezone.localdate(application.submitted_at), content_sent(application)
    )
    form = ScreenForm(request.POST if request.method == "POST" else None, initial=proposed(found))
    if form.is_bound and form.is_valid() and done(request, form, lambda: screen(application, form, request.user)):
        return redirect(application)
    words = {"application": application, "checks": found, "form": form, "state": application.get_state_display()}
    words["title"], words["lead"] = title_of(application), lead_of(application)
    return render(request, "grants/screen.html", words)


def proposed(found):
    """What the checks suggest: eligible where all are passed, else the reasons that fit."""
    failed = [one.key for one in found if not one.passed]
    reasons = [REASON_OF.get(key, Reason.INCOMPLETE).value for key in failed]
    return {"outcome": (Outcome.INELIGIBLE if failed else Outcome.ELIGIBLE).value, "reasons": list(set(reasons))}


def screen(application, form, user):
    """Write down what `form` says of `application`."""
    said, who = form.cleaned_data, {"by": user, "now": timezone.now()}
    if said["outcome"] == Outcome.ELIGIBLE:
        return actions.find_eligible(application, comment=said["comment"], **who)
    return actions.find_ineligible(application, said["reasons"], comment=said["comment"], **who)


@allow(access.office, Application, join=("call__programme", "rules"))
def application_return(request, application):
    """Returns an application for revision, with what is asked and until when."""
    zone, now = application.rules.zone, timezone.now()
    form = ReturnForm(request.POST if request.method == "POST" else None, zone=zone, now=now)

    def give_back():
        said = form.cleaned_data
        return actions.give_back(application, said["comment"], said["revise_by"], by=request.user, now=now)

    if form.is_bound and form.is_valid() and done(request, form, give_back):
        return redirect(application)
    words = {"application": application, "form": form, "title": title_of(application)}
    return render(request, "grants/return.html", words)


def done(request, form, act):
    """Whether `act()` could be done; what hinders it stands beside the fields of `form`, or above them."""
    try:
        act()
    except ValidationError as trouble:
        form.add_error(None, trouble)
    except NotNow as refusal:
        form.add_error(None, str(refusal))
    else:
        messages.success(request, _("It is written down."))
        return True
    return False
