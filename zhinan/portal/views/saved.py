"""Lists that somebody keeps: saved, renamed, taken away."""

from django.contrib import messages
from django.forms import modelform_factory
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.access import read, sign_in
from zhinan.kit.guards import allow
from zhinan.kit.pages import with_words

from .. import actions
from ..figures import PLURALS
from ..models import SavedList
from .lists import LISTS

LONGEST = 1800  # signs of the words of an address
NameForm = modelform_factory(SavedList, fields=["name"])


@allow(sign_in)
def save(request, noun):
    """Keeps the list of `noun` under a name, narrowed and sorted by the words of this page's own address."""
    if noun not in LISTS or len(request.GET.urlencode()) > LONGEST:
        raise Http404(_("There is no such list."))
    address = with_words(request, reverse("list", args=[noun]))
    title = PLURALS[LISTS[noun]]
    form = NameForm(request.POST or None, initial={"name": title})
    if request.method == "POST" and form.is_valid():
        saved = actions.keep_list(request.user, name=form.cleaned_data["name"], address=address)
        messages.success(request, _("“{name}” stands on your desk.").format(name=saved))
        return redirect(address)
    words = {"form": form, "title": _("Save this list"), "kind": title, "cancel": address}
    return render(request, "portal/saved.html", words | {"submit": pgettext("button", "Save")})


@allow(read, SavedList)
def rename(request, saved):
    """Gives a saved list another name."""
    form = NameForm(request.POST or None, initial={"name": saved.name})
    if request.method == "POST" and form.is_valid():
        actions.rename_list(saved, form.cleaned_data["name"])
        return redirect("desk")
    words = {"form": form, "title": _("Rename this list"), "kind": saved.name, "cancel": reverse("desk")}
    return render(request, "portal/saved.html", words | {"submit": pgettext("button", "Save")})


@allow(read, SavedList)
def delete(request, saved):
    """Takes a saved list away, after asking."""
    if request.method == "POST":
        actions.drop_list(saved)
        messages.success(request, _("The list stands on your desk no more."))
        return redirect("desk")
    return render(request, "portal/unsaved.html", {"saved": saved})
