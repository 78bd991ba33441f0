"""One file for those who may edit its record: what is said about it, its versions, and taking changes back."""

from copy import copy

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from zhinan.accounts.models import User
from zhinan.history.models import Entry
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.punctuation import listed
from zhinan.kit.values import label_of, names_of

from .. import actions
from ..access import readable
from ..forms import DescribeForm, ReplaceForm
from ..models import File
from .editing import button, own, taken, way_to
from .shown import address_of, row_of


def describe_file(request, record, file):
    """What is said about a file, and what was said before."""
    found = own(request, record, file)
    form = DescribeForm(request.POST or None, instance=copy(found), user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.describe(found, form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(address_of(record))
    more = {"row": row_of(record, found), "form": form, "entries": timeline(record, found)}
    crumbs = way_to(record, (_("Files"), address_of(record)))
    return render(request, "files/describe.html", {"record": record, "crumbs": crumbs, **more})


def timeline(record, file):
    """What happened to `file`: lines with a button where it can be taken back."""
    entries = list(file.entries())
    names = User.objects.names(entry.actor for entry in entries if entry.actor)
    return [
        {"words": entry.words(), "who": names.get(entry.actor, ""), "at": entry.at, "note": note_on(entry)}
        | {"verbs": verbs_of(record, file, entry)}
        for entry in entries
    ]


def verbs_of(record, file, entry):
    """The button that takes back what `entry` tells of `file`, where that is done on its page."""
    label = pgettext("button", "Take back")
    return [button(label, record, file, "entries", entry.pk)] if may_take_back(entry) else []


def note_on(entry):
    """Which words of a file a change was about."""
    return listed(label_of(File, name) for name in names_of(File) if name in entry.changes)


def may_take_back(entry):
    """Whether a change of a file can be taken back from its page: a removal is taken back on the page of all files."""
    return entry.verb in ("edited", "undone")


def replace_file(request, record, file):
    """A new version of a file, and the versions before."""
    found = own(request, record, file)
    form = ReplaceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            newer = taken(form, lambda upload: actions.replace(found, upload, by=request.user))
        except NotNow as refusal:
            messages.error(request, refusal)
            return redirect(address_of(record))
        if newer is not None:
            messages.success(
                request, _("“{file}” was replaced. Look whether what is said about it still holds.").format(file=newer)
            )
            return redirect(address_of(record, newer.pk, "describe"))
    seen = set(readable(record, request.user, may_edit=True).values_list("pk", flat=True))
    earlier = [row_of(record, version) for version in found.before() if version.pk in seen]
    crumbs = way_to(record, (_("Files"), address_of(record)))
    more = {"row": row_of(record, found), "form": form, "earlier": earlier}
    return render(request, "files/replace.html", {"record": record, "crumbs": crumbs, **more})


@require_POST
def take_back(request, record, file, entry):
    """Take back one change of what is said about a file."""
    found = own(request, record, file)
    told = get_object_or_404(Entry.objects.about(found), pk=entry)
    if not may_take_back(told):
        raise Http404(_("This change is not taken back here."))
    try:
        actions.take_back(found, told, by=request.user)
    except NotNow as refusal:
        messages.error(request, refusal)
    return redirect(address_of(record, found.pk, "describe"))
