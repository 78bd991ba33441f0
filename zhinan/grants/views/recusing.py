"""Conflicts of interest: where they are declared, and where the office takes one back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhinan.kit.guards import allow, way
from zhinan.kit.lifecycle import NotNow

from .. import access
from ..actions import recusing as actions
from ..forms.recusing import RecuseForm, WhyForm
from ..models import Application, Call

WITH = ("call__programme", "rules")


@allow(access.declare, Application, join=WITH)
def application_recuse(request, application):
    """Takes a declaration; from then on its author sees nothing of the application."""
    form = RecuseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.declare(application, by=request.user, now=timezone.now(), **form.cleaned_data)
        except NotNow as refusal:
            messages.error(request, refusal)
        else:
            messages.success(request, _("Your conflict of interest is written down. Somebody else judges there now."))
        return redirect(onward(request.user, application.call))
    return render(request, "grants/recuse.html", {"application": application, "form": form})


def onward(user, call):
    """A page that who declared a conflict may still see."""
    is_seen = Call.objects.visible_to(user).filter(pk=call.pk).exists()
    ways = (way(name, user, call) for name in ("call-reviews", "call")) if is_seen else ()
    return next(filter(None, ways), "/")


@allow(access.office, Application, join=WITH, by=("pk",))
def take_back_recusal(request, application, recusal):
    """Takes a declaration back, for a reason."""
    found = get_object_or_404(application.recusals.select_related("user", "application"), pk=recusal)
    form = WhyForm(request.POST if request.method == "POST" else None)
    back = reverse("application-reviews", args=[application.pk])
    if form.is_bound and form.is_valid():
        actions.take_back(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("{name} may judge this application again, once asked.").format(name=found.user))
        return redirect(back)
    words = {"application": application, "form": form, "recusal": found, "back": back}
    return render(request, "grants/take_back_recusal.html", words)
