"""The first page of an empty installation."""

from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhinan.accounts.actions import opening_key
from zhinan.accounts.forms import language_of
from zhinan.accounts.models import User
from zhinan.kit.guards import public
from zhinan.kit.lifecycle import NotNow
from zhinan.portal import actions
from zhinan.portal.forms import BeginForm
from zhinan.portal.views.begin import BACKEND

from . import environment
from .mailing import MailForm


class OpeningForm(MailForm, BeginForm):
    """What an empty installation needs to begin, and how it sends mail."""

    field_order = [*BeginForm.field_order, *MailForm.base_fields]


@public
@never_cache
def begin(request):
    """Organisation, programme, first administrator and mail of an empty installation; for whoever has the key."""
    if not constant_time_compare(request.GET.get("key", ""), opening_key()) or User.objects.exists():
        raise Http404(_("There is no such page."))
    form = OpeningForm(request.POST or None, initial={"language": language_of(request)})
    if request.method == "POST" and form.is_valid():
        try:
            user = begun(form)
        except (ValidationError, NotNow) as trouble:
            form.add_error(None, trouble if isinstance(trouble, ValidationError) else str(trouble))
        else:
            login(request, user, backend=BACKEND)
            return redirect("start")
    return render(request, "portal/begin.html", {"form": form})


@transaction.atomic
def begun(form):
    """Begin the installation as the valid `form` says, and keep its settings; returns the first administrator."""
    user = actions.begin(**{name: form.cleaned_data[name] for name in BeginForm.field_order if name != "repeated"})
    environment.keep({environment.LANGUAGE.name: form.cleaned_data["language"], **form.kept})
    return user
