"""The check before submission: what is missing, each rule passed or not, and the button that sends; withdrawing."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache

from zhinan.accounts.views.verbs import Verb
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .. import access, actions
from ..models import Application
from ..rules import Check, Reading, checks, content_of, missing
from ..rules.questions import asked_in
from ..rules.writing import rules_now, sections_to_write, why_not
from .reading import JOIN, countries_told, head

ANCHORED = ("documents", "partners")  # sections where a rule leads to its own place on the page
SENDING_VERBS = (Verb("withdraw", pgettext_lazy("of an application", "Withdraw"), actions.withdraw, access.write),)


@allow(access.write, Application, join=JOIN)
@never_cache
def application_check(request, application):
    """Shows its authors what an application lacks and how each rule stands, and submits it."""
    now = timezone.now()
    if request.method == "POST":
        return sent(request, application, now)
    if trouble := why_not(application, now):
        messages.info(request, trouble)
        return redirect(application)
    application.rules, content = rules_now(application), content_of(application)
    lacking = missing(application, application.rules, content)
    found = checks(application, application.rules, timezone.localdate(now), content)
    named = sections_to_write(application, asked_in(application.call))
    words = {
        "missing": [(one, named[one.section], address_of(application, one)) for one in lacking],
        "checks": [(one, address_of(application, one)) for one in found],
        "may_submit": not lacking and all(one.passed for one in found),
    }
    reading = Reading(content)
    words["countries"] = countries_told(application, reading, application.rules, timezone.localdate(now))
    return render(request, "grants/check.html", head(application, reading) | words)


def sent(request, application, now):
    """Submit `application`, or say why it cannot be; where it leads next."""
    try:
        submission = actions.submit(application, by=request.user, now=now)
    except NotNow as refusal:
        messages.error(request, refusal)
        return redirect(refusal.address or application)
    words = {"number": submission.application.number, "version": submission.number}
    messages.success(request, _("Submitted as {number}, version {version}.").format(**words))
    return redirect(application)


def address_of(application, one):
    """Where that is written which the Missing or Check `one` speaks of."""
    address = reverse("application-section", args=[application.pk, one.section])
    return f"{address}#{one.key}" if one.section in ANCHORED and isinstance(one, Check) else address
