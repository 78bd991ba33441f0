"""One's own desk."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.access import sign_in
from zhinan.accounts.models import Role
from zhinan.kit.guards import allow, way
from zhinan.notices.models import Notice

from .. import figures
from ..models import SavedList

# Pages of those who keep records, look after people or administer; who may not open one does not see it.
TOOLS = (
    ("imports", gettext_lazy("Imports")),
    ("import-questionnaire", gettext_lazy("Import an XLSForm")),
    ("twins", gettext_lazy("Records that may be one")),
    ("mergings", gettext_lazy("Recently merged")),
    ("rates", gettext_lazy("Exchange rates")),
    ("people", gettext_lazy("People and roles")),
    ("archive", pgettext_lazy("heading", "Archive")),
    ("mail", gettext_lazy("Mail that was not sent")),
    ("mail-settings", gettext_lazy("How mail is sent")),
)


@allow(sign_in)
def desk(request):
    """What waits for the reader, what they keep, what they may do where, and what happened there lately."""
    today = timezone.localdate()
    lines, rests = figures.waiting(request.user, today, request.GET.get("all", ""))
    tools = [{"label": label, "url": way(name, request.user)} for name, label in TOOLS]
    words = {
        "lines": lines,
        "rests": rests,
        "pairs": figures.pairs(request.user),
        "unread": Notice.objects.waiting_for(request.user).count(),
        "reports": figures.reports(request.user),
        "saved": SavedList.objects.visible_to(request.user),
        "roles": figures.roles_in_words(Role.objects.filter(user=request.user).current(today)),
        "entries": figures.lately(request.user),
        "tools": [tool for tool in tools if tool["url"]],
        "is_underway": figures.is_underway(request.user, today),
    }
    return render(request, "portal/desk.html", words)
