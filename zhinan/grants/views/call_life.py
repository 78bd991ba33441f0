"""The verbs of the life of a call, and putting one away."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.views.editing import archiving
from zhinan.accounts.views.verbs import Verb
from zhinan.kit.guards import allow

from .. import access, actions
from ..models import Call

PUT_AWAY = archiving(Call, access.keep_call)


def open_now(call, *, by):
    """Open `call` as of now."""
    return actions.open_call(call, by=by, now=timezone.now())


def reopen_now(call, *, by):
    """Take applications to `call` again as of now."""
    return actions.reopen_call(call, by=by, now=timezone.now())


CALL_VERBS = (
    Verb(
        "open",
        pgettext_lazy("button", "Open the call"),
        open_now,
        access.keep_call,
        note=gettext_lazy("Everybody sees the call from then on; who has an account can apply until the deadline."),
    ),
    Verb(
        "close",
        gettext_lazy("Close the call"),
        actions.close_call,
        access.keep_call,
        note=gettext_lazy("Nothing is taken any more, also before the deadline. It can be opened again."),
    ),
    Verb("reopen", gettext_lazy("Open the call again"), reopen_now, access.keep_call),
    Verb("cancel", gettext_lazy("Cancel the call"), actions.cancel_call, access.keep_call),
)


@allow(access.keep_call, Call)
def archive_call(request, call):
    """Puts a call away, after asking; one that somebody applies to stays, for they read its rules there."""
    if call.applications.exists():
        messages.error(request, _("Somebody applied or is about to: the call stays. It can be cancelled instead."))
        return redirect(call)
    return PUT_AWAY(request, slug=call.slug)
