"""The first hour: a page that leads on once an installation has begun."""

from django.shortcuts import render
from django.utils import timezone

from zhinan.accounts.access import keep_records
from zhinan.accounts.views.editing import adding
from zhinan.kit.guards import allow, way
from zhinan.kit.mail import goes_out

from .. import figures
from ..actions import add_network
from ..forms import NewNetworkForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@allow(keep_records)
def start(request):
    """What an office does first, each with how far it is."""
    steps = figures.steps(request.user, timezone.localdate())
    words = {"steps": steps, "goes_out": goes_out(), "mend": way("mail-settings", request.user)}
    return render(request, "portal/start.html", words)


network = adding(NewNetworkForm, keep_records, add_network)
