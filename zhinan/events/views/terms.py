"""The terms on which people register for an event."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhinan.accounts.views import kind_word
from zhinan.kit.guards import allow
from zhinan.kit.lifecycle import NotNow

from .. import access, actions
from ..forms import TermsForm
from ..models import Admission, Event


@allow(access.edit, Event, join=("admission",))
def edit_terms(request, event):
    """Says from when to when, for how many and with which questions people register."""
    terms = getattr(event, "admission", None) or Admission(event=event)
    typed = request.POST if request.method == "POST" else None
    form = TermsForm(typed, instance=terms, user=request.user)
    if typed is not None and form.is_valid():
        # Not the instance of the form: that holds the new values already, and nothing would be told of.
        stored = Admission.objects.filter(event=event).first() or Admission(event=event)
        try:
            actions.set_terms(stored, form.values(), by=request.user)
        except (ValidationError, NotNow) as trouble:
            form.add_error(None, getattr(trouble, "messages", str(trouble)))
        else:
            for sentence in (_("“{thing}” is saved.").format(thing=event), *form.twice):
                messages.success(request, sentence)
            return redirect("event-registrations", event.slug)
    words = {"event": event, "kind": kind_word(event), "mark": event.mark, "form": form}
    return render(request, "events/terms.html", words)
