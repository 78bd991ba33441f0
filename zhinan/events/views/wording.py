"""What certificates of an event say, for those who keep it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhinan.accounts.views import kind_word
from zhinan.kit.guards import allow

from .. import access, actions
from ..forms import WordingForm
from ..models import Event, Wording


@allow(access.edit, Event, join=("wording",))
def wording(request, event):
    """Writes down who signs the certificates of an event, and for how many hours of what."""
    held = getattr(event, "wording", None) or Wording(event=event)
    form = WordingForm(request.POST if request.method == "POST" else None, instance=held)
    if request.method == "POST" and form.is_valid():
        actions.word_certificates(event, form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. Certificates that are issued from now on say so."))
        return redirect("event-certificates", event.slug)
    words = {"event": event, "kind": kind_word(event), "mark": event.mark, "form": form}
    return render(request, "events/certificates_wording.html", words)
