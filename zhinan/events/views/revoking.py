"""What is done with a certificate that was issued: revoked, made valid again, its name mended or deleted."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhinan.accounts.views import kind_word
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import in_a_line

from .. import access, actions
from ..forms import NameForm, RevokeForm
from ..models import Certificate


@allow(access.keep_certificate, Certificate, join=("event",), by=("number",))
@never_cache
def revoke(request, certificate):
    """Revokes a certificate, after asking why."""
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke(certificate, form.cleaned_data["why"], by=request.user, now=timezone.now())
        except NotNow as refusal:
            messages.error(request, refusal)
        return redirect("event-certificates", certificate.event.slug)
    words = {"title": _("Revoke the certificate"), "submit": _("Revoke the certificate")}
    lead = _("Whoever looks it up is told that it is not valid. It can be made valid again.")
    return changing(request, certificate, form, lead=lead, **words)


@require_POST
@allow(access.keep_certificate, Certificate, join=("event",), by=("number",))
def reinstate(request, certificate):
    """Makes a revoked certificate valid again."""
    try:
        actions.reinstate(certificate, by=request.user)
    except NotNow as refusal:
        messages.error(request, refusal)
    return redirect("event-certificates", certificate.event.slug)


@allow(access.keep_certificate, Certificate, join=("event",), by=("number",))
@never_cache
def mend_certificate(request, certificate):
    """Mends the name on a certificate."""
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": certificate.name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.mend_name(certificate, form.cleaned_data["name"], by=request.user)
        except NotNow as refusal:
            messages.error(request, refusal)
        return redirect("event-certificates", certificate.event.slug)
    words = {"title": _("Mend the name"), "submit": _("Save the name"), "may_forget": bool(certificate.name)}
    return changing(request, certificate, form, **words)


@require_POST
@allow(access.keep_certificate, Certificate, join=("event",), by=("number",))
def forget_holder(request, certificate):
    """Deletes the name from a certificate for good, where somebody says that they are sure."""
    if "sure" not in request.POST:
        messages.error(request, _("Tick that you are sure: it cannot be taken back."))
        return redirect("mend-certificate", certificate.number)
    actions.forget_holder(certificate, by=request.user)
    messages.success(request, _("The name is deleted."))
    return redirect("event-certificates", certificate.event.slug)


def changing(request, certificate, form, **words):
    """The page on which something about `certificate` is typed."""
    event = certificate.event
    words |= {"event": event, "kind": kind_word(event), "mark": event.mark, "form": form}
    words |= {"whose": in_a_line(certificate.name, certificate.number), "certificate": certificate}
    return render(request, "events/certificate_change.html", words)
